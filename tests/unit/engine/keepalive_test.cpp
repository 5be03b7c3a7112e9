/// Pings, pongs, and what happens when nothing comes (BIP31; the times are Bitcoin Core's).

#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::remote_version;
using test::running;
using test::transcript;
using namespace std::chrono_literals;

/// Our handshake takes no time here, so that the first ping leaves at 0 s.
transcript connected(const peer_config& config = regtest_config()) {
    return running(direction::inbound, config);
}

/// Inactivity cannot interfere.
peer_config without_inactivity() {
    auto config = regtest_config();
    config.times = timing{.inactivity_timeout = {}};
    return config;
}

TEST(keepalive, pings_at_once_and_every_two_minutes) {
    auto script = connected();
    for (int minute = 0; minute < 60; minute += 2) {
        script.receives(wire::pong{script.last_ping_nonce()})
            .emits<ping_answered>()
            .at(std::chrono::minutes(minute) + 2min - 1ns)
            .stays_quiet()
            .at(std::chrono::minutes(minute) + 2min)
            .sends<wire::ping>();
    }
}

TEST(keepalive, nonces_are_never_zero_and_never_twice_the_same) {
    auto script = connected();
    std::uint64_t before = 0;
    for (int round = 1; round < 100; ++round) {
        EXPECT_NE(script.last_ping_nonce(), 0U);
        EXPECT_NE(script.last_ping_nonce(), before);
        before = script.last_ping_nonce();
        script.receives(wire::pong{before}).never_mind().at(round * 2min).never_mind();
    }
}

TEST(keepalive, answers_a_ping_with_its_nonce) {
    connected()
        .receives(wire::ping{0x0807060504030201})
        .sends(wire::pong{0x0807060504030201})
        .receives(wire::ping{0})
        .sends(wire::pong{0});
}

TEST(keepalive, up_to_60000_pings_have_no_nonce_and_no_answer) {
    auto theirs = remote_version();
    theirs.protocol_version = 60000;
    auto script = running(direction::inbound, without_inactivity(), theirs);
    script.receives(wire::ping{}, {.protocol_version = 60000})
        .stays_quiet()
        .at(2min)
        .sends<wire::ping>()
        .at(4min)
        .sends<wire::ping>()
        .at(24min)
        .never_mind();
    EXPECT_FALSE(script.engine().ended()) << "nobody can answer such a ping";
}

TEST(keepalive, measures_the_round_trip) {
    auto script = connected();
    script.at(300ms)
        .receives(wire::pong{script.last_ping_nonce()})
        .emits<ping_answered>([](const auto& told) { return told.round_trip == 300ms; });
    script.at(2min)
        .sends<wire::ping>()
        .at(2min + 100ms)
        .receives(wire::pong{script.last_ping_nonce()})
        .never_mind();
    script.at(4min)
        .sends<wire::ping>()
        .at(4min + 500ms)
        .receives(wire::pong{script.last_ping_nonce()})
        .never_mind();
    EXPECT_EQ(script.engine().statistics().last_ping, 500ms);
    EXPECT_EQ(script.engine().statistics().minimum_ping, 100ms);
}

TEST(keepalive, a_pong_that_does_not_match_is_ignored) {
    auto script = connected();
    script.receives(wire::pong{script.last_ping_nonce() + 1}).stays_quiet();
    EXPECT_FALSE(script.engine().statistics().last_ping);
    script.at(20min).ends(disconnect_reason::pong_timeout);
}

TEST(keepalive, a_pong_of_zero_gives_the_measurement_up) {
    auto script = connected(without_inactivity());
    script.receives(wire::pong{0}).stays_quiet().at(2min).sends<wire::ping>();
    EXPECT_FALSE(script.engine().statistics().last_ping);
    script.receives(wire::pong{0})
        .at(4min)
        .sends<wire::ping>()
        .receives(wire::pong{0})
        .at(5min)
        .stays_quiet();
}

TEST(keepalive, a_pong_that_is_too_short_gives_the_measurement_up) {
    auto script = connected(without_inactivity());
    script.receives({"pong", shared_bytes(bytes(7))})
        .drops(drop_reason::malformed, "pong")
        .at(2min)
        .sends<wire::ping>()
        .receives({"pong", shared_bytes(bytes{})})
        .drops(drop_reason::malformed, "pong")
        .at(4min)
        .sends<wire::ping>();
}

