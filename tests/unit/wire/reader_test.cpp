#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/reader.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

bytes hex(std::string_view text) { return from_hex(text).value(); }

struct compact_case {
    std::string_view encoded;
    std::uint64_t number;
};

TEST(reader, reads_compact_sizes) {
    for (const auto& [encoded, number] : {
             compact_case{"00", 0},
             {"fc", 0xfc},
             {"fdfd00", 0xfd},
             {"fdffff", 0xffff},
             {"fe00000100", 0x10000},
             {"feffffffff", 0xffffffff},
             {"ff0000000001000000", 0x100000000},
             {"ffffffffffffffffff", 0xffffffffffffffff},
         }) {
        const auto data = hex(encoded);
        reader in(data);
        EXPECT_EQ(in.compact_number(), number) << encoded;
        EXPECT_TRUE(in.ok());
        EXPECT_EQ(in.remaining(), 0U);

        bytes again(compact_size_length(number));
        span_sink sink(again);
        encoder(sink).compact_size(number);
        EXPECT_EQ(to_hex(again), encoded);
    }
}

TEST(reader, refuses_compact_sizes_that_fit_a_shorter_form) {
    for (const auto* encoded : {
             "fd0000",
             "fdfc00",
             "fe00000000",
             "feffff0000",
             "ff0000000000000000",
             "ffffffffff00000000",
         }) {
        const auto data = hex(encoded);
        reader in(data);
        EXPECT_EQ(in.compact_number(), 0U);
        ASSERT_TRUE(in.failure()) << encoded;
        EXPECT_EQ(in.failure()->code, errc::non_canonical_size);
        EXPECT_EQ(in.failure()->offset, 0U);
    }
}

TEST(reader, refuses_compact_sizes_that_are_cut_short) {
    for (const auto* encoded : {"", "fd", "fdff", "fe000001", "ff00000000010000"}) {
        const auto data = hex(encoded);
        reader in(data);
        EXPECT_EQ(in.compact_number(), 0U);
        ASSERT_TRUE(in.failure()) << encoded;
        EXPECT_EQ(in.failure()->code, errc::truncated);
    }
}

TEST(reader, refuses_lengths_above_33554432_before_any_other_limit) {
    const auto largest = hex("fe00000002");
    reader at_limit(largest);
    EXPECT_EQ(at_limit.compact_length(0x02000000, errc::length_above_limit), 0x02000000U);
    EXPECT_TRUE(at_limit.ok());

    const auto above = hex("fe01000002");
    reader in(above);
    EXPECT_EQ(in.compact_length(10, errc::length_above_limit), 0U);
    ASSERT_TRUE(in.failure());
    EXPECT_EQ(in.failure()->code, errc::size_above_limit);
    EXPECT_EQ(in.failure()->actual, 0x02000001U);
    EXPECT_EQ(in.failure()->allowed, 0x02000000U);

    // A number is no length: services in addrv2 may have any bit.
    reader number(above);
    EXPECT_EQ(number.compact_number(), 0x02000001U);
    EXPECT_TRUE(number.ok());
}

TEST(reader, does_not_believe_a_claimed_count) {
    // 4,000,000 hashes announced, none there: nothing near 128 MB may be allocated.
    const auto data = hex("fe00093d00");
    list<hash256> into;
    reader in(data);
    in.read(into);
    ASSERT_TRUE(in.failure());
    EXPECT_EQ(in.failure()->code, errc::truncated);
    EXPECT_LE(into.capacity(), 1U);
}

TEST(reader, keeps_the_first_error_and_does_nothing_afterwards) {
    const auto data = hex("0102030405");
    reader in(data);
    std::uint64_t wide = 7;
    std::uint8_t narrow = 9;
    in("wide", wide);
    in("narrow", narrow);
    EXPECT_EQ(wide, 7U);
    EXPECT_EQ(narrow, 9);
    EXPECT_EQ(in.offset(), 0U);
    EXPECT_TRUE(in.take(1).empty());
    EXPECT_FALSE(in.tail());
    in.fail(errc::bad_value, 1);
    ASSERT_TRUE(in.failure());
    EXPECT_EQ(in.failure()->code, errc::truncated);
    EXPECT_EQ(in.failure()->field.to_string(), "wide");
    EXPECT_EQ(in.failure()->actual, 5U);
    EXPECT_EQ(in.failure()->allowed, 8U);
}

TEST(reader, reads_numbers_little_endian_and_ports_big_endian) {
    EXPECT_EQ(decode<std::uint32_t>(hex("01020304")).value(), 0x04030201U);
    EXPECT_EQ(decode<std::int32_t>(hex("feffffff")).value(), -2);
    EXPECT_EQ(decode<std::int64_t>(hex("ffffffffffffffff")).value(), -1);
    EXPECT_EQ(decode<port_number>(hex("208d")).value().value, 8333);
}

TEST(reader, takes_every_byte_but_zero_for_true) {
    EXPECT_EQ(decode<bool>(hex("00")).value(), false);
    EXPECT_EQ(decode<bool>(hex("01")).value(), true);
    EXPECT_EQ(decode<bool>(hex("80")).value(), true);
}

TEST(reader, keeps_lengths_of_texts_and_bytes) {
    using text = var_string<4, 2>;
    EXPECT_EQ(decode<text>(hex("026162")).value(), text("ab"));
    EXPECT_EQ(decode<text>(hex("0461626364")).value(), text("abcd"));
    EXPECT_EQ(decode<text>(hex("0161")).error().code, errc::length_below_limit);
    EXPECT_EQ(decode<text>(hex("056162636465")).error().code, errc::length_above_limit);
    EXPECT_EQ(decode<var_bytes<1>>(hex("020000")).error().code, errc::length_above_limit);
    EXPECT_EQ(decode<var_bytes<>>(hex("020001")).value(), (bytes{0, 1}));
    EXPECT_EQ(decode<rest_of_payload>(hex("0102")).value(), (bytes{1, 2}));
    EXPECT_TRUE(decode<rest_of_payload>({}).value().empty());
}

TEST(reader, gives_back_what_it_has_read) {
    const auto data = hex("fd0001ff");
    reader in(data);
    EXPECT_EQ(in.since(0).size(), 0U);
    EXPECT_EQ(in.compact_number(), 0x100U);
    EXPECT_EQ(to_hex(in.since(0)), "fd0001");
    EXPECT_EQ(to_hex(in.since(1)), "0001");
    EXPECT_TRUE(in.tail());
    in.take(1);
    EXPECT_FALSE(in.tail());
}

}  // namespace
}  // namespace bitpeer::wire
