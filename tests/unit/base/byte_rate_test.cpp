/// Bytes per second.

#include <bitpeer/base/byte_rate.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;

constexpr instant start{.monotonic = 1h, .unix_time = 0s};

TEST(byte_rate, grants_its_burst_at_once_and_then_so_many_a_second) {
    byte_rate rate({.burst = 5000, .per_second = 1000});
    EXPECT_EQ(rate.grant(10'000, start), 5000U);
    EXPECT_EQ(rate.grant(1, start), 0U);
    EXPECT_EQ(rate.grant(10'000, start + 1s), 1000U);
    EXPECT_EQ(rate.grant(300, start + 2s), 300U);
    EXPECT_EQ(rate.grant(10'000, start + 2s), 700U);
}

TEST(byte_rate, saves_no_more_than_its_burst) {
    byte_rate rate({.burst = 5000, .per_second = 1000});
    EXPECT_EQ(rate.grant(5000, start), 5000U);
    EXPECT_EQ(rate.grant(100'000, start + 24h), 5000U);
}

TEST(byte_rate, takes_back_what_was_not_moved) {
    byte_rate rate({.burst = 5000, .per_second = 1000});
    EXPECT_EQ(rate.grant(5000, start), 5000U);
    rate.give_back(2000);
    EXPECT_EQ(rate.grant(5000, start), 2000U);
}

TEST(byte_rate, shows_what_it_would_grant_to_who_moves_it_later) {
    byte_rate rate({.burst = 5000, .per_second = 1000});
    EXPECT_EQ(rate.there(start), 5000U);
    EXPECT_EQ(rate.there(start), 5000U) << "nothing was taken";
    rate.take(5000, start + 10s);
    EXPECT_EQ(rate.there(start + 10s), 0U) << "the time that passed before saved nothing";
    EXPECT_EQ(rate.there(start + 11s), 1000U);
    rate.take(3000, start + 11s);
    EXPECT_EQ(rate.there(start + 12s), 0U);
    EXPECT_EQ(rate.grant(1, start + 13s), 0U) << "what was moved without being there is owed";
    EXPECT_EQ(rate.grant(5000, start + 14s), 1000U);
}

TEST(byte_rate, says_when_a_piece_is_there_that_is_worth_while) {
    byte_rate rate({.burst = 10'000, .per_second = 1000});
    EXPECT_EQ(rate.ready_at(start), start);
    EXPECT_EQ(rate.grant(10'000, start), 10'000U);
    EXPECT_EQ(rate.ready_at(start) - start, 4096ms);
    EXPECT_EQ(rate.grant(10'000, rate.ready_at(start)), 4096U);

    byte_rate narrow({.burst = 10, .per_second = 1000});
    EXPECT_EQ(narrow.grant(100, start), 10U);
    EXPECT_EQ(narrow.ready_at(start) - start, 10ms) << "more than its burst never is";
}

TEST(byte_rate, of_less_than_a_byte_a_second_grants_a_byte_now_and_then) {
    byte_rate rate({.burst = 0, .per_second = 0.5});
    EXPECT_EQ(rate.grant(10, start), 1U);
    EXPECT_EQ(rate.grant(10, start + 1s), 0U);
    EXPECT_EQ(rate.grant(10, start + 2s), 1U);
}

TEST(byte_rate, is_kept_to_the_byte_however_many_share_it) {
    byte_rate rate({.burst = 1'000'000, .per_second = 1000});
    constexpr int count = 4;
    std::atomic<std::size_t> granted = 0;
    std::vector<std::thread> sharing;
    for (int i = 0; i < count; ++i) {
        sharing.emplace_back([&] {
            for (int turn = 0; turn < 10'000; ++turn) granted += rate.grant(37, start);
        });
    }
    for (auto& one : sharing) one.join();
    EXPECT_EQ(granted, 1'000'000U);
}

}  // namespace
}  // namespace bitpeer
