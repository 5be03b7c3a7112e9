/// First in, first out.

#include <bitpeer/base/ring_queue.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>
#include <utility>

namespace bitpeer {
namespace {

TEST(ring_queue, gives_what_came_in_its_order) {
    test::splitmix64 chance(1);
    ring_queue<int> queue;
    std::deque<int> model;
    for (int i = 0; i < 20'000; ++i) {
        const bool filling = (i / 500) % 2 == 0;
        if (model.empty() || chance.next() % 10 < (filling ? 7U : 3U)) {
            queue.push_back(i);
            model.push_back(i);
        } else if (chance.next() % 3 == 0) {
            const auto any = chance.next() % model.size();
            queue.erase(any);
            model.erase(model.begin() + static_cast<std::ptrdiff_t>(any));
        } else {
            ASSERT_EQ(queue.front(), model.front());
            queue.pop_front();
            model.pop_front();
        }
        ASSERT_EQ(queue.size(), model.size());
        ASSERT_EQ(queue.empty(), model.empty());
        if (!model.empty()) {
            const auto any = chance.next() % model.size();
            ASSERT_EQ(queue[any], model[any]);
        }
    }
}

TEST(ring_queue, destroys_at_once_what_is_taken_out) {
    ring_queue<std::shared_ptr<int>> queue;
    const auto first = std::make_shared<int>(1);
    const auto second = std::make_shared<int>(2);
    queue.push_back(first);
    queue.push_back(second);
    queue.pop_front();
    EXPECT_EQ(first.use_count(), 1);
    EXPECT_EQ(second.use_count(), 2);
}

TEST(ring_queue, finds_the_first_that_is_wanted) {
    ring_queue<int> queue;
    for (const int number : {5, 7, 9, 7}) queue.push_back(number);
    EXPECT_EQ(queue.find_if([](int number) { return number == 7; }), 1U);
    EXPECT_EQ(queue.find_if([](int number) { return number == 8; }), queue.size());
    queue.clear();
    EXPECT_TRUE(queue.empty());
}

TEST(ring_queue, that_never_held_anything_holds_no_memory) {
    EXPECT_EQ(ring_queue<int>().capacity(), 0U);
}

TEST(ring_queue, keeps_the_room_that_it_needs_each_time) {
    ring_queue<int> queue;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 60; ++i) queue.push_back(i);
        EXPECT_EQ(queue.capacity(), 64U);
        while (!queue.empty()) queue.pop_front();
        EXPECT_EQ(queue.capacity(), 64U);
    }
}

TEST(ring_queue, gives_back_what_a_few_at_once_needed) {
    ring_queue<int> queue;
    for (const std::size_t count : {1U, 3U, 8U, 15U}) {
        for (std::size_t i = 0; i < count; ++i) queue.push_back(1);
        queue.clear();
        EXPECT_EQ(queue.capacity(), 0U) << count;
    }
}

TEST(ring_queue, makes_elements_in_their_place) {
    ring_queue<std::pair<std::string, int>> queue;
    queue.emplace_back("seven", 7);
    EXPECT_EQ(queue.front(), std::pair(std::string("seven"), 7));
}

TEST(ring_queue, gives_back_what_its_last_use_did_not_need) {
    ring_queue<int> queue;
    for (int i = 0; i < 60; ++i) queue.push_back(i);
    while (!queue.empty()) queue.pop_front();
    queue.push_back(1);
    queue.pop_front();
    EXPECT_EQ(queue.capacity(), 0U);
}

}  // namespace
}  // namespace bitpeer
