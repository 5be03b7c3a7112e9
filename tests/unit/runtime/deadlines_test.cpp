/// One timer for all connections of a context.

#include <bitpeer/runtime/detail/deadlines.hpp>
#include <tests/support/splitmix64.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace bitpeer::detail {
namespace {

using namespace std::chrono_literals;

/// Notes that it was told; refuses to be told as often as it is made to.
struct owner final : deadline_owner {
    owner(std::vector<int>& told, int number) : told_(told), number_(number) {}

    bool due(std::shared_ptr<deadline_owner> itself) noexcept override {
        EXPECT_EQ(itself.get(), this);
        if (refusals > 0) {
            --refusals;
            return false;
        }
        told_.push_back(number_);
        return true;
    }

    int refusals = 0;

private:
    std::vector<int>& told_;
    int number_;
};

class deadlines_of_a_context : public testing::Test {
protected:
    std::shared_ptr<owner> make(int number) { return std::make_shared<owner>(told, number); }
    /// Before the test began, so that nobody waits.
    bool set(const std::shared_ptr<owner>& whose, std::chrono::seconds after) {
        return all().set(whose, beginning + after, context->get_executor());
    }
    deadlines& all() { return boost::asio::use_service<deadlines>(*context); }

    std::vector<int> told;
    std::unique_ptr<boost::asio::io_context> context = std::make_unique<boost::asio::io_context>();
    const deadlines::clock::time_point beginning = deadlines::clock::now() - 1h;
};

TEST_F(deadlines_of_a_context, are_told_the_earliest_first_and_once) {
    const auto first = make(1);
    const auto second = make(2);
    const auto third = make(3);
    EXPECT_TRUE(set(second, 2s));
    EXPECT_TRUE(set(third, 3s));
    EXPECT_TRUE(set(first, 1s));
    context->run();
    EXPECT_EQ(told, (std::vector{1, 2, 3}));
}

TEST_F(deadlines_of_a_context, move) {
    const auto first = make(1);
    const auto second = make(2);
    set(first, 3h);  // in two hours
    set(second, 2s);
    EXPECT_FALSE(set(first, 1s)) << "it was set before";
    context->run();
    EXPECT_EQ(told, (std::vector{1, 2}));
}

TEST_F(deadlines_of_a_context, that_are_removed_are_not_told_and_are_no_work) {
    const auto first = make(1);
    const auto second = make(2);
    set(first, 3h);
    set(second, 1s);
    EXPECT_TRUE(all().remove(*first));
    EXPECT_FALSE(all().remove(*first));
    context->run();
    EXPECT_EQ(told, std::vector{2});
    EXPECT_FALSE(all().remove(*second)) << "it was told";
}

TEST_F(deadlines_of_a_context, keep_their_owner_alive_and_the_context_at_work) {
    auto kept = make(1);
    const std::weak_ptr<owner> seen = kept;
    set(kept, 3h);
    kept.reset();
    EXPECT_FALSE(seen.expired());
    context->poll();
    EXPECT_FALSE(context->stopped()) << "it waits";
    context.reset();
    EXPECT_TRUE(seen.expired());
    EXPECT_TRUE(told.empty());
}

TEST_F(deadlines_of_a_context, come_again_to_who_could_not_be_told) {
    const auto first = make(1);
    const auto second = make(2);
    first->refusals = 2;
    set(first, 1s);
    set(second, 2s);
    context->run();
    EXPECT_EQ(told, (std::vector{2, 1}));
}

TEST_F(deadlines_of_a_context, wait_for_nobodys_strand) {
    const auto busy = boost::asio::make_strand(*context);
    const auto first = make(1);
    const auto second = make(2);
    all().set(first, beginning + 1s, busy);
    boost::asio::post(busy, [&] {
        set(second, 2s);
        context->poll();
        EXPECT_EQ(told, (std::vector{1, 2})) << "while the strand is held up";
    });
    context->run();
    EXPECT_EQ(told.size(), 2U);
}

TEST_F(deadlines_of_a_context, stay_in_order_however_they_are_moved_and_removed) {
    test::splitmix64 chance(1);
    constexpr int count = 300;
    std::vector<std::shared_ptr<owner>> owners;
    std::vector<int> when(count, -1);  // seconds; below zero: not set
    for (int i = 0; i < count; ++i) owners.push_back(make(i));
    for (int i = 0; i < 10'000; ++i) {
        const auto which = chance.next() % count;
        if (chance.next() % 3 == 0) {
            EXPECT_EQ(all().remove(*owners[which]), when[which] >= 0);
            when[which] = -1;
        } else {
            const auto later = static_cast<int>(chance.next() % 3'000);
            EXPECT_EQ(set(owners[which], std::chrono::seconds(later)), when[which] < 0);
            when[which] = later;
        }
    }
    context->run();
    const auto earlier = [&](int left, int right) {
        return when[static_cast<std::size_t>(left)] < when[static_cast<std::size_t>(right)];
    };
    EXPECT_TRUE(std::ranges::is_sorted(told, earlier));
    EXPECT_EQ(static_cast<std::ptrdiff_t>(told.size()), std::ranges::count_if(when, [](int at) {
                  return at >= 0;
              }));
}

}  // namespace
}  // namespace bitpeer::detail
