/// What holds for every message of the list, proved from its description.

#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

using test::make_arbitrary;
using test::options_for;

constexpr int rounds = 40;

template <class M>
class every_message : public ::testing::Test {
protected:
    test::splitmix64 random{0x5eed};
};
TYPED_TEST_SUITE(every_message, test::each_layout, test::named_by_command);

TYPED_TEST(every_message, survives_a_round_trip_and_knows_its_size) {
    using message = TypeParam;
    const auto options = options_for<message>();
    for (int round = 0; round < rounds; ++round) {
        const auto value = make_arbitrary<message>(this->random);
        const auto encoded = encode(value, options);
        ASSERT_TRUE(encoded) << encoded.error().message();
        EXPECT_EQ(encoded->size(), encoded_size(value, options));
        EXPECT_LE(encoded->size(), max_payload<message>());
        EXPECT_GE(encoded->size(), bounds_of<message>().min);

        const auto read = decode_prefix<message>(*encoded, options);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(read->value, value);
        EXPECT_EQ(read->consumed, encoded->size());
    }
}

TYPED_TEST(every_message, cut_short_fails_except_where_an_optional_tail_begins) {
    using message = TypeParam;
    if (test::takes_the_rest<message>) return;  // cut short, it is another valid one
    const auto options = options_for<message>();
    for (int round = 0; round < rounds; ++round) {
        const auto value = make_arbitrary<message>(this->random);
        const auto encoded = test::encode_marking_tails(value);
        for (std::size_t size = 0; size < encoded.data.size(); ++size) {
            const auto read = decode_prefix<message>(byte_view(encoded.data).first(size), options);
            if (encoded.tail_begins_at(size)) {
                ASSERT_TRUE(read) << read.error().message();
                EXPECT_EQ(read->consumed, size);
                continue;
            }
            ASSERT_FALSE(read) << "cut to " << size << " of " << encoded.data.size();
            EXPECT_EQ(read.error().code, errc::truncated) << read.error().message();
            EXPECT_EQ(read.error().command, message::command);
            EXPECT_LE(read.error().offset, size);
            EXPECT_FALSE(read.error().field.to_string().empty());
        }
    }
}

TYPED_TEST(every_message, ignores_a_trailing_byte_unless_told_otherwise) {
    using message = TypeParam;
    if (test::takes_the_rest<message>) return;  // nothing can trail
    const auto lenient = options_for<message>();
    auto strict = lenient;
    strict.trailing = trailing_bytes::refused;

    auto payload = encode(make_arbitrary<message>(this->random), lenient).value();
    const auto size = payload.size();
    EXPECT_TRUE(decode<message>(payload, strict));
    payload.push_back(0);

    const auto refused = decode<message>(payload, strict);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::trailing_bytes);
    EXPECT_EQ(refused.error().actual, 1U);
    EXPECT_EQ(refused.error().offset, size);

    const auto read = decode_prefix<message>(payload, lenient);
    if (detail::exact_by_rule<message>()) {
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, errc::trailing_bytes);
    } else {
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(read->consumed, size);
    }
}

TYPED_TEST(every_message, exists_from_its_protocol_version_on) {
    using message = TypeParam;
    const auto first = detail::first_version<message>();
    const auto value = make_arbitrary<message>(this->random);
    const format_options own{.protocol_version = first};
    const auto payload = encode(value, own);
    ASSERT_TRUE(payload) << payload.error().message();
    EXPECT_TRUE(decode<message>(*payload, own));
    if (first == 0) return;

    const format_options older{.protocol_version = first - 1};
    const auto read = decode<message>(*payload, older);
    const auto checked = check<message>(*payload, older);
    const auto encoded = encode(value, older);
    ASSERT_FALSE(read);
    ASSERT_FALSE(checked);
    ASSERT_FALSE(encoded);
    for (const auto& failure : {read.error(), checked.error(), encoded.error()}) {
        EXPECT_EQ(failure.code, errc::not_in_protocol_version);
        EXPECT_EQ(failure.command, message::command);
        EXPECT_EQ(failure.actual, static_cast<std::uint64_t>(first - 1));
        EXPECT_EQ(failure.allowed, static_cast<std::uint64_t>(first));
    }
}

TYPED_TEST(every_message, says_what_it_is_for) {
    EXPECT_FALSE(TypeParam::about.empty());
    EXPECT_LE(TypeParam::about.size(), 70U);
}

}  // namespace
}  // namespace bitpeer::wire
