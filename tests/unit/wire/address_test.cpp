#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/address.hpp>
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

TEST(address, has_text_forms_that_are_read_back) {
    for (const auto* text : {
             "1.2.3.4:8333",
             "255.255.255.255:65535",
             "0.0.0.0:0",
             "[2001:db8::1]:8333",
             "[::]:1",
             "[::1]:18444",
             "[1a1b:2a2b:3a3b:4a4b:5a5b:6a6b:7a7b:8a8b]:8333",
             "[102:304:506:708:90a:b0c:d0e:f10]:8333",
             "[1:0:0:2::3]:1",       // the longest run of zeros is shortened, not the first
             "[1::2:0:0:3:4]:1",     // of two equal ones the first
             "[1:0:2:3:4:5:6:7]:1",  // a single zero is no run
             "[2001:9e8:2615:7300:954:1263:efc8:2e34]:8333",
             "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p:0",
         }) {
        const auto where = address::parse(text);
        ASSERT_TRUE(where) << text;
        EXPECT_EQ(where->to_string(), text);
    }
}

TEST(address, is_read_from_other_spellings_too) {
    EXPECT_EQ(parsed("[2001:DB8:0:0:0:0:0:1]:5").to_string(), "[2001:db8::1]:5");
    EXPECT_EQ(parsed("[::ffff:1.2.3.4]:5").to_string(), "1.2.3.4:5");
    EXPECT_EQ(parsed("[::1.2.3.4]:5").to_string(), "[::102:304]:5");
    EXPECT_EQ(address::parse("1.2.3.4", 8333).value().to_string(), "1.2.3.4:8333");
    EXPECT_EQ(address::parse("1.2.3.4:5", 8333).value().to_string(), "1.2.3.4:5");
    EXPECT_EQ(address::parse("2001:db8::1", 8333).value().to_string(), "[2001:db8::1]:8333");
    EXPECT_EQ(address::parse("[2001:db8::1]", 8333).value().to_string(), "[2001:db8::1]:8333");
    EXPECT_EQ(address::parse("::", 1).value().to_string(), "[::]:1");
    EXPECT_EQ(
        parsed("UKEU3K5OYCGAAUNEQGTNVSELMT4YEMVOILKLN7JPVAMVFX7DNKDQ.B32.I2P:7").network(),
        address_network::i2p
    );
}

TEST(address, is_not_read_from_texts_that_mean_none) {
    for (const auto* text : {
             "",
             ":",
             ":8333",
             "localhost:8333",
             "1.2.3:8333",
             "1.2.3.4.5:8333",
             "1.2.3.256:8333",
             "1.2.3.-4:8333",
             "01.2.3.4:8333",
             "1.2.3.4:",
             "1.2.3.4:65536",
             "1.2.3.4:08333",
             "1.2.3.4:+1",
             "1.2.3.4: 1",
             " 1.2.3.4:1",
             "[1.2.3.4]:1",
             "[::1:8333",
             "[::1]8333",
             "[::1]:",
             "[]:1",
             "[:::]:1",
             "[1::2::3]:1",
             "[1:2:3:4:5:6:7]:1",
             "[1:2:3:4:5:6:7:8:9]:1",
             "[1:2:3:4::5:6:7:8]:1",
             "[1:2:3:4:5:6:7:]:1",
             "[:1:2:3:4:5:6:7]:1",
             "[12345::]:1",
             "[g::]:1",
             "[fe80::1%eth0]:1",
             "[::1.2.3]:1",
             "[1.2.3.4::]:1",
             ".b32.i2p:0",
             "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd1.b32.i2p:0",
             "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdr.b32.i2p:0",  // stray last bit
             "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd.b32.i2p:0",
             "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333",
         }) {
        EXPECT_FALSE(address::parse(text)) << text;
    }
}

TEST(address, prints_networks_that_have_no_text_form_as_bytes) {
    const bytes key(32, 0xab);
    EXPECT_EQ(
        address::make(address_network::torv3, key, 9050).value().to_string(),
        "torv3:" + to_hex(key) + ":9050"
    );
    EXPECT_EQ(
        address::make(address_network{0xaa}, bytes{1, 2}, 3).value().to_string(), "170:0102:3"
    );
    EXPECT_EQ(to_string(address_network::yggdrasil), "yggdrasil");
    EXPECT_EQ(to_string(address_network::torv2), "torv2");
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
        if (!read->usable() || text.empty() || read->is_torv3()) continue;
        const bool bracketed = read->is_ipv6() || read->is_cjdns();
        EXPECT_EQ(read->to_string(), (bracketed ? '[' + text + ']' : text) + ":8333");
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
