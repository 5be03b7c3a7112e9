#include <bitpeer/node/address_queue.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::host;
using test::node;
using test::nodes;
using test::onion;
using test::told_on;

class queued_addresses : public ::testing::Test {
protected:
    std::size_t push(const std::vector<node_address>& all) {
        std::size_t taken = 0;
        for (const auto& one : all) taken += queue_.push(one, random_) ? 1U : 0U;
        return taken;
    }
    std::vector<node_address> flush(instant now) { return queue_.flush(now, random_); }

    test::splitmix64 random_{1};
    address_queue queue_{address_form::addrv2, {1, 2}};
};

TEST_F(queued_addresses, leave_at_once_at_first) {
    push(nodes(3));
    EXPECT_EQ(flush(told_on), nodes(3));
    EXPECT_EQ(queue_.waiting(), 0U);
}

TEST_F(queued_addresses, leave_together_at_the_next_time) {
    (void)flush(told_on);
    const auto next = queue_.next_flush();
    EXPECT_GT(next, told_on);
    push(nodes(2));
    EXPECT_TRUE(flush(next + -1ns).empty());
    push(nodes(2, 2));
    EXPECT_EQ(flush(next), nodes(4));
    EXPECT_GT(queue_.next_flush(), next);
}

TEST_F(queued_addresses, leave_thirty_seconds_apart_on_average) {
    auto now = told_on;
    constexpr int times = 20'000;
    for (int i = 0; i < times; ++i) {
        (void)flush(now);
        now = queue_.next_flush();
    }
    EXPECT_NEAR(std::chrono::duration<double>(now - told_on).count() / times, 30, 1);
}

TEST_F(queued_addresses, are_not_told_to_who_knows_them) {
    queue_.mark_known(host(0));
    EXPECT_EQ(push(nodes(2)), 1U);
    queue_.mark_known(host(1));
    EXPECT_TRUE(flush(told_on).empty()) << "it learned of it meanwhile";
}

TEST_F(queued_addresses, are_told_once) {
    push(nodes(1));
    push(nodes(1));
    EXPECT_EQ(flush(told_on), nodes(1));
    EXPECT_EQ(push(nodes(1)), 0U);
}

TEST_F(queued_addresses, fit_the_form_that_the_peer_reads) {
    address_queue old(address_form::addr, {1, 2});
    EXPECT_FALSE(old.push(node(onion(1)), random_));
    EXPECT_TRUE(old.push(node(host(1)), random_));
    EXPECT_TRUE(queue_.push(node(onion(1)), random_));
    EXPECT_TRUE(queue_.push(node(host(1)), random_));
}

TEST_F(queued_addresses, are_usable) {
    EXPECT_EQ(push({node(test::at("0.0.0.0")), node(test::at("[2001:db8::1]:1"))}), 0U);
}

TEST_F(queued_addresses, above_a_thousand_take_random_places) {
    EXPECT_EQ(push(nodes(1000)), 1000U);
    EXPECT_EQ(push(nodes(1000, 1000)), 1000U);
    const auto told = flush(told_on);
    EXPECT_EQ(told.size(), 1000U);
    std::size_t old = 0;
    for (std::size_t i = 0; i < told.size(); ++i) old += told[i] == nodes(1000)[i] ? 1U : 0U;
    // Each of the first is spared by all with a chance of 1/e.
    EXPECT_NEAR(static_cast<double>(old), 368, 60);
}

TEST_F(queued_addresses, make_room_for_an_answer) {
    push(nodes(5));
    queue_.mark_known(host(11));
    queue_.replace(nodes(3, 10), random_);
    EXPECT_EQ(flush(told_on), (std::vector{node(host(10)), node(host(12))}));
}

TEST_F(queued_addresses, do_not_keep_the_own_one_waiting) {
    EXPECT_TRUE(queue_.own_is_due(told_on));
    const auto own = node(host(77));
    EXPECT_EQ(queue_.take_own(own, told_on, random_), own);
    EXPECT_FALSE(queue_.own_is_due(told_on));
    EXPECT_TRUE(queue_.own_is_due(queue_.next_own()));
    EXPECT_FALSE(queue_.push(own, random_)) << "now it knows";
}

TEST_F(queued_addresses, are_forgotten_before_the_own_one_is_told_again) {
    const auto own = node(host(77));
    (void)queue_.take_own(own, told_on, random_);
    queue_.mark_known(host(1));
    EXPECT_EQ(queue_.take_own(own, queue_.next_own(), random_), own);
    EXPECT_EQ(push(nodes(1, 1)), 1U);
}

TEST_F(queued_addresses, with_the_own_one_told_by_the_peer_need_no_first_telling) {
    const auto own = node(host(77));
    queue_.mark_known(own.address);
    EXPECT_EQ(queue_.take_own(own, told_on, random_), std::nullopt);
    EXPECT_EQ(queue_.take_own(own, queue_.next_own(), random_), own);
    EXPECT_EQ(queue_.take_own(std::nullopt, queue_.next_own(), random_), std::nullopt);
}

TEST_F(queued_addresses, have_the_own_one_with_them_once_a_day_on_average) {
    auto now = told_on;
    constexpr int times = 20'000;
    for (int i = 0; i < times; ++i) {
        (void)queue_.take_own(std::nullopt, now, random_);
        now = queue_.next_own();
    }
    const std::chrono::duration<double, std::ratio<3600>> hours = now - told_on;
    EXPECT_NEAR(hours.count() / times, 24, 1);
}

}  // namespace
}  // namespace bitpeer
