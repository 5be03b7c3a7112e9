#include <bitpeer/wire/error.hpp>

#include <gtest/gtest.h>

#include <set>

namespace bitpeer::wire {
namespace {

constexpr auto all_codes = {
    errc::truncated,
    errc::trailing_bytes,
    errc::non_canonical_size,
    errc::size_above_limit,
    errc::count_above_limit,
    errc::length_above_limit,
    errc::length_below_limit,
    errc::bad_address_length,
    errc::unknown_transaction_flag,
    errc::superfluous_witness,
    errc::index_overflow,
    errc::bad_value,
    errc::not_printable,
    errc::count_mismatch,
    errc::not_in_protocol_version,
};

TEST(error, has_a_stable_name_and_its_own_text_for_each_code) {
    std::set<std::string> names;
    std::set<std::string> texts;
    for (const auto code : all_codes) {
        EXPECT_TRUE(names.insert(std::string(to_string(code))).second);
        error failure;
        failure.code = code;
        EXPECT_TRUE(texts.insert(failure.message()).second);
    }
    EXPECT_FALSE(names.contains("unknown"));
    EXPECT_FALSE(texts.contains("unknown error, at 0"));
    EXPECT_EQ(to_string(errc::truncated), "truncated");
    EXPECT_EQ(to_string(static_cast<errc>(200)), "unknown");
}

TEST(error, says_command_field_reason_and_offset) {
    error failure;
    failure.code = errc::truncated;
    failure.command = command_name("inv");
    failure.field.prepend("hash");
    failure.field.prepend(17);
    failure.field.prepend("items");
    failure.offset = 613;
    failure.actual = 5;
    failure.allowed = 32;
    EXPECT_EQ(failure.message(), "inv.items[17].hash: needs 32 bytes, has 5, at 613");
}

TEST(error, leaves_out_what_is_not_known) {
    error failure;
    failure.code = errc::trailing_bytes;
    failure.actual = 3;
    failure.offset = 8;
    EXPECT_EQ(failure.message(), "3 bytes follow the last field, at 8");
    failure.command = command_name("pong");
    EXPECT_EQ(failure.message(), "pong: 3 bytes follow the last field, at 8");
    failure.command = {};
    failure.field.prepend("nonce");
    EXPECT_EQ(failure.message(), "nonce: 3 bytes follow the last field, at 8");
}

TEST(error, explains_each_code) {
    const auto text = [](errc code) {
        error failure;
        failure.code = code;
        failure.actual = 7;
        failure.allowed = 5;
        return failure.message();
    };
    EXPECT_EQ(text(errc::non_canonical_size), "size 7 is not in its shortest form, at 0");
    EXPECT_EQ(text(errc::size_above_limit), "size 7 is above 5, at 0");
    EXPECT_EQ(text(errc::count_above_limit), "count 7 is above 5, at 0");
    EXPECT_EQ(text(errc::length_above_limit), "length 7 is above 5, at 0");
    EXPECT_EQ(text(errc::length_below_limit), "length 7 is below 5, at 0");
    EXPECT_EQ(text(errc::bad_address_length), "address of 7 bytes where the network has 5, at 0");
    EXPECT_EQ(text(errc::unknown_transaction_flag), "transaction flag 7 is not known, at 0");
    EXPECT_EQ(
        text(errc::superfluous_witness), "witness flag set, but every witness is empty, at 0"
    );
    EXPECT_EQ(text(errc::index_overflow), "index 7 is above 5, at 0");
    EXPECT_EQ(text(errc::bad_value), "value 7 is not allowed, at 0");
    EXPECT_EQ(text(errc::not_printable), "byte 7 is not printable ASCII, at 0");
    EXPECT_EQ(text(errc::count_mismatch), "count 7 where 5 is due, at 0");
    EXPECT_EQ(
        text(errc::not_in_protocol_version),
        "exists since protocol version 5, negotiated is 7, at 0"
    );
}

TEST(field_path, keeps_the_outermost_steps) {
    field_path path;
    EXPECT_EQ(path.to_string(), "");
    path.prepend("innermost");
    for (int i = 0; i < 4; ++i) {
        path.prepend(static_cast<std::size_t>(i));
        path.prepend("list");
    }
    EXPECT_EQ(path.to_string(), "list[3].list[2].list[1].list[0]");
}

}  // namespace
}  // namespace bitpeer::wire
