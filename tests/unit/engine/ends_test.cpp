/// How connections end: for one reason, the first, and for good.

#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::joined;
using test::raw_frame;
using test::regtest_config;
using test::remote_version;
using test::running;
using test::transcript;
using namespace std::chrono_literals;

bytes foreign_frame() {
    auto frame = raw_frame("version", {});
    frame.magic = networks::bitcoin.magic;
    return frame.bytes();
}

bytes oversize_frame() {
    auto frame = raw_frame("block", {});
    frame.length = 4'000'001;
    return frame.bytes();
}

TEST(end, by_a_foreign_magic_names_both_networks) {
    transcript(direction::inbound)
        .receives_bytes(foreign_frame())
        .emits<disconnected>([](const disconnected& end) {
            EXPECT_EQ(end.why.reason, disconnect_reason::wrong_magic);
            EXPECT_NE(end.why.detail.find("f9beb4d9 (bitcoin)"), std::string::npos)
                << end.why.detail;
            EXPECT_NE(end.why.detail.find("fabfb5da"), std::string::npos) << end.why.detail;
        })
        .stays_quiet();
}

TEST(end, by_an_oversize_claim_tells_the_claim) {
    running(direction::outbound)
        .receives_bytes(oversize_frame())
        .emits<disconnected>([](const disconnected& end) {
            EXPECT_EQ(end.why.reason, disconnect_reason::payload_too_large);
            EXPECT_NE(end.why.detail.find("4000001"), std::string::npos) << end.why.detail;
        });
}

TEST(end, of_the_stream_and_of_the_connection_are_different_things) {
    running(direction::outbound).closed().ends(disconnect_reason::closed_by_remote);
    running(direction::outbound)
        .closed({.failed = true, .detail = "connection reset by peer"})
        .emits<disconnected>([](const disconnected& end) {
            EXPECT_EQ(end.why.reason, disconnect_reason::connection_failed);
            EXPECT_EQ(end.why.message(), "connection_failed: connection reset by peer");
        });
}

TEST(end, on_request_drops_what_is_queued) {
    ticket queued{};
    ticket waiting{};
    running(direction::outbound)
        .blocks_writing()
        .does([&](engine& e, instant now) { queued = e.send(wire::getaddr{}, now).value(); })
        .does([](engine& e, instant now) { e.disconnect(now); })
        .completes(queued, send_outcome::dropped_at_end)
        .ends(disconnect_reason::requested)
        .lets_write()
        .stays_quiet();
    transcript(direction::inbound)
        .does([&](engine& e, instant now) { waiting = e.send(wire::getaddr{}, now).value(); })
        .does([](engine& e, instant now) { e.disconnect(now); })
        .completes(waiting, send_outcome::dropped_at_end)
        .ends(disconnect_reason::requested);
}

TEST(end, by_a_feature_that_cannot_be_read) {
    auto config = regtest_config();
    config.protocol_version = 70017;
    auto theirs = remote_version();
    theirs.protocol_version = 70017;
    const bytes bad[] = {
        {},                            // nothing
        {0},                           // an id of no bytes
        {3, 'a', 'b', 'c', 0},         // an id of three
        {4, 'a', 'b', 'c', 'd'},       // no data
        {4, 'a', 'b', 'c', 'd', 1},    // data that ends early
        {4, 'a', 'b', 'c', 'd', 0, 9}  // something behind it
    };
    for (const auto& payload : bad) {
        transcript(direction::inbound, config)
            .receives(theirs)
            .never_mind()
            .receives({wire::feature::command, shared_bytes::copy(payload)})
            .drops(drop_reason::malformed, "feature")
            .ends(disconnect_reason::malformed_negotiation);
    }
}

/// BIP434: nobody below 70017 may send it.
TEST(end, by_a_feature_from_a_remote_that_is_too_old_for_features) {
    auto config = regtest_config();
    config.protocol_version = 70017;
    transcript script(direction::inbound, config);
    script
        .receives(remote_version())  // 70016
        .never_mind()
        .receives(wire::feature{"BIP999", {}}, {.protocol_version = 70017})
        .never_mind();
    EXPECT_TRUE(script.engine().ended());
}

TEST(end_first_cause, wins_and_stays) {
    const std::vector<std::function<void(transcript&)>> causes{
        [](transcript& s) { s.closed({.failed = true, .detail = "later"}); },
        [](transcript& s) { s.closed(); },
        [](transcript& s) { s.does([](engine& e, instant now) { e.disconnect(now); }); },
        [](transcript& s) { s.receives_bytes(foreign_frame()); },
        [](transcript& s) { s.receives_bytes(oversize_frame()); },
        [](transcript& s) { s.at(100h); },
        [](transcript& s) { s.receives(wire::wtxidrelay{}); },
    };
    for (std::size_t first = 0; first < causes.size(); ++first) {
        auto script = running(direction::inbound);
        causes[first](script);
        ASSERT_TRUE(script.engine().ended()) << first;
        const auto why = script.engine().why_ended()->message();
        script.never_mind();
        for (const auto& later : causes) {
            later(script);
            script.stays_quiet();
            EXPECT_EQ(script.engine().why_ended()->message(), why);
        }
    }
}

