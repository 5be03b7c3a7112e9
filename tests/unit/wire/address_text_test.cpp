#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::wire {
namespace {

using fault = address_text_error;

address parsed(std::string_view text) { return address::parse(text).value(); }

address onion(std::uint16_t port) {
    const auto key =
        from_hex("79bcc625184b05194975c28b66b66b0469f7f6556fb1ac3189a79b40dda32f1f").value();
    return address::make(address_network::torv3, key, port).value();
}

TEST(address_text, has_text_forms_that_are_read_back) {
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
             "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333",
             "kpgvmscirrdqpekbqjsvw5teanhatztpp2gl6eee4zkowvwfxwenqaid.onion:1",
             "torv2:f1f2f3f4f5f6f7f8f9fa:8333",
             "yggdrasil:02000000000000000000000000000001:9",
             "network170:0102:3",
             "network0::3",
             "network255:ff:65535",
         }) {
        const auto where = address::parse(text);
        ASSERT_TRUE(where) << text;
        EXPECT_EQ(where->to_string(), text);
    }
}

TEST(address_text, is_read_from_other_spellings_too) {
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

TEST(address_text, says_why_it_is_none) {
    const std::vector<std::pair<std::string_view, fault>> cases{
        {"", fault::empty},
        {":", fault::bad_port},
        {":8333", fault::empty},
        {"localhost:8333", fault::name},
        {"1.2.3:8333", fault::bad_ipv4},
        {"1.2.3.4.5:8333", fault::bad_ipv4},
        {"1.2.3.256:8333", fault::bad_ipv4},
        {"1.2.3.-4:8333", fault::name},
        {"01.2.3.4:8333", fault::bad_ipv4},
        {"1.2.3.4:", fault::bad_port},
        {"1.2.3.4:65536", fault::bad_port},
        {"1.2.3.4:08333", fault::bad_port},
        {"1.2.3.4:+1", fault::bad_port},
        {"1.2.3.4: 1", fault::bad_port},
        {" 1.2.3.4:1", fault::name},
        {"[1.2.3.4]:1", fault::bad_ipv6},
        {"[::1:8333", fault::bad_brackets},
        {"[::1]8333", fault::bad_brackets},
        {"[::1]:", fault::bad_port},
        {"[]:1", fault::bad_ipv6},
        {"[:::]:1", fault::bad_ipv6},
        {"[1::2::3]:1", fault::bad_ipv6},
        {"[1:2:3:4:5:6:7]:1", fault::bad_ipv6},
        {"[1:2:3:4:5:6:7:8:9]:1", fault::bad_ipv6},
        {"[1:2:3:4::5:6:7:8]:1", fault::bad_ipv6},
        {"[1:2:3:4:5:6:7:]:1", fault::bad_ipv6},
        {"[:1:2:3:4:5:6:7]:1", fault::bad_ipv6},
        {"[12345::]:1", fault::bad_ipv6},
        {"[g::]:1", fault::bad_ipv6},
        {"[fe80::1%eth0]:1", fault::bad_ipv6},
        {"[::1.2.3]:1", fault::bad_ipv6},
        {"[1.2.3.4::]:1", fault::bad_ipv6},
        {".b32.i2p:0", fault::bad_i2p},
        {"ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd1.b32.i2p:0", fault::bad_i2p},
        {"ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdr.b32.i2p:0",
         fault::bad_i2p},  // a stray last bit
        {"ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkd.b32.i2p:0", fault::bad_i2p},
        {"1:2:3", fault::bad_ipv6},
        {".onion:1", fault::bad_onion},
        {"expyuzz4wqqyqhjn.onion:1", fault::bad_onion},  // Tor v2
        {"pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscry.onion:1", fault::bad_onion},
        {"qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:1", fault::bad_checksum},
        {"pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4psdryd.onion:1", fault::bad_checksum},
        {"pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion:1", fault::bad_version},
        {"ipv4:01020:1", fault::bad_bytes},
        {"ipv4:0102:1", fault::bad_bytes},
        {"torv2:xy:1", fault::bad_bytes},
        {"torv2:f1:70000", fault::bad_port},
        {"network1:01020304:1", fault::bad_ipv6},  // which has a name
        {"network256:01:1", fault::bad_ipv6},
        {"network07:01:1", fault::bad_ipv6},
    };
    for (const auto& [text, why] : cases) {
        const auto where = address::parse(text);
        ASSERT_FALSE(where) << text;
        EXPECT_EQ(to_string(where.error()), to_string(why)) << text;
    }
}

TEST(address_text, of_an_onion_service_has_a_checksum) {
    constexpr std::string_view name =
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";
    EXPECT_EQ(onion(8333).to_string(), std::string(name) + ":8333");
    EXPECT_EQ(address::parse(name, 8333), onion(8333));
    EXPECT_EQ(
        parsed("PG6MMJIYJMCRSSLVYKFWNNTLARU7P5SVN6Y2YMMJU6NUBXNDF4PSCRYD.ONION:8333"), onion(8333)
    );
    for (std::size_t i = 0; i + std::string_view(".onion").size() < name.size(); ++i) {
        std::string mistyped(name);
        mistyped[i] = mistyped[i] == '7' ? 'a' : '7';
        EXPECT_FALSE(address::parse(mistyped, 8333)) << mistyped;
    }
}

TEST(address_text, of_cjdns_is_ipv6_and_read_as_such) {
    const std::array<std::uint8_t, 16> run{0xfc, 1, 2, 3};
    const auto cjdns = address::make(address_network::cjdns, run, 7).value();
    EXPECT_EQ(cjdns.to_string(), "[fc01:203::]:7");
    EXPECT_EQ(parsed("[fc01:203::]:7"), address::ipv6(run, 7));
    EXPECT_EQ(as_cjdns(parsed("[fc01:203::]:7")), cjdns);
    EXPECT_EQ(parsed("cjdns:" + to_hex(run) + ":7"), cjdns) << "which leaves no doubt";
}

TEST(address_text, of_ipv6_that_embeds_ipv4_shows_that_it_is_none) {
    std::array<std::uint8_t, 16> run{};
    run[10] = run[11] = 0xff;
    run[12] = 1;
    const auto odd = address::ipv6(run, 7);
    EXPECT_EQ(odd.to_string(), "ipv6:00000000000000000000ffff01000000:7");
    EXPECT_EQ(parsed(odd.to_string()), odd);
}

TEST(address_text, without_the_port_has_no_brackets) {
    EXPECT_EQ(parsed("1.2.3.4:5").host_text(), "1.2.3.4");
    EXPECT_EQ(parsed("[2001:db8::1]:5").host_text(), "2001:db8::1");
    EXPECT_EQ(parsed("network9:0102:5").host_text(), "network9:0102");
}

TEST(address_text, of_a_network_is_its_name_or_number) {
    EXPECT_EQ(to_string(address_network::yggdrasil), "yggdrasil");
    EXPECT_EQ(to_string(address_network::torv2), "torv2");
    EXPECT_EQ(to_string(address_network{170}), "network170");
}

TEST(address_text, of_any_address_is_read_back) {
    test::splitmix64 random(1);
    for (int i = 0; i < 20'000; ++i) {
        address where;
        arbitrary_of(where, random);
        // By chance these are rare: runs of zeros, embedded addresses, CJDNS that is some.
        if (where.is_cjdns() && i % 2 == 0) {
            bytes run(where.bytes().begin(), where.bytes().end());
            run[0] = 0xfc;
            where = address::make(address_network::cjdns, run, where.port()).value();
        }
        if (where.is_ipv6() && i % 2 == 0) {
            std::array<std::uint8_t, 16> sparse{};
            for (auto& byte : sparse) {
                byte = std::array<std::uint8_t, 4>{0, 0, 0xff, 1}[random.below(4)];
            }
            where = address::ipv6(sparse, where.port());
        }
        const auto text = where.to_string();
        const auto read = address::parse(text);
        ASSERT_TRUE(read) << text << ": " << to_string(read.error());
        EXPECT_EQ(where.is_cjdns() ? as_cjdns(*read) : *read, where) << text;
        EXPECT_EQ(address::parse(where.host_text(), where.port()), *read) << text;
    }
}

TEST(address_text, never_misleads_the_reader_of_noise) {
    test::splitmix64 random(2);
    constexpr std::string_view letters = "0123456789abcdef:::...[]xnetworkipv46.onion.b32.i2p";
    int understood = 0;
    for (int i = 0; i < 100'000; ++i) {
        std::string text(random.below(12), ' ');
        for (auto& c : text) c = letters[random.below(letters.size())];
        const auto read = address::parse(text, 1);
        if (!read) continue;
        ++understood;
        EXPECT_EQ(parsed(read->to_string()), *read) << text;
    }
    EXPECT_GT(understood, 50);
}

}  // namespace
}  // namespace bitpeer::wire
