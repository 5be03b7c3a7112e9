#include <bitpeer/node/known_addresses.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <array>

namespace bitpeer {
namespace {

using test::host;

TEST(known_addresses, tell_addresses_apart_by_network_bytes_and_port) {
    known_addresses known({3, 4});
    const std::array<std::uint8_t, 16> run{0xfc, 1};
    known.add(wire::address::ipv6(run, 8333));
    EXPECT_TRUE(known.contains(wire::address::ipv6(run, 8333)));
    EXPECT_FALSE(known.contains(wire::address::ipv6(run, 8334)));
    EXPECT_FALSE(known.contains(wire::address::make(wire::address_network::cjdns, run, 8333).value()
    ));
    const bytes long_one(512, 7);
    const bytes other_long_one(511, 7);
    known.add(wire::address::make(wire::address_network{99}, long_one, 1).value());
    EXPECT_FALSE(
        known.contains(wire::address::make(wire::address_network{99}, other_long_one, 1).value())
    );
    known.clear();
    EXPECT_FALSE(known.contains(wire::address::ipv6(run, 8333)));
}

TEST(known_addresses, are_bounded) {
    known_addresses known({3, 4});
    for (std::uint32_t i = 0; i < 50'000; ++i) known.add(host(i));
    EXPECT_LE(known.size(), 2 * known_addresses::capacity);
    for (std::uint32_t i = 45'000; i < 50'000; ++i) EXPECT_TRUE(known.contains(host(i)));
}

}  // namespace
}  // namespace bitpeer
