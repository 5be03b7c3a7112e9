/// Fee rates as others may see them: the steps and the chances are Bitcoin Core's.

#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/engine/fee_rate_rounding.hpp>

#include <gtest/gtest.h>

#include <map>

namespace bitpeer {
namespace {

/// How often each value comes out of 3000 roundings.
std::map<std::int64_t, int> outcomes(std::int64_t rate) {
    crypto::chacha20_generator random(entropy::from_number(1));
    std::map<std::int64_t, int> counts;
    for (int i = 0; i < 3000; ++i) ++counts[fee_rate_rounding::rounded(rate, random)];
    return counts;
}

TEST(fee_rate_rounding, takes_the_next_lower_step_in_two_of_three) {
    auto seen = outcomes(1000);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_NEAR(seen[974], 2000, 120);  // 500 * 1.1^7
    EXPECT_NEAR(seen[1071], 1000, 120);
}

TEST(fee_rate_rounding, takes_a_step_itself_for_one_at_or_above) {
    auto seen = outcomes(550);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_NEAR(seen[500], 2000, 120);
    EXPECT_NEAR(seen[550], 1000, 120);
}

TEST(fee_rate_rounding, goes_down_to_zero_below_the_first_step) {
    auto seen = outcomes(1);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_NEAR(seen[0], 2000, 120);
    EXPECT_NEAR(seen[500], 1000, 120);
    EXPECT_EQ(outcomes(0), (std::map<std::int64_t, int>{{0, 3000}}));
    EXPECT_EQ(outcomes(-5), (std::map<std::int64_t, int>{{0, 3000}}));
}

TEST(fee_rate_rounding, takes_the_highest_step_for_everything_above_it) {
    for (const std::int64_t rate : {9'170'998L, 10'000'000L, 2'100'000'000'000'000L}) {
        EXPECT_EQ(outcomes(rate), (std::map<std::int64_t, int>{{9'170'997, 3000}}));
    }
}

TEST(fee_rate_rounding, never_leaves_the_steps) {
    crypto::chacha20_generator random(entropy::from_number(2));
    std::map<std::int64_t, int> steps{{0, 0}};
    for (double step = 500; step <= 10'000'000; step *= 1.1) {
        steps[static_cast<std::int64_t>(step)] = 0;
    }
    for (std::int64_t rate = 0; rate < 10'000'000; rate += 997) {
        EXPECT_TRUE(steps.contains(fee_rate_rounding::rounded(rate, random))) << rate;
    }
}

}  // namespace
}  // namespace bitpeer
