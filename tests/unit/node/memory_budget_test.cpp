/// One limit on what all connections hold together.

#include <bitpeer/node/memory_budget.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;

constexpr instant start{.monotonic = 1h, .unix_time = 0s};

TEST(memory_budget, adds_up_what_connections_hold) {
    memory_budget budget(100'000);
    budget.note(1, 30'000, start);
    budget.note(2, 50'000, start);
    EXPECT_EQ(budget.held(), 80'000U);
    budget.note(1, 10'000, start + 1s);
    EXPECT_EQ(budget.held(), 60'000U);
    budget.forget(2);
    budget.forget(2);
    EXPECT_EQ(budget.held(), 10'000U);
    EXPECT_FALSE(budget.exceeded());
}

TEST(memory_budget, lets_everybody_stay_while_it_is_kept) {
    memory_budget budget(100'000);
    budget.note(1, 100'000, start);
    EXPECT_FALSE(budget.exceeded());
    EXPECT_FALSE(budget.take_costliest(start + 1h));
}

TEST(memory_budget, of_those_that_came_at_once_the_largest_goes) {
    memory_budget budget(100'000);
    budget.note(1, 30'000, start);
    budget.note(2, 60'000, start);
    budget.note(3, 40'000, start);
    EXPECT_EQ(budget.take_costliest(start), 2U);
    EXPECT_FALSE(budget.take_costliest(start)) << "70,000 are left";
    EXPECT_EQ(budget.held(), 70'000U);
}

TEST(memory_budget, who_sends_drop_by_drop_goes_before_who_is_at_work) {
    memory_budget budget(1'000'000);
    for (int second = 0; second < 600; ++second) {
        const auto now = start + std::chrono::seconds(second);
        budget.note(1, static_cast<std::size_t>(second) * 500, now);  // a message that never ends
        budget.note(2, 900'000, now);                                 // a block comes, and is taken
        if (second < 599) budget.note(2, 0, now);
    }
    EXPECT_TRUE(budget.exceeded());
    EXPECT_EQ(budget.take_costliest(start + 599s), 1U);
}

TEST(memory_budget, who_is_down_to_next_to_nothing_starts_anew) {
    memory_budget budget(100'000);
    budget.note(1, 50'000, start);
    budget.note(1, 4000, start + 1h);
    budget.note(1, 50'000, start + 1h);
    budget.note(2, 60'000, start + 1h);
    EXPECT_EQ(budget.take_costliest(start + 1h), 2U) << "the first one's hour is forgotten";
}

TEST(memory_budget, goes_on_until_it_is_kept) {
    memory_budget budget(10'000);
    for (memory_budget::id who = 1; who <= 100; ++who) budget.note(who, 5000, start);
    std::size_t gone = 0;
    while (budget.take_costliest(start + 1s)) ++gone;
    EXPECT_EQ(gone, 98U);
    EXPECT_EQ(budget.held(), 10'000U);
}

TEST(memory_budget, of_equals_the_first_goes) {
    memory_budget budget(1000);
    budget.note(7, 800, start);
    budget.note(3, 800, start);
    EXPECT_EQ(budget.take_costliest(start), 3U);
}

TEST(memory_budget, is_not_confused_by_a_clock_that_stands_still_or_goes_back) {
    memory_budget budget(1000);
    budget.note(1, 800, start);
    budget.note(2, 700, start + -10s);
    EXPECT_EQ(budget.take_costliest(start + -20s), 1U);
}

}  // namespace
}  // namespace bitpeer
