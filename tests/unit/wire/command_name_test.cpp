#include <bitpeer/wire/command.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>

namespace bitpeer::wire {
namespace {

using wire_field = std::array<std::uint8_t, command_name::length>;

wire_field field(std::string_view text) {
    wire_field out{};
    std::copy(text.begin(), text.end(), out.begin());
    return out;
}

TEST(command_name, is_made_from_a_literal_while_compiling) {
    constexpr command_name longest("sendtxrcncl2");
    static_assert(longest.text() == "sendtxrcncl2");
    static_assert(command_name("ping").text() == "ping");
    static_assert(command_name().empty());
    static_assert(!command_name("x").empty());
    EXPECT_EQ(longest.text().size(), 12U);
}

TEST(command_name, is_one_to_twelve_printable_characters) {
    EXPECT_FALSE(command_name::parse(""));
    EXPECT_TRUE(command_name::parse("a"));
    EXPECT_TRUE(command_name::parse("twelve chars"));
    EXPECT_FALSE(command_name::parse("thirteenchars"));
    for (int c = 0; c < 256; ++c) {
        const std::string text(1, static_cast<char>(c));
        EXPECT_EQ(command_name::parse(text).has_value(), c >= 0x20 && c <= 0x7e) << c;
    }
}

TEST(command_name, is_read_from_a_frame) {
    EXPECT_EQ(command_name::from_wire(field("verack")), command_name("verack"));
    EXPECT_EQ(command_name::from_wire(field("twelve chars")), command_name("twelve chars"));
    EXPECT_FALSE(command_name::from_wire(field("")));
    EXPECT_FALSE(command_name::from_wire(field("ver\x81")));
    EXPECT_FALSE(command_name::from_wire(field(std::string_view("ping\0x", 6))));
    EXPECT_FALSE(command_name::from_wire(field(std::string_view("\0ping", 5))));
    auto last_byte_set = field("ping");
    last_byte_set[11] = 1;
    EXPECT_FALSE(command_name::from_wire(last_byte_set));
}

TEST(command_name, is_padded_with_zeros_and_sorts_as_text) {
    constexpr command_name ping("ping");
    EXPECT_EQ(std::string(ping.padded().data(), 12), std::string("ping\0\0\0\0\0\0\0\0", 12));
    EXPECT_LT(command_name("addr"), command_name("addrv2"));
    EXPECT_LT(command_name("inv"), command_name("ping"));
    EXPECT_NE(command_name("ping"), command_name("pong"));
}

}  // namespace
}  // namespace bitpeer::wire