TEST(keepalive, a_pong_that_is_too_long_counts) {
    auto script = connected();
    bytes longer(12);
    store_le(longer.data(), script.last_ping_nonce());
    script.receives({"pong", shared_bytes(std::move(longer))}).emits<ping_answered>();
}

TEST(keepalive, a_pong_that_nobody_asked_for_is_ignored) {
    auto script = connected();
    const auto nonce = script.last_ping_nonce();
    script.receives(wire::pong{nonce})
        .emits<ping_answered>()
        .receives(wire::pong{nonce})
        .stays_quiet()
        .receives(wire::pong{0})
        .stays_quiet();
}

TEST(keepalive, a_ping_that_is_not_answered_for_20_minutes_ends_the_connection) {
    connected(without_inactivity())
        .at(20min - 1ns)
        .stays_quiet()
        .at(20min)
        .ends(disconnect_reason::pong_timeout);
}

TEST(keepalive, no_second_ping_is_sent_while_one_is_not_answered) {
    connected().at(19min).stays_quiet();
}

TEST(keepalive, other_messages_do_not_stand_in_for_a_pong) {
    auto script = connected();
    for (int minute = 1; minute < 20; ++minute) {
        script.at(std::chrono::minutes(minute)).receives(wire::ping{1}).sends(wire::pong{1});
    }
    script.at(20min).ends(disconnect_reason::pong_timeout);
}

/// Pings, but no deadline for their answers.
peer_config without_pong_timeout() {
    auto config = regtest_config();
    config.times = timing{.pong_timeout = {}, .write_timeout = 2min};
    return config;
}

void send_getaddr(engine& e, instant now) { EXPECT_TRUE(e.send(wire::getaddr{}, now)); }

TEST(keepalive_inactivity, ends_a_connection_on_which_nothing_is_received_for_20_minutes) {
    auto script = connected(without_pong_timeout());
    script.at(5min).does(send_getaddr).never_mind().receives(wire::getaddr{}).stays_quiet();
    script.at(20min).does(send_getaddr).never_mind();
    script.at(25min - 1ns).stays_quiet().at(25min).ends(disconnect_reason::inactivity);
}

TEST(keepalive_inactivity, is_not_put_off_by_unknown_messages) {
    auto script = connected(without_pong_timeout());
    script.at(5min).receives(wire::getaddr{});
    for (int minute = 6; minute < 25; ++minute) {
        script.at(std::chrono::minutes(minute)).receives({"neverheardof", {}}).never_mind();
    }
    script.at(25min - 1ns).never_mind().at(25min).ends(disconnect_reason::inactivity);
}

TEST(keepalive_inactivity, is_not_put_off_by_messages_that_cannot_be_read) {
    auto script = connected(without_pong_timeout());
    const bytes cut_off{1};
    for (int minute = 1; minute < 20; ++minute) {
        script.at(std::chrono::minutes(minute))
            .receives({"inv", shared_bytes::copy(cut_off)})
            .never_mind();
    }
    script.at(20min).ends(disconnect_reason::inactivity);
}

/// A peer with a ping of 8 + 24 bytes to write.
transcript with_a_pong_to_write(const peer_config& config) {
    auto script = connected(config);
    script.at(5min).blocks_writing().receives(wire::ping{1});
    return script;
}

TEST(keepalive_writing, each_message_has_its_time) {
    auto config = without_pong_timeout();
    config.times->ping_interval = {};
    with_a_pong_to_write(config)
        .at(7min - 1ns)
        .stays_quiet()
        .at(7min)
        .ends(disconnect_reason::write_timeout);
}

