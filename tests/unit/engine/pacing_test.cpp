/// How fast a connection may be.

#include <bitpeer/engine/pacing.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace bitpeer {
namespace {

using test::running;
using namespace std::chrono_literals;

constexpr std::size_t ping_size = 32;  // on the wire

/// The dialect's own deadlines, with pings.
timing usual_times() { return conduct_of(*networks::bitcoin_regtest.dialect).times; }

bytes frame_of(std::size_t payload) { return test::raw_frame("filler", bytes(payload, 1)).bytes(); }

peer_config receiving(rate_limit limit) {
    auto config = test::timeless();
    config.traffic.receive = limit;
    return config;
}

peer_config sending(rate_limit limit) {
    auto config = test::timeless();
    config.traffic.send = limit;
    return config;
}

/// Offers all of `stream` as a real loop does, and counts what is taken until `end`.
std::size_t offered_until(engine& e, byte_view stream, instant now, instant end) {
    std::size_t taken = 0;
    for (;;) {
        while (e.wants_input() && taken < stream.size()) {
            taken += e.receive(stream.subspan(taken), now);
            while (e.poll_event()) continue;
        }
        const auto next = e.next_timeout();
        if (!next || *next > end || taken == stream.size()) return taken;
        EXPECT_GT(*next, now) << "a deadline that does not move on";
        now = *next;
        e.timeout(now);
    }
}

/// Writes whatever may be written until `end`.
std::size_t written_until(engine& e, instant now, instant end) {
    std::size_t written = 0;
    for (;;) {
        while (const auto some = e.transmit().bytes()) {
            e.transmitted(some, now);
            written += some;
        }
        while (e.poll_event()) continue;
        const auto next = e.next_timeout();
        if (!next || *next > end) return written;
        EXPECT_GT(*next, now) << "a deadline that does not move on";
        now = *next;
        e.timeout(now);
    }
}

TEST(receive_limit, is_kept_to_the_byte_over_any_span) {
    auto script = running(direction::inbound, receiving({.burst = 10'000, .per_second = 5000}));
    auto& e = script.engine();
    const auto stream = frame_of(1'000'000);
    const auto now = script.now() + 1h;  // the burst is there again
    const auto taken = offered_until(e, stream, now, now + 60s);
    EXPECT_LE(taken, 10'000U + 60U * 5000);
    EXPECT_GE(taken, 10'000U + 59U * 5000);
}

TEST(receive_limit, says_when_to_go_on_and_wants_nothing_before) {
    auto script = running(direction::inbound, receiving({.burst = 10'000, .per_second = 5000}));
    auto& e = script.engine();
    const auto now = script.now() + 1h;
    const auto frame = frame_of(20'000);
    EXPECT_EQ(e.receive(frame, now), 10'000U);
    EXPECT_FALSE(e.wants_input());
    EXPECT_EQ(e.receive(byte_view(frame).subspan(10'000), now), 0U);
    const auto next = e.next_timeout();
    ASSERT_TRUE(next);
    EXPECT_EQ((*next - now) / 1ms, 819) << "4096 bytes at 5000 a second";
    e.timeout(*next);
    EXPECT_TRUE(e.wants_input());
    EXPECT_EQ(e.receive(byte_view(frame).subspan(10'000), *next), 4096U);
}

TEST(receive_limit, runs_no_deadline_of_the_remotes_while_we_do_not_read) {
    auto config = receiving({.burst = 1000, .per_second = 100});
    config.times = usual_times();
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    const auto now = script.now();
    const auto stream = frame_of(1'000'000);
    (void)offered_until(e, stream, now, now + 2h);
    EXPECT_FALSE(e.ended()) << e.why_ended()->message();
}

TEST(receive_limit, shared_by_many_is_kept_by_all_together) {
    const auto together =
        std::make_shared<byte_rate>(rate_limit{.burst = 1000, .per_second = 1000});
    auto config = test::timeless();
    config.traffic.receive_in_total = together;
    std::vector<std::unique_ptr<engine>> all;
    const auto begun = test::beginning;
    for (std::uint8_t i = 0; i < 5; ++i) {
        all.push_back(
            std::make_unique<engine>(config, direction::inbound, begun, entropy::from_number(i))
        );
    }
    std::size_t taken = 0;
    const auto junk = frame_of(50'000);
    for (auto now = begun; now <= begun + 10s; now = now + 100ms) {
        for (auto& each : all) {
            each->timeout(now);
            if (each->wants_input()) taken += each->receive(junk, now);
        }
    }
    EXPECT_LE(taken, 11'000U);
    EXPECT_GE(taken, 5000U);
}

TEST(send_limit, is_kept_to_the_byte_over_any_span) {
    auto script = running(direction::inbound, sending({.burst = 10'000, .per_second = 5000}));
    auto& e = script.engine();
    const auto now = script.now() + 1h;
    const wire::message large("filler", shared_bytes(bytes(900'000)));
    ASSERT_TRUE(e.send(large, now));
    const auto written = written_until(e, now, now + 60s);
    EXPECT_LE(written, 10'000U + 60U * 5000);
    EXPECT_GE(written, 10'000U + 59U * 5000);
}

TEST(send_limit, is_kept_to_the_byte_when_what_was_granted_is_written_later) {
    auto script = running(direction::inbound, sending({.burst = 10'000, .per_second = 5000}));
    auto& e = script.engine();
    const auto now = script.now() + 1h;
    ASSERT_TRUE(e.send(wire::message("filler", shared_bytes(bytes(900'000))), now));
    const auto granted = e.transmit().bytes();
    EXPECT_EQ(granted, 10'000U);
    const auto later = now + 1min;  // the remote read nothing until then
    e.timeout(later);
    e.transmitted(granted, later);
    EXPECT_LE(granted + written_until(e, later, later), 10'000U);
}

TEST(send_limit, sends_everything_in_the_end) {
    auto script = running(direction::inbound, sending({.burst = 1000, .per_second = 1000}));
    auto& e = script.engine();
    const auto now = script.now() + 1h;
    for (std::uint64_t nonce = 1; nonce <= 200; ++nonce) {
        ASSERT_TRUE(e.send(wire::ping{nonce}, now));
    }
    EXPECT_EQ(written_until(e, now, now + 10s), 200 * ping_size);
    EXPECT_EQ(e.bytes_held(), 0U);
}

TEST(send_limit, is_no_fault_of_the_remotes) {
    auto config = sending({.burst = 100, .per_second = 10});
    config.times = usual_times();
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    const auto now = script.now();
    ASSERT_TRUE(e.send(wire::message("filler", shared_bytes(bytes(20'000))), now));
    auto written = written_until(e, now, now + 19min);
    EXPECT_FALSE(e.ended()) << e.why_ended()->message();
    EXPECT_GE(written, 10'000U);
}

TEST(send_limit, a_remote_that_does_not_read_is_still_noticed) {
    auto config = sending({.burst = 1000, .per_second = 1000});
    config.times = usual_times();
    config.times->ping_interval = 0s;
    config.times->inactivity_timeout = 0s;
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    auto now = script.now();
    ASSERT_TRUE(e.send(wire::message("filler", shared_bytes(bytes(200))), now));
    for (int i = 0; i < 3600 && !e.ended(); ++i) {
        now = now + 1s;
        e.timeout(now);
    }
    ASSERT_TRUE(e.ended());
    EXPECT_EQ(e.why_ended()->reason, disconnect_reason::write_timeout);
}

TEST(traffic_limits, of_zero_are_none) {
    auto script = running(direction::inbound, test::timeless());
    auto& e = script.engine();
    const auto frame = frame_of(1'000'000);
    EXPECT_EQ(e.receive(frame, script.now()), frame.size());
    EXPECT_FALSE(e.next_timeout());
}

TEST(traffic_limits, of_next_to_nothing_make_no_loop_spin) {
    const auto now = test::beginning;
    engine e(
        receiving({.burst = 0, .per_second = 0.01}),
        direction::inbound,
        now,
        entropy::from_number(1)
    );
    EXPECT_LE(offered_until(e, frame_of(1000), now, now + 1h), 38U);
}

}  // namespace
}  // namespace bitpeer
