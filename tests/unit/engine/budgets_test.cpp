/// How much one connection may hold, and what happens beyond it.

#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::remote_version;
using test::running;
using test::transcript;
using namespace std::chrono_literals;

constexpr std::size_t budget = 10'000;
constexpr std::size_t event_overhead = 64;
constexpr std::size_t cost_of_one_queued = 256;

peer_config small_budget() {
    auto config = test::timeless();
    config.budgets.undelivered_events = budget;
    return config;
}

bytes stream_of(std::size_t count, const bytes& frame) {
    bytes stream;
    stream.reserve(count * frame.size());
    for (std::size_t i = 0; i < count; ++i) stream.insert(stream.end(), frame.begin(), frame.end());
    return stream;
}

bytes frame_of(std::size_t payload) { return test::raw_frame("filler", bytes(payload, 1)).bytes(); }

/// Events that nobody has polled yet.
std::size_t poll_all(engine& e) {
    std::size_t count = 0;
    while (e.poll_event()) ++count;
    return count;
}

TEST(event_budget, an_engine_stops_taking_bytes_when_its_owner_is_behind) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    const auto stream = stream_of(1000, frame_of(76));
    const auto taken = e.receive(stream, script.now());
    EXPECT_LT(taken, stream.size());
    EXPECT_EQ(taken % 100, 0U) << "it stops between messages";
    EXPECT_FALSE(e.wants_input());
    EXPECT_GE(e.bytes_held(), budget);
    EXPECT_LE(e.bytes_held(), budget + 100 + event_overhead);
    EXPECT_EQ(e.receive(byte_view(stream).subspan(taken), script.now()), 0U)
        << "it takes nothing while full";
}

TEST(event_budget, an_engine_goes_on_when_its_owner_has_caught_up) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    const auto stream = stream_of(1000, frame_of(76));
    byte_view left = stream;
    std::size_t told = 0;
    std::size_t rounds = 0;
    while (!left.empty()) {
        ASSERT_TRUE(e.wants_input());
        const auto taken = e.receive(left, script.now());
        ASSERT_GT(taken, 0U);
        left = left.subspan(taken);
        told += poll_all(e);
        ++rounds;
    }
    EXPECT_EQ(told, 1000U) << "nothing is lost";
    EXPECT_GT(rounds, 10U);
    EXPECT_EQ(e.bytes_held(), 0U);
}

TEST(event_budget, one_event_taken_may_be_enough_to_go_on) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    const auto stream = stream_of(1000, frame_of(76));
    e.receive(stream, script.now());
    std::size_t taken = 0;
    while (!e.wants_input()) {
        ASSERT_TRUE(e.poll_event());
        ++taken;
    }
    EXPECT_LE(taken, 2U);
}

TEST(event_budget, one_message_may_exceed_it) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    const auto large = frame_of(1'000'000);
    EXPECT_EQ(e.receive(large, script.now()), large.size());
    EXPECT_FALSE(e.wants_input());
    EXPECT_LE(e.bytes_held(), large.size() + event_overhead);
    EXPECT_EQ(poll_all(e), 1U);
    EXPECT_TRUE(e.wants_input());
}

TEST(event_budget, empty_messages_cost_something_too) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    const auto stream = stream_of(10'000, frame_of(0));
    const auto taken = e.receive(stream, script.now());
    EXPECT_LE(taken / 24, budget / event_overhead + 1);
}

TEST(event_budget, messages_that_are_let_go_count_as_well) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    auto bad = test::raw_frame("ping", bytes(8));
    bad.checksum[0] ^= 1;
    const auto stream = stream_of(10'000, bad.bytes());
    EXPECT_LT(e.receive(stream, script.now()), stream.size());
    EXPECT_FALSE(e.wants_input());
}