TEST(keepalive_writing, a_large_message_has_more_time) {
    auto config = without_pong_timeout();
    config.times->ping_interval = {};
    config.times->inactivity_timeout = {};
    config.times->write_rate = 1000;
    auto script = connected(config);
    const wire::message large("large", shared_bytes(bytes(60'000 - 24)));
    script.at(5min)
        .blocks_writing()
        .does([&](engine& e, instant now) { EXPECT_TRUE(e.send(large, now)); })
        .at(5min + 3min - 1ns)
        .stays_quiet()
        .at(8min)
        .emits<send_completed>()
        .ends(disconnect_reason::write_timeout);
}

TEST(keepalive_writing, a_trickle_of_bytes_gives_no_message_more_time) {
    auto config = without_pong_timeout();
    config.times->ping_interval = {};
    auto script = with_a_pong_to_write(config);
    for (int step = 1; step <= 11; ++step) {
        script.after(10s).does([](engine& e, instant now) { e.transmitted(1, now); });
    }
    script.at(7min).ends(disconnect_reason::write_timeout);
}

TEST(keepalive_writing, the_next_message_has_a_time_of_its_own) {
    auto config = without_pong_timeout();
    config.times->ping_interval = {};
    auto script = with_a_pong_to_write(config);
    script.at(6min)
        .receives(wire::ping{2})
        .at(6min + 30s)
        .does([](engine& e, instant now) { e.transmitted(32, now); })
        .at(8min + 30s - 1ns)
        .stays_quiet()
        .at(8min + 30s)
        .ends(disconnect_reason::write_timeout);
}

/// Bitcoin Core never meets this, since it always pings.
TEST(keepalive_inactivity, is_not_that_we_have_nothing_to_say) {
    auto config = regtest_config();
    config.times = timing{.ping_interval = {}};
    auto script = connected(config);
    for (int minute = 1; minute < 60; ++minute) {
        script.at(std::chrono::minutes(minute)).receives(wire::getaddr{}).stays_quiet();
    }
    script.is(stage::running);
}

TEST(keepalive, each_time_is_what_the_configuration_says_and_zero_is_never) {
    auto config = regtest_config();
    config.times = timing{.ping_interval = 10s, .pong_timeout = 25s};
    connected(config).at(25s).ends(disconnect_reason::pong_timeout);
    connected(test::timeless()).at(1000h).stays_quiet().is(stage::running);
}

TEST(keepalive_owner, may_ping_at_any_time) {
    auto script = connected(test::timeless());
    std::optional<ticket> id;
    script.does([&](engine& e, instant now) { id = e.ping(now).value(); })
        .sends<wire::ping>()
        .completes(id.value(), send_outcome::written)
        .after(70ms)
        .receives(wire::pong{script.last_ping_nonce()})
        .emits<ping_answered>([](const auto& told) { return told.round_trip == 70ms; });
}

TEST(keepalive_owner, has_to_wait_for_the_handshake) {
    transcript script(direction::outbound);
    const auto refused = script.engine().ping(script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::too_early);
}

TEST(keepalive_owner, gets_an_answer_to_every_ping_even_when_they_overlap) {
    auto script = connected(test::timeless());
    const auto ping = [](engine& e, instant now) { EXPECT_TRUE(e.ping(now)); };
    script.does(ping).never_mind();
    const auto first = script.last_ping_nonce();
    script.after(100ms).does(ping).never_mind();
    const auto second = script.last_ping_nonce();
    script.after(100ms).receives(wire::pong{first}).emits<ping_answered>([](const auto& told) {
        return told.round_trip == 200ms;
    });
    script.after(100ms).receives(wire::pong{second}).emits<ping_answered>([](const auto& told) {
        return told.round_trip == 200ms;
    });
}

TEST(keepalive_owner, cannot_keep_a_dead_connection_alive_by_pinging) {
    auto script = connected(without_inactivity());
    for (int minute = 1; minute < 20; ++minute) {
        script.at(std::chrono::minutes(minute))
            .does([](engine& e, instant now) { EXPECT_TRUE(e.ping(now)); })
            .never_mind();
    }
    script.at(20min).ends(disconnect_reason::pong_timeout);
}

TEST(keepalive_owner, is_not_disconnected_for_a_ping_that_was_refused) {
    auto config = without_inactivity();
    config.times->ping_interval = {};
    config.budgets.send_queue = 1000;
    auto script = connected(config);
    script.blocks_writing().does([](engine& e, instant now) {
        ASSERT_TRUE(e.send({"filler", shared_bytes(bytes(2000))}, now));
        const auto refused = e.ping(now);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, misuse::back_pressure);
    });
    script.lets_write().never_mind().at(21min).stays_quiet().is(stage::running);
}

}  // namespace
}  // namespace bitpeer
