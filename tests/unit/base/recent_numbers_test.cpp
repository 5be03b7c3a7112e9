#include <bitpeer/base/recent_numbers.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <deque>

namespace bitpeer {
namespace {

TEST(recent_numbers, hold_no_memory_before_the_first) {
    const recent_numbers seen(100);
    EXPECT_EQ(seen.bytes(), 0U);
    EXPECT_EQ(seen.size(), 0U);
    EXPECT_FALSE(seen.contains(1));
}

TEST(recent_numbers, are_at_least_as_many_as_asked_for_and_at_most_twice) {
    test::splitmix64 random(1);
    recent_numbers seen(50);
    std::deque<std::uint64_t> last;
    for (int i = 0; i < 5000; ++i) {
        last.push_back(random.next());
        seen.add(last.back());
        if (last.size() > 50) last.pop_front();
        for (const auto number : last) ASSERT_TRUE(seen.contains(number));
        ASSERT_LE(seen.size(), 100U);
        ASSERT_LE(seen.bytes(), 48U * 50U);
    }
}

TEST(recent_numbers, forget_on_request) {
    recent_numbers seen(10);
    seen.add(7);
    seen.clear();
    EXPECT_FALSE(seen.contains(7));
    EXPECT_EQ(seen.bytes(), 0U);
}

TEST(recent_numbers, of_no_capacity_are_none) {
    recent_numbers seen(0);
    seen.add(7);
    EXPECT_FALSE(seen.contains(7));
}

TEST(recent_numbers, may_be_zero) {
    recent_numbers seen(10);
    EXPECT_FALSE(seen.contains(0));
    seen.add(0);
    EXPECT_TRUE(seen.contains(0));
}

}  // namespace
}  // namespace bitpeer
