#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <sstream>

namespace bitpeer::wire {
namespace {

std::string quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

TEST(json_string, escapes_what_json_demands) {
    EXPECT_EQ(quoted(""), R"("")");
    EXPECT_EQ(quoted("/Satoshi:28.1.0/"), R"("/Satoshi:28.1.0/")");
    EXPECT_EQ(quoted(R"(a"b\c)"), R"("a\"b\\c")");
    EXPECT_EQ(quoted(std::string_view("\0\n\x1b[2J\x7f", 7)), R"("\u0000\u000a\u001b[2J\u007f")");
}

TEST(json_string, keeps_valid_utf8) {
    EXPECT_EQ(quoted("\xc3\xa9"), "\"\xc3\xa9\"");                  // é
    EXPECT_EQ(quoted("\xe2\x82\xbf"), "\"\xe2\x82\xbf\"");          // the bitcoin sign
    EXPECT_EQ(quoted("\xf0\x9f\x8d\x95"), "\"\xf0\x9f\x8d\x95\"");  // four bytes
    EXPECT_EQ(quoted("\xf4\x8f\xbf\xbf"), "\"\xf4\x8f\xbf\xbf\"");  // the last code point
    EXPECT_EQ(quoted("\xed\x9f\xbf\xee\x80\x80"), "\"\xed\x9f\xbf\xee\x80\x80\"");
}

TEST(json_string, escapes_bytes_that_are_no_utf8) {
    EXPECT_EQ(quoted("\x80"), R"("\u0080")");                                // no beginning
    EXPECT_EQ(quoted("\xff\xfe"), R"("\u00ff\u00fe")");                      // never in UTF-8
    EXPECT_EQ(quoted("\xc3"), R"("\u00c3")");                                // cut short
    EXPECT_EQ(quoted("\xc3x"), R"("\u00c3x")");                              // broken off
    EXPECT_EQ(quoted("\xc0\xaf"), R"("\u00c0\u00af")");                      // too long a form
    EXPECT_EQ(quoted("\xe0\x80\xaf"), R"("\u00e0\u0080\u00af")");            // too long a form
    EXPECT_EQ(quoted("\xed\xa0\x80"), R"("\u00ed\u00a0\u0080")");            // a surrogate
    EXPECT_EQ(quoted("\xf4\x90\x80\x80"), R"("\u00f4\u0090\u0080\u0080")");  // above U+10FFFF
    EXPECT_EQ(quoted("\xf8\x88\x80\x80\x80"), R"("\u00f8\u0088\u0080\u0080\u0080")");
}

TEST(json_string, escapes_characters_that_act_on_terminals) {
    EXPECT_EQ(
        quoted("\xc2\x9b"
               "31m"),
        R"("\u009b31m")"
    );  // control sequence introducer
    EXPECT_EQ(
        quoted("\xe2\x80\xae"
               "abc"),
        R"("\u202eabc")"
    );  // right to left from here on
    EXPECT_EQ(quoted("\xe2\x81\xa6"), R"("\u2066")");
    EXPECT_EQ(quoted("\xe2\x80\xa8"), R"("\u2028")");
}

TEST(json_object, puts_members_in_order) {
    EXPECT_EQ(json_object().text(), "{}");
    json_object object;
    object.field("event", "connected")
        .field("count", 3)
        .field("share", 0.5)
        .field("ok", true)
        .field("nothing", std::optional<int>())
        .field("some", std::optional<int>(4))
        .field("list", std::vector<std::string>{"a", "\"b"})
        .field_json("raw", R"({"x":1})")
        .field("inner", json_object().field("y", std::int64_t{-2}));
    EXPECT_EQ(
        object.text(),
        R"({"event":"connected","count":3,"share":0.5,"ok":true,"nothing":null,"some":4,)"
        R"("list":["a","\"b"],"raw":{"x":1},"inner":{"y":-2}})"
    );
}

TEST(json, shows_each_kind_of_value_by_its_rule) {
    EXPECT_EQ(to_json(std::uint8_t{200}), "200");
    EXPECT_EQ(to_json(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
    EXPECT_EQ(to_json(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
    EXPECT_EQ(to_json(std::nan("")), "null");
    EXPECT_EQ(to_json(services::network | services::witness), R"("network|witness")");
    EXPECT_EQ(to_json(compact<services>{services::none}), R"("none")");
    EXPECT_EQ(to_json(compact<std::uint64_t>{5}), "5");
    EXPECT_EQ(to_json(inventory_type::block), R"("block")");
    EXPECT_EQ(to_json(inventory_type{77}), R"("77")");
    EXPECT_EQ(to_json(port_number{8333}), "8333");
    EXPECT_EQ(to_json(var_bytes<4>{1, 0xab}), R"("01ab")");
    EXPECT_EQ(to_json(std::array<std::uint8_t, 2>{1, 0xab}), R"("01ab")");
    EXPECT_EQ(to_json(var_string<9>("a\nb")), R"("a\u000ab")");
    EXPECT_EQ(to_json(command_name("ping")), R"("ping")");
    EXPECT_EQ(to_json(phase::early), R"("early")");
    EXPECT_EQ(to_json(errc::truncated), R"("truncated")");
    EXPECT_EQ(to_json(address::parse("1.2.3.4:5").value()), R"("1.2.3.4:5")");
    EXPECT_EQ(to_json(strict_bool(true)), "true");
    EXPECT_EQ(to_json(at_most<std::uint32_t, 50>(7)), "7");
    EXPECT_EQ(to_json(optional_tail<std::uint8_t>()), "null");
    EXPECT_EQ(to_json(optional_tail<std::uint8_t>(3)), "3");
    EXPECT_EQ(to_json(list<std::uint32_t>{1, 2}), "[1,2]");
}

TEST(json, shows_hashes_as_people_write_them) {
    hash256 hash;
    hash.bytes[0] = 0x6f;
    EXPECT_EQ(to_json(hash), '"' + std::string(62, '0') + "6f\"");
    inv message;
    message.items.push_back({inventory_type::wtxid_transaction, hash});
    EXPECT_EQ(
        to_json(message), R"({"items":[{"type":"wtxid_transaction","hash":)" + to_json(hash) + "}]}"
    );
}

template <class M>
class json_of_each : public ::testing::Test {};
TYPED_TEST_SUITE(json_of_each, test::each_layout, test::named_by_command);

/// A parser that is not ours reads whatever a stranger can put into a message.
TYPED_TEST(json_of_each, is_read_by_another_parser) {
    test::splitmix64 random(0x15a1);
    for (int round = 0; round < 100; ++round) {
        const auto text = to_json(test::make_arbitrary<TypeParam>(random, 12));
        ASSERT_EQ(text.find('\n'), std::string::npos);
        std::istringstream in(text);
        boost::property_tree::ptree tree;
        ASSERT_NO_THROW(boost::property_tree::read_json(in, tree)) << text;
    }
}

}  // namespace
}  // namespace bitpeer::wire
