/// The checkers must find what they are for. Engines do not misbehave, so they are told lies.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/double_run.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer::sim {
namespace {

using namespace std::chrono_literals;

class checkers : public testing::Test {
protected:
    static peer_config regtest() {
        peer_config config;
        config.network = networks::bitcoin_regtest;
        config.transports = transport_policy::v1_only;
        return config;
    }
    void connect() { space.connect(alice, bob); }
    void run() { space.run_for(1s); }
    void expect_found(const std::string& text) {
        ASSERT_FALSE(space.violations().empty()) << "nothing was found";
        EXPECT_NE(space.violations().back().find(text), std::string::npos)
            << space.violations().back();
    }

    world space{1};
    peer& alice = space.add<peer>("alice", regtest());
    peer& bob = space.add<peer>("bob", regtest());
};

TEST_F(checkers, find_nothing_when_nothing_is_wrong) {
    connect();
    space.run_for(3h);
    space.finish();
    EXPECT_TRUE(space.violations().empty());
}

TEST_F(checkers, find_a_completion_that_comes_twice) {
    connect();
    run();
    const auto id = alice.send(wire::getaddr{}).value();  // completes at once
    space.tell(&observer::happened, alice, event(send_completed{id, send_outcome::written}));
    expect_found("alice: ticket");
    expect_found("not open");
}

TEST_F(checkers, find_a_completion_that_never_comes) {
    connect();
    run();
    space.tell(&observer::accepted, alice, ticket{4711});
    EXPECT_TRUE(space.violations().empty());
    space.finish();
    expect_found("alice: ticket 4711 never completed");
}

TEST_F(checkers, find_a_ticket_that_is_given_out_twice) {
    connect();
    run();
    space.tell(&observer::accepted, alice, ticket{4711});
    space.tell(&observer::accepted, alice, ticket{4711});
    expect_found("given out twice");
}

TEST_F(checkers, find_words_after_the_last_word) {
    connect();
    run();
    alice.disconnect();
    EXPECT_TRUE(space.violations().empty());
    space.tell(&observer::happened, alice, event(ping_answered{}));
    expect_found("an event after `disconnected`: ping_answered");
    space.tell(&observer::wrote, alice, byte_view(bytes{1}));
    EXPECT_NE(space.violations()[1].find("writes after its end"), std::string::npos);
}

TEST_F(checkers, find_a_message_before_its_time) {
    connect();
    const auto early = behaviours::framed(networks::bitcoin_regtest, {wire::getaddr{}});
    space.tell(&observer::wrote, alice, byte_view(early));  // alice is awaiting a version
    expect_found("alice: sent getaddr, but the remote's `verack` has not come");
}

TEST_F(checkers, find_a_first_message_that_is_no_version) {
    connect();
    const auto verack = behaviours::framed(networks::bitcoin_regtest, {wire::verack{}});
    space.tell(&observer::wrote, bob, byte_view(verack));
    expect_found("bob: sent verack, but the first message is `version`");
}

TEST_F(checkers, find_a_second_version_and_a_second_verack) {
    connect();
    run();
    const auto version =
        behaviours::framed(networks::bitcoin_regtest, {behaviours::ordinary_version()});
    space.tell(&observer::wrote, alice, byte_view(version));
    expect_found("sent version, but");
    const auto verack = behaviours::framed(networks::bitcoin_regtest, {wire::verack{}});
    space.tell(&observer::wrote, alice, byte_view(verack));
    expect_found("`verack` is sent once");
}

TEST_F(checkers, find_bytes_that_are_no_messages) {
    connect();
    run();
    space.tell(&observer::wrote, alice, byte_view(bytes(30, 0xff)));
    expect_found("sent what no remote accepts");
}

TEST_F(checkers, know_what_the_contract_allows) {
    const auto bound = memory_bound(alice);
    EXPECT_GT(bound, alice.config().budgets.undelivered_events + alice.config().budgets.send_queue);
    EXPECT_LT(bound, 30'000'000U);
}

// The double run.

void quiet_story(world& space) {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transport_policy::v1_only;
    auto& alice = space.add<peer>("alice", config);
    auto& bob = space.add<peer>("bob", config);
    space.connect(alice, bob, {.jitter = 100ms, .piece_max = 3});
    space.run_for(10min);
}

TEST(double_run, of_a_deterministic_story_finds_nothing) {
    const auto report = double_run(5, quiet_story);
    EXPECT_TRUE(report.ok()) << report.message();
    EXPECT_GT(report.steps, 50U);
    EXPECT_EQ(report.seed, 5U);
    EXPECT_EQ(
        report.message(), "seed 5: 0 violations in " + std::to_string(report.steps) + " steps"
    );
}

TEST(double_run, has_another_trace_for_another_seed) {
    EXPECT_NE(double_run(5, quiet_story).trace, double_run(6, quiet_story).trace);
    EXPECT_EQ(double_run(5, quiet_story).trace, double_run(5, quiet_story).trace);
}

TEST(double_run, catches_a_story_that_depends_on_something_else) {
    int told = 0;
    const auto report = double_run(5, [&](world& space) {
        ++told;
        auto& left = space.add<script>("left", networks::bitcoin_regtest, behaviours::silent());
        auto& right = space.add<script>("right", networks::bitcoin_regtest, behaviours::silent());
        space.connect(left, right);
        space.run_for(1s);
        left.say(bytes{static_cast<std::uint8_t>(told)});
        space.run_until_idle();
    });
    ASSERT_FALSE(report.ok());
    EXPECT_NE(report.message().find("differs from step"), std::string::npos) << report.message();
}

TEST(double_run, reports_what_the_checkers_found) {
    const auto report = double_run(9, [](world& space) { space.violation("x: broke a promise"); });
    EXPECT_EQ(report.message(), "seed 9: 1 violations in 0 steps\n  0.000000s x: broke a promise");
}

TEST(narration, is_a_line_for_everything_that_happens) {
    world space(1);
    std::vector<std::string> lines;
    space.narrate([&](std::string_view line) { lines.emplace_back(line); });
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transport_policy::v1_only;
    space.connect(
        space.add<peer>("alice", config), space.add<peer>("bob", config), {.latency = 50ms}
    );
    space.run_for(1s);
    ASSERT_GT(lines.size(), 20U);
    EXPECT_EQ(lines[0], "0.000000s bob: connected, was dialled");
    EXPECT_EQ(lines[1], "0.000000s alice: connected, dialled");
    const auto has = [&](std::string_view text) {
        return std::ranges::any_of(lines, [&](const auto& line) { return line == text; });
    };
    EXPECT_TRUE(has("0.100000s alice: message_arrived verack, 24 bytes"));
    EXPECT_TRUE(has("0.100000s alice: handshake_completed at protocol version 70017 in 0.100000s"));
    EXPECT_TRUE(has("0.200000s alice: ping_answered in 0.100000s"));
}

TEST(text_of, names_events_and_moments) {
    EXPECT_EQ(text_of(world::beginning + 90s + 5us), "90.000005s");
    EXPECT_EQ(
        text_of(event(disconnected{{disconnect_reason::pong_timeout, "no pong"}})),
        "disconnected pong_timeout: no pong"
    );
    EXPECT_EQ(
        text_of(event(send_completed{ticket{3}, send_outcome::dropped_at_end})),
        "send_completed ticket 3: dropped_at_end"
    );
    EXPECT_EQ(
        text_of(event(request_completed{ticket{4}, failed(request_error::timed_out)})),
        "request_completed ticket 4: timed_out"
    );
    EXPECT_EQ(
        text_of(event(message_dropped{drop_reason::bad_checksum, "tx", 99, {}})),
        "message_dropped tx, 99 bytes: bad_checksum"
    );
}

}  // namespace
}  // namespace bitpeer::sim
