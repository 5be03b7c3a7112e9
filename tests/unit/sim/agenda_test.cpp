#include <bitpeer/sim/agenda.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer::sim {
namespace {

instant at(int when) { return {.monotonic = duration(when), .unix_time = {}}; }

TEST(agenda, deals_in_order_of_time_and_then_of_addition) {
    agenda plan;
    std::vector<int> done;
    for (const int when : {5, 1, 3, 1, 5, 2, 1}) {
        plan.add(at(when), agenda::kind::deed, [&done, when] { done.push_back(when); });
    }
    while (!plan.empty()) plan.take()();
    EXPECT_EQ(done, (std::vector<int>{1, 1, 1, 2, 3, 5, 5}));

    std::vector<int> same;
    for (int i = 0; i < 100; ++i)
        plan.add(at(7), agenda::kind::deed, [&same, i] { same.push_back(i); });
    while (!plan.empty()) plan.take()();
    for (int i = 0; i < 100; ++i) EXPECT_EQ(same[static_cast<std::size_t>(i)], i);
}

TEST(agenda, counts_deeds_and_not_alarms) {
    agenda plan;
    plan.add(at(1), agenda::kind::alarm, [] {});
    plan.add(at(2), agenda::kind::deed, [] {});
    EXPECT_EQ(plan.deeds(), 1U);
    EXPECT_EQ(plan.next(), at(1));
    (void)plan.take();
    EXPECT_EQ(plan.deeds(), 1U);
    (void)plan.take();
    EXPECT_EQ(plan.deeds(), 0U);
    EXPECT_TRUE(plan.empty());
}

TEST(agenda, takes_additions_while_it_is_worked_off) {
    agenda plan;
    std::vector<int> done;
    plan.add(at(1), agenda::kind::deed, [&] {
        done.push_back(1);
        plan.add(at(1), agenda::kind::deed, [&] { done.push_back(2); });
    });
    plan.add(at(2), agenda::kind::deed, [&] { done.push_back(3); });
    while (!plan.empty()) plan.take()();
    EXPECT_EQ(done, (std::vector<int>{1, 2, 3}));
}

}  // namespace
}  // namespace bitpeer::sim
