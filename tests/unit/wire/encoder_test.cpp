#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/alert.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/sketch.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

TEST(encoder, knows_how_long_a_compact_size_is) {
    EXPECT_EQ(compact_size_length(0), 1U);
    EXPECT_EQ(compact_size_length(0xfc), 1U);
    EXPECT_EQ(compact_size_length(0xfd), 3U);
    EXPECT_EQ(compact_size_length(0xffff), 3U);
    EXPECT_EQ(compact_size_length(0x10000), 5U);
    EXPECT_EQ(compact_size_length(0xffffffff), 5U);
    EXPECT_EQ(compact_size_length(0x100000000), 9U);
}

TEST(encoder, writes_nothing_after_the_first_error) {
    bytes target(8);
    span_sink sink(target);
    encoder out(sink);
    out("first", std::uint16_t{0x0201});
    out("long", var_bytes<1>{1, 2});
    out("last", std::uint16_t{0xffff});
    EXPECT_EQ(to_hex(target), "0102000000000000");
    ASSERT_TRUE(out.failure());
    EXPECT_EQ(out.failure()->code, errc::length_above_limit);
    EXPECT_EQ(out.failure()->field.to_string(), "long");
    EXPECT_EQ(out.failure()->actual, 2U);
    EXPECT_EQ(out.failure()->allowed, 1U);
}

TEST(encoder, refuses_a_list_above_its_limit) {
    inv full;
    full.items.resize(50'000);
    EXPECT_EQ(encode(full).value().size(), 1'800'003U);
    full.items.resize(50'001);
    const auto refused = encode(full);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message(), "inv.items: count 50001 is above 50000, at 0");
}

TEST(encoder, refuses_a_text_below_its_limit) {
    const feature short_id{.id = "abc", .data = {}};
    const auto refused = encode(short_id, {.protocol_version = 70017});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message(), "feature.id: length 3 is below 4, at 0");
}

TEST(encoder, refuses_a_payload_above_the_networks_limit) {
    sketch at_limit;
    at_limit.data.resize(max_message_payload - 5);
    EXPECT_EQ(encode(at_limit).value().size(), max_message_payload);
    at_limit.data.resize(max_message_payload - 4);
    const auto refused = encode(at_limit);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::length_above_limit);
    EXPECT_EQ(refused.error().actual, max_message_payload + 1);
    EXPECT_EQ(refused.error().command, sketch::command);

    alert two_parts;
    two_parts.payload.resize(3'000'000);
    two_parts.signature.resize(2'000'000);
    EXPECT_FALSE(encode(two_parts));
}

TEST(encoder, tells_sinks_that_ask_where_tails_begin) {
    struct marking_sink {
        std::size_t size = 0;
        std::size_t mark = 0;
        void put(byte_view data) { size += data.size(); }
        void mark_tail() { mark = size; }
    } sink;
    encoder out(sink);
    out.write(std::uint32_t{});
    EXPECT_TRUE(out.tail());
    out.write(std::uint32_t{});
    EXPECT_EQ(sink.mark, 4U);
    EXPECT_EQ(sink.size, 8U);
}

}  // namespace
}  // namespace bitpeer::wire
