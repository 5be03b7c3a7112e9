/// What holds for each message of Exchangecoin, proved from its description.

#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/describer.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/limits.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/arbitrary_exchangecoin.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/exchangecoin_messages.hpp>
#include <tests/support/splitmix64.hpp>

#include <boost/pfr/tuple_size.hpp>
#include <gtest/gtest.h>

namespace bitpeer::wire::exchangecoin {
namespace {

constexpr int rounds = 40;

template <class M>
class layout : public ::testing::Test {
protected:
    M make() { return test::make_arbitrary<M>(random); }
    test::splitmix64 random{0x5eed};
};
struct by_command {
    template <class M>
    static std::string GetName(int /*index*/) {
        return std::string(M::command.text());
    }
};
using types = test::as_test_types<test::exchangecoin_layouts>::type;
TYPED_TEST_SUITE(layout, types, by_command);

TYPED_TEST(layout, survives_a_round_trip_at_every_protocol_version) {
    for (int version = 1; version <= 9; ++version) {
        const format_options options{.protocol_version = version};
        for (int round = 0; round < rounds; ++round) {
            const auto value = this->make();
            const auto encoded = encode(value, options);
            ASSERT_TRUE(encoded) << encoded.error().message();
            EXPECT_EQ(encoded->size(), encoded_size(value, options));
            EXPECT_LE(encoded->size(), max_payload<TypeParam>());
            EXPECT_GE(encoded->size(), bounds_of<TypeParam>().min);
            const auto read = decode_prefix<TypeParam>(*encoded, options);
            ASSERT_TRUE(read) << read.error().message();
            EXPECT_EQ(read->value, value);
            EXPECT_EQ(read->consumed, encoded->size());
        }
    }
}

TYPED_TEST(layout, cut_short_fails_except_where_an_optional_tail_begins) {
    for (int round = 0; round < rounds; ++round) {
        const auto encoded = test::encode_marking_tails(this->make());
        for (std::size_t size = 0; size < encoded.data.size(); ++size) {
            const auto read = decode_prefix<TypeParam>(byte_view(encoded.data).first(size));
            if (encoded.tail_begins_at(size)) {
                ASSERT_TRUE(read) << read.error().message();
                EXPECT_EQ(read->consumed, size);
                continue;
            }
            ASSERT_FALSE(read) << "cut to " << size << " of " << encoded.data.size();
            EXPECT_EQ(read.error().code, errc::truncated) << read.error().message();
            EXPECT_FALSE(read.error().field.to_string().empty());
        }
    }
}

TYPED_TEST(layout, is_checked_as_it_is_decoded_and_without_an_allocation) {
    for (int round = 0; round < 5; ++round) {
        const auto payload = encode(this->make()).value();
        for (std::size_t i = 0; i < payload.size(); ++i) {
            for (const std::uint8_t wrong : bytes{0, 1, 2, 0xfc, 0xfd, 0xfe, 0xff}) {
                auto corrupted = payload;
                corrupted[i] = wrong;
                const auto before = test::allocation_count();
                const auto checked = check<TypeParam>(corrupted);
                EXPECT_EQ(test::allocation_count(), before);
                const auto read = decode_prefix<TypeParam>(corrupted);
                ASSERT_EQ(checked.has_value(), read.has_value());
                if (read) {
                    EXPECT_EQ(*checked, read->consumed);
                    EXPECT_EQ(decode<TypeParam>(encode(read->value).value()), read->value);
                } else {
                    EXPECT_TRUE(test::same(checked.error(), read.error()))
                        << checked.error().message() << " versus " << read.error().message();
                }
            }
        }
    }
}

/// Counts the fields that it is shown.
struct call_counter {
    std::size_t calls = 0;
    constexpr void operator()(const char* /*name*/, const auto& /*field*/) { ++calls; }
    [[nodiscard]] static constexpr int protocol_version() { return newest_protocol_version; }
    static constexpr bool tail() { return true; }
};

TYPED_TEST(layout, names_each_member) {
    call_counter counter;
    TypeParam::fields(wire::detail::specimen<TypeParam>, counter);
    EXPECT_EQ(counter.calls, boost::pfr::tuple_size_v<TypeParam>);
}

TYPED_TEST(layout, is_told_as_json_and_in_words_and_byte_by_byte) {
    const auto value = this->make();
    EXPECT_EQ(to_json(value).front(), '{');
    const auto payload = encode(value).value();
    std::size_t end = 0;
    for (const auto& note : annotate<TypeParam>(payload)) {
        EXPECT_EQ(note.offset, end);
        EXPECT_FALSE(note.field.empty()) << note.value;
        end += note.size;
    }
    EXPECT_EQ(end, payload.size());
    EXPECT_EQ(describe<TypeParam>().empty(), max_payload<TypeParam>() == 0);
    EXPECT_FALSE(TypeParam::about.empty());
    EXPECT_LE(TypeParam::about.size(), 70U);
}

// exccd's own table, in bytes.
static_assert(max_payload<version>() == 358);
static_assert(max_payload<getblocks>() == 16'039);
static_assert(max_payload<getheaders>() == 16'039);
static_assert(max_payload<block>() == 1'310'720);
static_assert(max_payload<tx>() == 1'310'720);
static_assert(max_payload<headers>() == 562'003);
static_assert(max_payload<getminings>() == 0);
static_assert(max_payload<miningstate>() == 1'546);
static_assert(max_payload<reject>() == max_message_payload);
static_assert(max_payload<getcfilter>() == 33);
static_assert(max_payload<getcfheaders>() == 16'036);
static_assert(max_payload<getcftypes>() == 0);
static_assert(max_payload<cfilter>() == 262'182);
static_assert(max_payload<cfheaders>() == 64'036);
static_assert(max_payload<cftypes>() == 259);
static_assert(max_payload<getcfilterv2>() == 32);
static_assert(max_payload<cfilterv2>() == 263'210);
static_assert(max_payload<getinitstate>() == 1'057);
static_assert(max_payload<initstate>() == 1'763);
static_assert(max_payload<addr>() == 30'003);
static_assert(max_payload<inv>() == 1'800'003);

// And what the hand-written bounds are made of.
static_assert(bounds_of<net_address>().max == 26);
static_assert(bounds_of<block_header>().min == 280 && fixed_size<block_header>);
static_assert(bounds_of<outpoint>().max + 4 == bounds_of<transaction_input>().max);
static_assert(version::bounds.min == 4 + 8 + 8 + 26);
static_assert(block::bounds.min == 280 + 1 + 1);
static_assert(transaction::bounds.min == 2 + 2 + 1);

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
