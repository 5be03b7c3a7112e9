/// Clocks that jump: the monotonic one, which should not, and Unix time, which may.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer {
namespace {

using test::beginning;
using test::regtest_config;
using namespace std::chrono_literals;

/// Two engines that are up; each has a clock of its own.
struct pair_of_engines {
    instant ours = beginning;
    instant theirs = beginning;
    engine left{regtest_config(), direction::outbound, ours, entropy::from_number(1)};
    engine right{regtest_config(), direction::inbound, theirs, entropy::from_number(2)};
    std::vector<event> told{};

    pair_of_engines() {
        exchange();
        told.clear();
    }

    static bool carry(engine& from, instant sent, engine& to, instant read) {
        const auto list = from.transmit();
        if (list.empty()) return false;
        for (const auto part : list.parts()) to.receive(part, read);
        from.transmitted(list.bytes(), sent);
        return true;
    }

    void exchange() {
        while (carry(left, ours, right, theirs) || carry(right, theirs, left, ours)) {
        }
        while (auto next = left.poll_event()) told.push_back(std::move(*next));
        while (right.poll_event()) {
        }
    }

    [[nodiscard]] std::size_t pongs() const {
        return static_cast<std::size_t>(std::ranges::count_if(told, [](const auto& one) {
            return std::holds_alternative<ping_answered>(one);
        }));
    }
};

instant in_unix_time(instant when, duration jump) {
    return {when.monotonic, when.unix_time + jump};
}

TEST(unix_time, may_jump_by_years_and_nobody_is_disconnected) {
    pair_of_engines talk;
    ASSERT_EQ(talk.left.state(), stage::running);
    const auto due = talk.left.next_timeout();
    for (const duration jump : {duration(10h), duration(-20h), duration(90'000h), duration(-1h)}) {
        talk.ours = in_unix_time(talk.ours, jump);
        talk.left.timeout(talk.ours);
        EXPECT_EQ(talk.left.next_timeout(), due) << "a deadline moved";
        talk.ours.monotonic += 1ms;
    }
    EXPECT_FALSE(talk.left.ended());
    EXPECT_EQ(talk.left.statistics().clock_steps_back, 0u);
}

TEST(unix_time, is_no_part_of_a_round_trip) {
    pair_of_engines talk;
    ASSERT_TRUE(talk.left.ping(talk.ours));
    talk.ours = in_unix_time(talk.ours + 30ms, -10h);
    talk.exchange();
    ASSERT_EQ(talk.pongs(), 1u);
    EXPECT_EQ(talk.left.statistics().last_ping, 30ms);
}

TEST(unix_time, does_not_hurry_or_delay_what_is_to_be_announced) {
    pair_of_engines talk;
    const wire::inventory entry{wire::inventory_type::transaction, {}};
    talk.ours = in_unix_time(talk.ours, 10h);
    ASSERT_TRUE(talk.left.announce(entry, talk.ours));
    EXPECT_TRUE(talk.left.transmit().empty());
    const auto due = talk.left.next_timeout();
    ASSERT_TRUE(due);
    talk.left.timeout(in_unix_time(*due, -20h));
    EXPECT_FALSE(talk.left.transmit().empty());
}

TEST(monotonic_time, that_goes_back_is_taken_for_the_latest_and_counted) {
    pair_of_engines talk;
    const auto due = talk.left.next_timeout();
    ASSERT_TRUE(due);
    talk.ours = talk.ours + 1min;
    ASSERT_TRUE(talk.left.ping(talk.ours));
    const auto back = beginning.monotonic - 50min;
    talk.ours.monotonic = back;
    talk.exchange();
    ASSERT_EQ(talk.pongs(), 1u);
    const auto known = talk.left.statistics();
    EXPECT_EQ(known.last_ping, 0ms);
    EXPECT_GT(known.clock_steps_back, 0u);
    EXPECT_EQ(known.last_received, beginning + 1min);
    talk.left.timeout(talk.ours);
    EXPECT_FALSE(talk.left.ended());
}

TEST(monotonic_time, that_goes_back_while_input_is_held_takes_no_time_from_the_remote) {
    engine e(regtest_config(), direction::inbound, beginning, entropy::from_number(1));
    const auto due = e.next_timeout();
    e.hold(true, beginning + 10s);
    e.hold(false, beginning);
    EXPECT_EQ(e.next_timeout(), due);
    e.timeout(*due);
    ASSERT_TRUE(e.ended());
    EXPECT_EQ(e.why_ended()->reason, disconnect_reason::handshake_timeout);
}

/// The process was stopped for hours, and the remote's answer waits in the socket.
TEST(monotonic_time, may_leap_and_what_waits_is_heard_before_anybody_is_blamed) {
    pair_of_engines talk;
    ASSERT_TRUE(talk.left.ping(talk.ours));
    pair_of_engines::carry(talk.left, talk.ours, talk.right, talk.theirs);
    talk.ours = talk.ours + 5h;
    ASSERT_TRUE(talk.left.next_timeout());
    EXPECT_LT(*talk.left.next_timeout(), talk.ours);
    pair_of_engines::carry(talk.right, talk.theirs, talk.left, talk.ours);
    EXPECT_FALSE(talk.left.statistics().pending_ping) << "the pong was heard";
    talk.left.timeout(talk.ours);
    EXPECT_FALSE(talk.left.ended()) << talk.left.why_ended()->message();
}

TEST(monotonic_time, that_leaps_makes_what_is_due_happen_once) {
    pair_of_engines talk;
    talk.ours = talk.ours + 50h;
    // Something came meanwhile, so that the remote is not silent.
    ASSERT_TRUE(talk.right.send(wire::ping{7}, talk.theirs));
    talk.exchange();
    talk.left.timeout(talk.ours);
    const auto once = talk.left.transmit().bytes();
    talk.left.timeout(talk.ours);
    EXPECT_EQ(talk.left.transmit().bytes(), once);
    EXPECT_FALSE(talk.left.ended());
    ASSERT_TRUE(talk.left.next_timeout());
    EXPECT_GT(*talk.left.next_timeout(), talk.ours);
}

}  // namespace
}  // namespace bitpeer
