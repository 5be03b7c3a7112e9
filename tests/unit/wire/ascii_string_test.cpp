#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/ascii_string.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/json_writer.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace bitpeer::wire {
namespace {

using text = ascii_string<4>;

error refusal(const std::string& hex) { return decode<text>(from_hex(hex).value()).error(); }

TEST(ascii_string, is_read_and_written_as_any_text) {
    const text word = "a ~";
    EXPECT_EQ(to_hex(encode(word).value()), "0361207e");
    EXPECT_EQ(decode<text>(from_hex("0361207e").value()), word);
    EXPECT_EQ(check<text>(from_hex("0361207e").value()), 4U);
    EXPECT_EQ(decode<text>(bytes{0}), text{});
    EXPECT_EQ(encoded_size(word), 4U);
}

TEST(ascii_string, refuses_each_byte_that_is_not_printable_both_ways) {
    for (int byte = 0; byte < 256; ++byte) {
        const bool printable = byte >= 0x20 && byte <= 0x7e;
        const bytes payload{2, 'a', static_cast<std::uint8_t>(byte)};
        const auto read = decode<text>(payload);
        ASSERT_EQ(read.has_value(), printable) << byte;
        ASSERT_EQ(check<text>(payload).has_value(), printable) << byte;
        const text to_write(std::string{'a', static_cast<char>(byte)});
        const auto written = encode(to_write);
        ASSERT_EQ(written.has_value(), printable) << byte;
        if (printable) continue;
        EXPECT_EQ(read.error().code, errc::not_printable);
        EXPECT_EQ(read.error().offset, 2U);
        EXPECT_EQ(written.error().code, errc::not_printable);
        EXPECT_EQ(read.error().actual, static_cast<std::uint64_t>(byte));
        EXPECT_EQ(written.error().actual, static_cast<std::uint64_t>(byte));
    }
}

TEST(ascii_string, judges_the_length_first) {
    EXPECT_EQ(refusal("050101010101").code, errc::length_above_limit);
    EXPECT_EQ(refusal("03610a").code, errc::truncated);
    EXPECT_EQ(refusal("").code, errc::truncated);
    EXPECT_EQ(refusal("fd0100").code, errc::non_canonical_size);
    EXPECT_EQ(encode(text("\n\n\n\n\n")).error().code, errc::length_above_limit);
    EXPECT_EQ((decode<ascii_string<4, 2>>(bytes{1, 'a'}).error().code), errc::length_below_limit);
    EXPECT_EQ((encode(ascii_string<4, 2>("a")).error().code), errc::length_below_limit);
}

TEST(ascii_string, finds_the_byte_behind_a_long_length) {
    bytes payload{0xfd, 0x00, 0x01};
    payload.resize(3 + 256, 'a');
    payload[200] = '\n';
    const auto read = decode<ascii_string<256>>(payload);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message(), "byte 10 is not printable ASCII, at 200");
}

TEST(ascii_string, is_a_text_to_everybody_else) {
    const text word = "yes";
    EXPECT_EQ(to_json(word), "\"yes\"");
    std::ostringstream out;
    out << word;
    EXPECT_EQ(out.str(), "yes");
    EXPECT_EQ(word, "yes");
    EXPECT_EQ(detail::type_text<text>(), "printable ASCII, at most 4");
    EXPECT_EQ((detail::type_text<ascii_string<4, 2>>()), "printable ASCII, 2 to 4");
    static_assert(bounds_of<text>().min == 1 && bounds_of<text>().max == 5);
    static_assert(bounds_of<ascii_string<256>>().max == 259);
}

}  // namespace
}  // namespace bitpeer::wire
