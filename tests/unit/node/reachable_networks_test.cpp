#include <bitpeer/node/reachable_networks.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using network = wire::address_network;
using test::onion;

TEST(reachable_networks, are_those_that_bip155_knows) {
    reachable_networks some;
    EXPECT_TRUE(some.contains(network::ipv4));
    EXPECT_TRUE(some.contains(test::at("2a01:4f8::1")));
    EXPECT_FALSE(some.contains(onion(1)));
    some.add(network::torv3);
    some.remove(network::ipv4);
    some.add(network{99});
    EXPECT_TRUE(some.contains(onion(1)));
    EXPECT_FALSE(some.contains(network::ipv4));
    EXPECT_FALSE(some.contains(network{99}));
    EXPECT_EQ(some, (reachable_networks{network::ipv6, network::torv3}));
}

}  // namespace
}  // namespace bitpeer
