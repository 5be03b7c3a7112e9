#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> array_of(std::string_view text) {
    std::array<std::uint8_t, N> out{};
    std::ranges::copy(from_hex(text).value(), out.begin());
    return out;
}

address parsed(std::string_view text) { return address::parse(text).value(); }

TEST(address, by_default_is_no_address) {
    const address none;
    EXPECT_EQ(none.to_string(), "[::]:0");
    EXPECT_FALSE(none.usable());
    EXPECT_TRUE(none.is_ipv6());
}

TEST(address, is_made_only_with_the_length_of_its_network) {
    for (const auto& [network, length] :
         {std::pair{address_network::ipv4, 4U},
          {address_network::ipv6, 16U},
          {address_network::torv3, 32U},
          {address_network::i2p, 32U},
          {address_network::cjdns, 16U}}) {
        EXPECT_EQ(address_length(network), length);
        EXPECT_TRUE(address::make(network, bytes(length), 1));
        EXPECT_FALSE(address::make(network, bytes(length - 1), 1));
        EXPECT_FALSE(address::make(network, bytes(length + 1), 1));
    }
    EXPECT_TRUE(address::make(address_network{200}, bytes(512), 1));
    EXPECT_FALSE(address::make(address_network{200}, bytes(513), 1));
    EXPECT_TRUE(address::make(address_network{200}, {}, 1));
}

TEST(address, of_any_length_survives_a_round_trip) {
    for (std::size_t length = 0; length <= 512; ++length) {
        bytes run(length);
        for (std::size_t i = 0; i < length; ++i) run[i] = static_cast<std::uint8_t>(i * 7 + 1);
        const auto where = address::make(address_network{99}, run, 0x1234).value();
        EXPECT_TRUE(std::ranges::equal(where.bytes(), run));
        const auto read = decode<address>(encode(where).value()).value();
        EXPECT_EQ(read, where);
        EXPECT_EQ(read.port(), 0x1234);
    }
}

TEST(address, compares_by_network_bytes_and_port) {
    EXPECT_EQ(parsed("1.2.3.4:5"), address::ipv4({1, 2, 3, 4}, 5));
    EXPECT_NE(parsed("1.2.3.4:5"), parsed("1.2.3.4:6"));
    EXPECT_NE(parsed("1.2.3.4:5"), parsed("1.2.3.5:5"));
    EXPECT_LT(parsed("1.2.3.4:5"), parsed("[::]:0"));
}

TEST(address, translates_to_the_form_of_old_messages) {
    const auto v4 = array_of<16>("00000000000000000000ffff01020304");
    EXPECT_EQ(parsed("1.2.3.4:5").legacy(), v4);
    EXPECT_EQ(address::from_legacy(v4, 5), parsed("1.2.3.4:5"));
    const auto v6 = array_of<16>("1a1b2a2b3a3b4a4b5a5b6a6b7a7b8a8b");
    EXPECT_EQ(address::from_legacy(v6, 5), parsed("[1a1b:2a2b:3a3b:4a4b:5a5b:6a6b:7a7b:8a8b]:5"));
    EXPECT_EQ(address::from_legacy(v6, 5).legacy(), v6);
    EXPECT_FALSE(address::make(address_network::torv3, bytes(32), 5).value().legacy());
    EXPECT_FALSE(address::make(address_network::i2p, bytes(32), 5).value().legacy());
    EXPECT_FALSE(address::make(address_network::cjdns, bytes(16, 0xfc), 5).value().legacy());

    EXPECT_EQ(legacy_address::from(parsed("1.2.3.4:5")).value().to_string(), "1.2.3.4:5");
    EXPECT_FALSE(legacy_address::from(address::make(address_network::i2p, bytes(32), 5).value()));
    EXPECT_EQ(address(legacy_address{}), address());
}

TEST(address, is_usable_unless_nobody_can_be_there) {
    EXPECT_TRUE(parsed("1.2.3.4:5").usable());
    EXPECT_TRUE(parsed("10.0.0.1:5").usable());
    EXPECT_TRUE(parsed("[2001:470::1]:5").usable());
    EXPECT_FALSE(parsed("0.0.0.0:5").usable());
    EXPECT_FALSE(parsed("255.255.255.255:5").usable());
    EXPECT_FALSE(parsed("[2001:db8::1]:5").usable());
    EXPECT_FALSE(address::make(address_network::yggdrasil, bytes(16, 2), 5).value().usable());
}

/// The vectors of Bitcoin Core's net_tests: network, length, bytes; no port.
TEST(address, agrees_with_bitcoin_core_on_addrv2) {
    const auto vectors = test::read_recorded_json("bip155/addr_vectors.json");
    if (!vectors) GTEST_SKIP();
    int count = 0;
    for (const auto& [_, vector] : vectors->get_child("netaddr_v2")) {
        const auto hex = vector.get<std::string>("hex");
        const auto read = decode<address>(from_hex(hex + "208d").value());
        ++count;
        if (!vector.get<bool>("ok")) {
            ASSERT_FALSE(read) << hex;
            continue;
        }
        ASSERT_TRUE(read) << hex << read.error().message();
        EXPECT_EQ(read->usable(), vector.get<bool>("valid")) << hex;
        EXPECT_EQ(to_hex(encode(*read).value()), hex + "208d");
        const auto text = vector.get<std::string>("text", "");
        if (!read->usable() || text.empty()) continue;
        const bool bracketed = read->is_ipv6() || read->is_cjdns();
        EXPECT_EQ(read->to_string(), (bracketed ? '[' + text + ']' : text) + ":8333");
        EXPECT_EQ(
            read->is_cjdns() ? as_cjdns(parsed(read->to_string())) : parsed(read->to_string()),
            *read
        );
    }
    EXPECT_EQ(count, 23);
}

TEST(address, agrees_with_bitcoin_core_on_addr) {
    const auto vectors = test::read_recorded_json("bip155/addr_vectors.json");
    if (!vectors) GTEST_SKIP();
    for (const auto& [_, vector] : vectors->get_child("netaddr_v1")) {
        const auto where = address::from_legacy(array_of<16>(vector.get<std::string>("hex")), 1);
        const auto text = vector.get<std::string>("addr");
        const bool expressible = text.find_first_not_of("0123456789abcdef.:") == std::string::npos;
        EXPECT_EQ(where.usable(), expressible) << text;
        if (!expressible) continue;
        EXPECT_EQ(where, address::parse(text, 1)) << text;
    }
}

}  // namespace
}  // namespace bitpeer::wire
