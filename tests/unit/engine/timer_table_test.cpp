#include <bitpeer/engine/timer_table.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;

constexpr instant at(duration when) { return {.monotonic = when, .unix_time = when}; }

TEST(timer_table, begins_with_nothing_to_wait_for) {
    timer_table timers;
    EXPECT_FALSE(timers.earliest());
    EXPECT_FALSE(timers.take_expired(at(1000h)));
    EXPECT_FALSE(timers.deadline(timer::pong));
}

TEST(timer_table, tells_the_earliest_of_all) {
    timer_table timers;
    timers.set(timer::pong, at(20s));
    timers.set(timer::next_ping, at(10s));
    timers.set(timer::inactivity, at(30s));
    EXPECT_EQ(timers.earliest(), at(10s));
    timers.set(timer::next_ping, at(40s));
    EXPECT_EQ(timers.earliest(), at(20s));
    timers.clear(timer::pong);
    EXPECT_EQ(timers.earliest(), at(30s));
    timers.clear_all();
    EXPECT_FALSE(timers.earliest());
}

TEST(timer_table, hands_out_what_is_due_once_and_the_most_overdue_first) {
    timer_table timers;
    timers.set(timer::handshake, at(3s));
    timers.set(timer::pong, at(1s));
    timers.set(timer::request, at(2s));
    EXPECT_FALSE(timers.take_expired(at(1s - 1ns)));
    EXPECT_EQ(timers.take_expired(at(2s)), timer::pong);
    EXPECT_EQ(timers.take_expired(at(2s)), timer::request);
    EXPECT_FALSE(timers.take_expired(at(2s)));
    EXPECT_EQ(timers.deadline(timer::handshake), at(3s));
}

TEST(timer_table, postpones_what_waits_for_the_remote_and_nothing_else) {
    timer_table timers;
    for (const auto which :
         {timer::handshake,
          timer::next_ping,
          timer::pong,
          timer::inactivity,
          timer::writing,
          timer::request}) {
        timers.set(which, at(10s));
    }
    timers.postpone_remote(5s);
    EXPECT_EQ(timers.deadline(timer::handshake), at(15s));
    EXPECT_EQ(timers.deadline(timer::pong), at(15s));
    EXPECT_EQ(timers.deadline(timer::inactivity), at(15s));
    EXPECT_EQ(timers.deadline(timer::request), at(15s));
    EXPECT_EQ(timers.deadline(timer::next_ping), at(10s)) << "our own doing";
    EXPECT_EQ(timers.deadline(timer::writing), at(10s)) << "writing went on";
}

TEST(timer_table, postpones_nothing_that_is_not_set) {
    timer_table timers;
    timers.postpone_remote(5s);
    EXPECT_FALSE(timers.earliest());
}

}  // namespace
}  // namespace bitpeer