TEST(event_budget, no_deadline_of_theirs_runs_while_the_owner_is_behind) {
    auto config = regtest_config();
    config.budgets.undelivered_events = budget;
    auto script = running(direction::inbound, config);  // a ping is unanswered
    auto& e = script.engine();
    const auto stream = stream_of(1000, frame_of(76));
    e.receive(stream, script.now());
    ASSERT_FALSE(e.wants_input());
    for (auto later = 1min; later <= 120min; later += 1min) e.timeout(test::beginning + later);
    EXPECT_FALSE(e.ended()) << "the answer may lie in what we refuse to read";
    poll_all(e);
    // It has its 20 minutes from here.
    e.timeout(test::beginning + 120min);
    e.timeout(test::beginning + 139min);
    EXPECT_FALSE(e.ended());
    e.timeout(test::beginning + 140min);
    EXPECT_TRUE(e.ended());
    EXPECT_EQ(e.why_ended()->reason, disconnect_reason::pong_timeout);
}

TEST(event_budget, no_deadline_of_a_request_runs_while_the_owner_is_behind) {
    auto script = running(direction::inbound, small_budget());
    auto& e = script.engine();
    ASSERT_TRUE(e.request_headers({}, 10s, script.now()));
    e.transmitted(e.transmit().bytes(), script.now());
    const auto stream = stream_of(1000, frame_of(76));
    e.receive(stream, script.now());
    e.timeout(script.now() + 1h);
    std::vector<event> told;
    while (auto next = e.poll_event()) told.push_back(*next);
    for (const auto& each : told) EXPECT_FALSE(std::holds_alternative<request_completed>(each));
    e.timeout(script.now() + 1h);
    e.timeout(script.now() + 1h + 10s);
    const auto late = e.poll_event();
    ASSERT_TRUE(late);
    EXPECT_EQ(std::get<request_completed>(*late).answer.error(), request_error::timed_out);
}

/// The owner was away for longer than any deadline; then everything goes on.
TEST(event_budget, a_connection_outlives_an_owner_who_was_away) {
    auto config = regtest_config();
    config.budgets.undelivered_events = budget;
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    const auto nonce = script.last_ping_nonce();
    const auto stream = stream_of(1000, frame_of(76));
    byte_view left = stream;
    left = left.subspan(e.receive(left, script.now()));
    ASSERT_FALSE(e.wants_input());
    for (auto later = 1min; later <= 90min; later += 1min) e.timeout(test::beginning + later);
    const auto back = test::beginning + 90min;
    while (!left.empty()) {
        poll_all(e);
        left = left.subspan(e.receive(left, back));
    }
    poll_all(e);
    e.transmitted(e.transmit().bytes(), back);
    ASSERT_FALSE(e.ended());
    auto pong = test::raw_frame("pong", bytes(8));
    store_le(pong.payload.data(), nonce);
    e.receive(test::raw_frame("pong", pong.payload).bytes(), back);
    poll_all(e);
    e.timeout(back + 1min);
    EXPECT_FALSE(e.ended());
    EXPECT_EQ(e.statistics().last_ping, 90min);
}

