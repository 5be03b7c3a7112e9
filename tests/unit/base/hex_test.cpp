#include <bitpeer/base/hex.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace bitpeer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

bytes all_byte_values() {
    bytes values(256);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<std::uint8_t>(i);
    return values;
}

std::size_t failing_position(std::string_view text) {
    const auto data = from_hex(text);
    EXPECT_FALSE(data.has_value()) << text;
    return data ? std::string_view::npos : data.error().position;
}

TEST(hex, writes_two_lower_case_digits_per_byte_in_order) {
    EXPECT_EQ(to_hex(bytes{0x00, 0x0f, 0xf0, 0xab}), "000ff0ab");
}

TEST(hex, of_nothing_is_nothing) {
    EXPECT_EQ(to_hex({}), "");
    EXPECT_THAT(from_hex("").value(), IsEmpty());
}

TEST(hex, reads_either_case) {
    EXPECT_THAT(from_hex("aBCdEf").value(), ElementsAre(0xab, 0xcd, 0xef));
}

TEST(hex, reads_back_every_byte_value) {
    EXPECT_EQ(from_hex(to_hex(all_byte_values())).value(), all_byte_values());
}

TEST(hex, names_the_first_character_that_is_no_digit) {
    EXPECT_EQ(failing_position("0g"), 1U);
    EXPECT_EQ(failing_position("00x0"), 2U);
    EXPECT_EQ(failing_position(" 00"), 0U);
    EXPECT_EQ(failing_position("0x00"), 1U);
}

TEST(hex, reports_a_missing_digit_at_the_end) {
    EXPECT_EQ(failing_position("0"), 1U);
    EXPECT_EQ(failing_position("abc"), 3U);
}

TEST(hex, reports_a_wrong_last_digit_before_a_missing_one) {
    EXPECT_EQ(failing_position("abz"), 2U);
}

TEST(hex, knows_exactly_the_22_digits) {
    std::string digits;
    for (int code = -128; code < 128; ++code) {
        const auto character = static_cast<char>(code);
        if (hex_digit(character)) digits.push_back(character);
    }
    EXPECT_EQ(digits, "0123456789ABCDEFabcdef");
}

TEST(hex, digits_have_their_values) {
    static_assert(hex_digit('0') == 0);
    static_assert(hex_digit('9') == 9);
    static_assert(hex_digit('a') == 10);
    static_assert(hex_digit('F') == 15);
}

}  // namespace
}  // namespace bitpeer
