/// What the messages of Exchangecoin measure, and that each survives every protocol version.

#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/limits.hpp>
#include <tests/support/arbitrary_exchangecoin.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/exchangecoin_messages.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire::exchangecoin {
namespace {

constexpr int rounds = 40;

template <class M>
class exchangecoin_layout : public ::testing::Test {
protected:
    M make() { return test::make_arbitrary<M>(random); }
    test::splitmix64 random{0x5eed};
};
using types = test::as_test_types<messages_of<exchangecoin_messages>>::type;
TYPED_TEST_SUITE(exchangecoin_layout, types, test::named_by_command);

TYPED_TEST(exchangecoin_layout, survives_a_round_trip_at_every_protocol_version) {
    for (int version = 1; version <= 9; ++version) {
        const auto options = dialects::exchangecoin.format(version);
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