TEST(event_budget, deadlines_while_the_owner_is_behind_do_not_spin) {
    auto config = regtest_config();
    config.budgets.undelivered_events = budget;
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    e.receive(stream_of(1000, frame_of(76)), script.now());
    int served = 0;
    for (auto now = script.now(); e.next_timeout() && *e.next_timeout() <= script.now() + 24h;) {
        ASSERT_GE(*e.next_timeout(), now);
        now = *e.next_timeout();
        e.timeout(now);
        ASSERT_LT(++served, 5'000) << "24 hours take that many deadlines?";
    }
}

TEST(send_budget, a_remote_that_does_not_read_cannot_make_us_queue_answers) {
    auto config = test::timeless();
    config.budgets.send_queue = 10'000;
    auto script = running(direction::inbound, config);
    script.blocks_writing();
    auto& e = script.engine();
    const auto stream = stream_of(10'000, test::raw_frame("ping", bytes(8, 9)).bytes());
    const auto taken = e.receive(stream, script.now());
    EXPECT_EQ(taken / 32, 10'000U / (32 + cost_of_one_queued) + 1);
    EXPECT_FALSE(e.wants_input());
    EXPECT_EQ(e.transmit().bytes(), taken) << "a pong for each ping";
    poll_all(e);
    EXPECT_FALSE(e.wants_input()) << "the owner cannot help it";
    e.transmitted(e.transmit().bytes(), script.now());
    EXPECT_TRUE(e.wants_input());
}

TEST(send_budget, requests_are_refused_above_it) {
    auto config = test::timeless();
    config.budgets.send_queue = 1'000;
    auto script = running(direction::inbound, config);
    script.blocks_writing();
    auto& e = script.engine();
    std::size_t accepted = 0;
    while (accepted < 1'000 && e.request_headers({}, 1h, script.now())) ++accepted;
    EXPECT_LE(accepted, 20U);
    EXPECT_LE(e.transmit().bytes(), 1'000U + 200);
    const auto refused = e.request_block({}, 1h, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::back_pressure);
}

TEST(held_bytes, of_an_idle_engine_are_none) {
    auto script = running(direction::inbound, test::timeless());
    EXPECT_EQ(script.engine().bytes_held(), 0U);
    script.receives(wire::ping{1}).never_mind();
    EXPECT_EQ(script.engine().bytes_held(), 0U);
}

TEST(held_bytes, count_a_message_that_is_not_complete_yet) {
    auto script = running(direction::inbound, test::timeless());
    const auto large = frame_of(1'000'000);
    script.receives_bytes(byte_view(large).first(500'000));
    EXPECT_GE(script.engine().bytes_held(), 500'000U - 24);
    EXPECT_LE(script.engine().bytes_held(), 500'000U + 256 * 1024);
    script.receives_bytes(byte_view(large).subspan(500'000)).never_mind();
    EXPECT_EQ(script.engine().bytes_held(), 0U);
}

TEST(held_bytes, count_what_is_not_written) {
    auto script = running(direction::inbound, test::timeless());
    script.blocks_writing();
    auto& e = script.engine();
    ASSERT_TRUE(e.send({"filler", shared_bytes(bytes(5'000))}, script.now()));
    EXPECT_EQ(e.bytes_held(), 5'024U + cost_of_one_queued);
    e.transmitted(1'000, script.now());
    EXPECT_EQ(e.bytes_held(), 4'024U + cost_of_one_queued);
    e.transmitted(4'024, script.now());
    poll_all(e);
    EXPECT_EQ(e.bytes_held(), 0U);
}

TEST(held_bytes, are_none_after_the_end_once_the_owner_knows) {
    auto script = running(direction::inbound, test::timeless());
    script.blocks_writing();
    auto& e = script.engine();
    const auto large = frame_of(1'000'000);
    for (int i = 0; i < 10; ++i)
        ASSERT_TRUE(e.send({"filler", shared_bytes(bytes(5'000))}, script.now()));
    e.receive(byte_view(large).first(500'000), script.now());
    e.disconnect(script.now());
    poll_all(e);
    EXPECT_EQ(e.bytes_held(), 0U);
}

// Found by fuzz/engine_fuzz.cpp: 0a0aa8ff020aff02ff02ff0aaf01.
TEST(held_bytes, stay_none_when_the_owner_goes_on_noting_after_the_end) {
    auto script = running(direction::inbound, test::timeless());
    auto& e = script.engine();
    e.disconnect(script.now());
    poll_all(e);
    const auto height = e.statistics().remote_height;
    const wire::inventory entry{wire::inventory_type::block, hash256{{1}}};
    e.add_known(entry);
    e.note_remote_height(height + 1);
    e.note_announced_block(entry.hash);
    EXPECT_EQ(e.bytes_held(), 0U);
    EXPECT_FALSE(e.knows(entry));
    EXPECT_EQ(e.statistics().remote_height, height);
    EXPECT_FALSE(e.statistics().last_announced_block);
}

}  // namespace
}  // namespace bitpeer
