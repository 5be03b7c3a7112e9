/// `check` and `decode` agree on whatever arrives, and `check` allocates nothing.

#include <tests/support/allocation_count.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

using test::make_arbitrary;
using test::options_for;

template <class M>
class every_message_check : public ::testing::Test {
protected:
    /// Reads `payload` both ways; what is read must survive another round trip.
    void expect_agreement(byte_view payload) {
        const auto options = options_for<M>();
        const auto allocations_before = test::allocation_count();
        const auto checked = check<M>(payload, options);
        EXPECT_EQ(test::allocation_count(), allocations_before);
        const auto read = decode_prefix<M>(payload, options);
        ASSERT_EQ(checked.has_value(), read.has_value());
        if (!read) {
            EXPECT_TRUE(test::same(checked.error(), read.error()))
                << checked.error().message() << " versus " << read.error().message();
            return;
        }
        EXPECT_EQ(*checked, read->consumed);
        const auto again = encode(read->value, options);
        ASSERT_TRUE(again) << again.error().message();
        EXPECT_EQ(decode<M>(*again, options), read->value);
    }

    test::splitmix64 random{0xc0ffee};
};
TYPED_TEST_SUITE(every_message_check, test::each_layout, test::named_by_command);

TYPED_TEST(every_message_check, agrees_with_decode_on_each_prefix) {
    for (int round = 0; round < 20; ++round) {
        const auto payload =
            encode(make_arbitrary<TypeParam>(this->random), options_for<TypeParam>()).value();
        for (std::size_t size = 0; size <= payload.size(); ++size) {
            this->expect_agreement(byte_view(payload).first(size));
        }
    }
}

TYPED_TEST(every_message_check, agrees_with_decode_on_corrupted_bytes) {
    for (int round = 0; round < 5; ++round) {
        const auto payload =
            encode(make_arbitrary<TypeParam>(this->random), options_for<TypeParam>()).value();
        for (std::size_t i = 0; i < payload.size(); ++i) {
            const auto noise = static_cast<std::uint8_t>(this->random.next());
            for (const std::uint8_t wrong : bytes{0, 1, 0xfc, 0xfd, 0xfe, 0xff, noise}) {
                auto corrupted = payload;
                corrupted[i] = wrong;
                this->expect_agreement(corrupted);
            }
        }
    }
}

TYPED_TEST(every_message_check, agrees_with_decode_on_noise) {
    for (int round = 0; round < 300; ++round) {
        bytes noise(this->random.below(200));
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(this->random.next());
        this->expect_agreement(noise);
    }
}

}  // namespace
}  // namespace bitpeer::wire
