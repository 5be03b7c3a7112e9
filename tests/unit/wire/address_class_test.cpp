#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::wire {
namespace {

address at(std::string_view text) { return address::parse(text, 8333).value(); }

address of(address_network network, std::uint8_t first, std::uint8_t second = 0) {
    bytes run(address_length(network).value());
    run[0] = first;
    run[1] = second;
    return address::make(network, run, 8333).value();
}

/// An address and how it counts.
struct example {
    std::string_view text;
    bool usable;
    bool local;
    bool routable;
};

TEST(address_class, tells_usable_local_and_routable_apart) {
    for (const auto& [text, usable, local, routable] : std::vector<example>{
             // Whoever is nowhere.
             {"0.0.0.0", false, true, false},
             {"255.255.255.255", false, false, false},
             {"::", false, false, false},
             {"2001:db8::1", false, false, false},
             {"2001:db9::1", true, false, true},
             {"fd87:d87e:eb43::1", false, false, false},
             {"fd6b:88c0:8724::1", false, false, false},
             // The machine itself.
             {"127.0.0.1", true, true, false},
             {"127.255.255.255", true, true, false},
             {"0.1.2.3", true, true, false},
             {"::1", true, true, false},
             {"::2", true, false, true},
             // Ranges, from just before to just behind.
             {"9.255.255.255", true, false, true},
             {"10.0.0.0", true, false, false},
             {"10.255.255.255", true, false, false},
             {"11.0.0.0", true, false, true},
             {"172.15.255.255", true, false, true},
             {"172.16.0.0", true, false, false},
             {"172.31.255.255", true, false, false},
             {"172.32.0.0", true, false, true},
             {"192.167.255.255", true, false, true},
             {"192.168.0.0", true, false, false},
             {"192.168.255.255", true, false, false},
             {"192.169.0.0", true, false, true},
             {"198.17.255.255", true, false, true},
             {"198.18.0.0", true, false, false},
             {"198.19.255.255", true, false, false},
             {"198.20.0.0", true, false, true},
             {"169.253.255.255", true, false, true},
             {"169.254.0.0", true, false, false},
             {"169.254.255.255", true, false, false},
             {"169.255.0.0", true, false, true},
             {"100.63.255.255", true, false, true},
             {"100.64.0.0", true, false, false},
             {"100.127.255.255", true, false, false},
             {"100.128.0.0", true, false, true},
             {"192.0.1.255", true, false, true},
             {"192.0.2.0", true, false, false},
             {"192.0.3.0", true, false, true},
             {"198.51.100.7", true, false, false},
             {"198.51.101.7", true, false, true},
             {"203.0.113.7", true, false, false},
             {"203.0.114.7", true, false, true},
             {"fbff:ffff::1", true, false, true},
             {"fc00::1", true, false, false},
             {"fdff::1", true, false, false},
             {"fe00::1", true, false, true},
             {"fe80::1", true, false, false},
             {"fe80::ffff:ffff:ffff:ffff", true, false, false},
             {"fe80:0:0:1::1", true, false, true},
             {"2001:f::1", true, false, true},
             {"2001:10::1", true, false, false},
             {"2001:1f:ffff::1", true, false, false},
             {"2001:20::1", true, false, false},
             {"2001:2f:ffff::1", true, false, false},
             {"2001:30::1", true, false, true},
             {"8.8.8.8", true, false, true},
             {"2001::1", true, false, true},
             {"2002:102:304::1", true, false, true},
         }) {
        EXPECT_EQ(at(text).usable(), usable) << text;
        EXPECT_EQ(is_local(at(text)), local) << text;
        EXPECT_EQ(is_routable(at(text)), routable) << text;
    }
}

TEST(address_class, of_other_networks_is_routable_when_somebody_can_be_there) {
    EXPECT_TRUE(is_routable(of(address_network::torv3, 1)));
    EXPECT_TRUE(is_routable(of(address_network::i2p, 1)));
    EXPECT_TRUE(is_routable(of(address_network::cjdns, 0xfc)));
    EXPECT_FALSE(is_routable(of(address_network::cjdns, 0xfd)));
    EXPECT_FALSE(is_routable(address::make(address_network::yggdrasil, bytes(16, 2), 1).value()));
    EXPECT_FALSE(is_routable(address::make(address_network{99}, bytes(16, 2), 1).value()));
    EXPECT_FALSE(is_local(of(address_network::torv3, 127)));
}

TEST(address_class, finds_the_ipv4_address_that_ipv6_leads_to) {
    using how = ipv6_transition;
    for (const auto& [text, transition] : std::vector<std::pair<std::string_view, how>>{
             {"2002:102:304:9999:9999:9999:9999:9999", how::six_to_four},
             {"2001:0:9999:9999:9999:9999:fefd:fcfb", how::teredo},
             {"64:ff9b::102:304", how::nat64},
             {"::ffff:0:102:304", how::siit},
             {"1.2.3.4", how::none},
         }) {
        EXPECT_EQ(transition_of(at(text)), transition) << text;
        EXPECT_EQ(linked_ipv4(at(text)), (std::array<std::uint8_t, 4>{1, 2, 3, 4})) << text;
        EXPECT_EQ(class_of(at(text)), network_class::ipv4) << text;
    }
    EXPECT_EQ(linked_ipv4(at("2001:1::102:304")), std::nullopt);
    EXPECT_EQ(linked_ipv4(of(address_network::torv3, 1)), std::nullopt);
}

TEST(address_class, is_unroutable_before_it_is_a_network) {
    EXPECT_EQ(class_of(at("10.0.0.1")), network_class::unroutable);
    EXPECT_EQ(class_of(at("127.0.0.1")), network_class::unroutable);
    EXPECT_EQ(class_of(at("fc00::1")), network_class::unroutable);
    EXPECT_EQ(class_of(at("2001:470::1")), network_class::ipv6);
    EXPECT_EQ(class_of(of(address_network::torv3, 1)), network_class::tor);
    EXPECT_EQ(class_of(of(address_network::i2p, 1)), network_class::i2p);
    EXPECT_EQ(class_of(of(address_network::cjdns, 0xfc)), network_class::cjdns);
}

std::string group(const address& where) { return to_hex(group_of(where).bytes()); }

TEST(address_group, is_the_class_and_the_bits_that_an_owner_does_not_choose) {
    EXPECT_EQ(group(at("127.0.0.1")), "00");
    EXPECT_EQ(group(at("10.0.0.1")), "00");
    EXPECT_EQ(group(at("169.254.1.1")), "00");
    EXPECT_EQ(group(at("1.2.3.4")), "010102");
    EXPECT_EQ(group(at("::ffff:0:102:304")), "010102");
    EXPECT_EQ(group(at("64:ff9b::102:304")), "010102");
    EXPECT_EQ(group(at("2002:102:304:9999:9999:9999:9999:9999")), "010102");
    EXPECT_EQ(group(at("2001:0:9999:9999:9999:9999:fefd:fcfb")), "010102");
    EXPECT_EQ(group(at("2001:470:abcd:9999:9999:9999:9999:9999")), "0220010470af");
    EXPECT_EQ(group(at("2001:2001:9999:9999:9999:9999:9999:9999")), "0220012001");
    EXPECT_EQ(group(of(address_network::torv3, 0x79)), "037f");
    EXPECT_EQ(group(of(address_network::i2p, 0xa2)), "04af");
    EXPECT_EQ(group(of(address_network::cjdns, 0xfc, 0x12)), "05fc1f");
}

TEST(address_group, of_a_stand_in_is_its_own) {
    const auto seed = stand_in_for("seed.example.org");
    EXPECT_FALSE(seed.usable());
    EXPECT_FALSE(is_routable(seed));
    EXPECT_EQ(class_of(seed), network_class::internal);
    EXPECT_EQ(group_of(seed).bytes().size(), 11U);
    EXPECT_NE(group_of(seed), group_of(stand_in_for("seed.example.com")));
    // The published value for the name "a".
    EXPECT_EQ(to_hex(stand_in_for("a").bytes()), "fd6b88c08724ca978112ca1bbdcafac2");
    EXPECT_EQ(group(stand_in_for("a")), "06ca978112ca1bbdcafac2");
}

TEST(address_class, counts_fc_addresses_as_cjdns_when_somebody_says_so) {
    EXPECT_TRUE(as_cjdns(at("fc00::1")).is_cjdns());
    EXPECT_EQ(as_cjdns(at("fc00::1")).port(), 8333);
    EXPECT_TRUE(is_routable(as_cjdns(at("fc00::1"))));
    EXPECT_EQ(as_cjdns(at("fd00::1")), at("fd00::1"));
    EXPECT_EQ(as_cjdns(at("252.0.0.1")), at("252.0.0.1"));
}

}  // namespace
}  // namespace bitpeer::wire