TEST(end_first_cause, is_told_by_the_last_event) {
    transcript script(direction::outbound);
    script.never_mind().closed({true, "reset"});
    script.emits<disconnected>([&](const disconnected& end) {
        EXPECT_EQ(end.why.reason, disconnect_reason::connection_failed);
        EXPECT_EQ(end.why.detail, "reset");
    });
    ASSERT_TRUE(script.engine().why_ended());
    EXPECT_EQ(script.engine().why_ended()->detail, "reset");
    EXPECT_FALSE(script.engine().poll_event());
}

TEST(end_first_cause, what_comes_behind_it_in_the_same_read_is_not_heard) {
    const auto stream = joined({
        raw_frame("ping", bytes(8, 1)).bytes(),
        raw_frame("wtxidrelay", {}).bytes(),
        raw_frame("ping", bytes(8, 2)).bytes(),
        foreign_frame(),
    });
    auto script = running(direction::inbound);
    auto& e = script.engine();
    EXPECT_EQ(e.receive(stream, script.now()), stream.size()) << "the rest is taken, and let go";
    EXPECT_TRUE(std::holds_alternative<message_arrived>(e.poll_event().value()));
    EXPECT_EQ(
        std::get<disconnected>(e.poll_event().value()).why.reason,
        disconnect_reason::negotiation_after_handshake
    );
    EXPECT_FALSE(e.poll_event());
    EXPECT_TRUE(e.transmit().empty());
}

TEST(ended_engine, does_nothing_whatever_is_called) {
    for (const bool early : {false, true}) {
        auto script = early ? transcript(direction::inbound) : running(direction::inbound);
        script.never_mind().blocks_writing();
        auto& e = script.engine();
        if (early) {
            script.receives(remote_version());
        } else {
            ASSERT_TRUE(e.send(wire::getaddr{}, script.now()));
        }
        const auto in_flight = e.transmit().bytes();
        EXPECT_GT(in_flight, 0U);
        script.closed().never_mind();
        const auto before = e.statistics();
        const auto now = script.now() + 1h;
        for (int round = 0; round < 3; ++round) {
            EXPECT_EQ(e.receive(raw_frame("ping", bytes(8)).bytes(), now), 32U)
                << "taken and let go";
            e.timeout(now);
            e.closed({.failed = true, .detail = "again"}, now);
            e.transmitted(in_flight, now);  // a write that was under way comes back
            e.disconnect(now);
            EXPECT_EQ(e.send(wire::getaddr{}, now).error().code, misuse::ended);
            EXPECT_EQ(e.ping(now).error().code, misuse::ended);
            EXPECT_EQ(e.request_headers({}, 1s, now).error().code, misuse::ended);
            EXPECT_EQ(e.request_block({}, 1s, now).error().code, misuse::ended);
            EXPECT_FALSE(e.poll_event());
            EXPECT_TRUE(e.transmit().empty());
            EXPECT_FALSE(e.next_timeout());
            EXPECT_FALSE(e.wants_input());
            EXPECT_TRUE(e.ended());
            EXPECT_EQ(e.state(), stage::ended);
            EXPECT_EQ(e.bytes_held(), 0U);
        }
        EXPECT_EQ(e.why_ended()->reason, disconnect_reason::closed_by_remote);
        EXPECT_EQ(e.statistics().bytes_received, before.bytes_received);
        EXPECT_EQ(e.statistics().bytes_sent, before.bytes_sent);
        EXPECT_EQ(e.statistics().messages_received, before.messages_received);
    }
}

TEST(disconnect_reasons, have_stable_names_and_somebody_to_blame) {
    using enum disconnect_reason;
    const struct {
        disconnect_reason reason;
        std::string_view name;
        fault who;
    } expected[] = {
        {wrong_magic, "wrong_magic", fault::remote},
        {payload_too_large, "payload_too_large", fault::remote},
        {v1_refused, "v1_refused", fault::remote},
        {own_key, "own_key", fault::remote},
        {speaks_v1, "speaks_v1", fault::remote},
        {no_terminator, "no_terminator", fault::remote},
        {packet_too_large, "packet_too_large", fault::remote},
        {bad_tag, "bad_tag", fault::remote},
        {not_admitted, "not_admitted", fault::local},
        {obsolete_protocol_version, "obsolete_protocol_version", fault::remote},
        {missing_services, "missing_services", fault::remote},
        {negotiation_after_handshake, "negotiation_after_handshake", fault::remote},
        {malformed_negotiation, "malformed_negotiation", fault::remote},
        {handshake_timeout, "handshake_timeout", fault::remote},
        {pong_timeout, "pong_timeout", fault::remote},
        {inactivity, "inactivity", fault::remote},
        {self_connection, "self_connection", fault::local},
        {closed_by_remote, "closed_by_remote", fault::network},
        {connection_failed, "connection_failed", fault::network},
        {requested, "requested", fault::local},
    };
    for (const auto& [reason, name, who] : expected) {
        EXPECT_EQ(to_string(reason), name);
        EXPECT_EQ(to_string(fault_of(reason)), to_string(who)) << name;
        EXPECT_EQ((disconnect{reason, {}}.message()), name);
        EXPECT_EQ((disconnect{reason, "more"}.message()), std::string(name) + ": more");
    }
}

}  // namespace
}  // namespace bitpeer
