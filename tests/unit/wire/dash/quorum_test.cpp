/// What quorums of masternodes send: bit sets and commitments.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/bit_set.hpp>
#include <bitpeer/wire/dash/messages/qfcommit.hpp>
#include <bitpeer/wire/dash/quorum_commitment.hpp>
#include <bitpeer/wire/json_writer.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire::dash {
namespace {

bytes raw(const std::string& text) { return from_hex(text).value(); }

TEST(dash_bit_set, counts_bits_and_packs_the_first_into_the_lowest) {
    bit_set members(11);
    members.set(0);
    members.set(9);
    members.set(10);
    members.set(10, false);
    EXPECT_EQ(to_hex(encode(members).value()), "0b0102");
    EXPECT_EQ(members.to_string(), "10000000010");
    EXPECT_TRUE(members[9]);
    EXPECT_FALSE(members[10]);
    EXPECT_EQ(to_json(members), R"("10000000010")");
}

TEST(dash_bit_set, comes_back_to_the_byte) {
    for (const std::string text : {"00", "0101", "0781", "08ff", "090001", "103412", "fdfd00"}) {
        auto payload = raw(text);
        if (text == "fdfd00") payload.resize(payload.size() + 32);
        if (text == "0781") payload[1] = 0x41;
        const auto read = decode<bit_set>(payload, {.trailing = trailing_bytes::refused});
        ASSERT_TRUE(read) << text << ": " << read.error().message();
        EXPECT_EQ(encode(*read), payload);
        EXPECT_EQ(check<bit_set>(payload), payload.size());
    }
    EXPECT_TRUE(decode<bit_set>(raw("00"))->empty());
}

TEST(dash_bit_set, has_no_bits_behind_the_last) {
    for (const std::string text : {"0102", "0780", "09ff02"}) {
        const auto read = decode<bit_set>(raw(text));
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, errc::bad_value);
        EXPECT_EQ(read.error().offset, text.size() / 2 - 1);
        EXPECT_EQ(check<bit_set>(raw(text)).error().code, errc::bad_value);
    }
}

TEST(dash_bit_set, takes_nothing_on_trust) {
    EXPECT_EQ(decode<bit_set>(raw("fe0048e801")).error().code, errc::truncated);
    EXPECT_EQ(decode<bit_set>(raw("fe0148e801")).error().code, errc::count_above_limit);
    EXPECT_EQ(decode<bit_set>(raw("0900")).error().code, errc::truncated);
}

TEST(dash_quorum_commitment, has_an_index_in_two_versions) {
    for (std::uint16_t version = 1; version <= 5; ++version) {
        SCOPED_TRACE(version);
        const bool indexed = version == 2 || version == 4;
        qfcommit message;
        message.commitment.version = version;
        message.commitment.index = static_cast<std::int16_t>(indexed ? -3 : 0);
        message.commitment.signers = bit_set(50);
        const auto payload = encode(message).value();
        EXPECT_EQ(payload.size(), 2U + 1 + 32 + (indexed ? 2 : 0) + 8 + 1 + 48 + 32 + 96 + 96);
        EXPECT_EQ(decode<qfcommit>(payload), message);
        for (std::size_t size = 0; size < payload.size(); ++size) {
            ASSERT_FALSE(decode<qfcommit>(byte_view(payload).first(size))) << "at " << size;
        }
    }
}

}  // namespace
}  // namespace bitpeer::wire::dash
