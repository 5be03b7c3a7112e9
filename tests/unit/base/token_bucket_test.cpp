#include <bitpeer/base/token_bucket.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using std::chrono::seconds;

constexpr instant start{.monotonic = seconds(1000), .unix_time = seconds(1'700'000'000)};

TEST(token_bucket, is_full_at_first) {
    token_bucket bucket({.burst = 3, .per_second = 1}, start);
    EXPECT_TRUE(bucket.take(3, start));
    EXPECT_FALSE(bucket.take(1, start));
}

TEST(token_bucket, takes_nothing_when_there_is_less_than_asked_for) {
    token_bucket bucket({.burst = 3, .per_second = 1}, start);
    EXPECT_FALSE(bucket.take(4, start));
    EXPECT_DOUBLE_EQ(bucket.tokens(start), 3);
}

TEST(token_bucket, fills_with_time_up_to_its_limit) {
    token_bucket bucket({.burst = 10, .per_second = 0.5}, start, 0);
    EXPECT_DOUBLE_EQ(bucket.tokens(start + seconds(4)), 2);
    EXPECT_DOUBLE_EQ(bucket.tokens(start + seconds(3600)), 10);
}

TEST(token_bucket, may_be_filled_above_its_limit_and_stays_there) {
    token_bucket bucket({.burst = 10, .per_second = 1}, start, 0);
    bucket.add(50);
    EXPECT_DOUBLE_EQ(bucket.tokens(start + seconds(100)), 50);
    EXPECT_TRUE(bucket.take(45, start + seconds(100)));
    EXPECT_DOUBLE_EQ(bucket.tokens(start + seconds(101)), 6);
}

TEST(token_bucket, does_not_mind_a_clock_that_stands_or_goes_back) {
    token_bucket bucket({.burst = 10, .per_second = 1}, start, 1);
    EXPECT_DOUBLE_EQ(bucket.tokens(start), 1);
    EXPECT_DOUBLE_EQ(bucket.tokens({.monotonic = seconds(1), .unix_time = seconds(1)}), 1);
    EXPECT_DOUBLE_EQ(bucket.tokens(start + seconds(1)), 2);
}

}  // namespace
}  // namespace bitpeer
