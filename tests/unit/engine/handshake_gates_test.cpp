/// Handshake messages at the wrong time, too early, twice or never.

#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::remote_version;
using test::transcript;
using namespace std::chrono_literals;

TEST(handshake_leak, nothing_but_version_is_heard_before_version) {
    transcript(direction::inbound)
        .receives(wire::verack{})
        .drops(drop_reason::out_of_place, "verack")
        .receives(wire::ping{1})
        .drops(drop_reason::out_of_place, "ping")
        .receives(wire::wtxidrelay{})
        .drops(drop_reason::out_of_place, "wtxidrelay")
        .receives(wire::sendheaders{})
        .drops(drop_reason::out_of_place, "sendheaders")
        .receives(wire::getaddr{})
        .drops(drop_reason::out_of_place, "getaddr")
        .receives({"neverheardof", {}})
        .drops(drop_reason::out_of_place, "neverheardof")
        .is(stage::awaiting_version)
        .stays_quiet();
}

TEST(handshake_leak, nothing_but_negotiation_is_answered_before_verack) {
    transcript(direction::inbound)
        .receives(remote_version())
        .never_mind()
        .receives(wire::ping{1})
        .drops(drop_reason::out_of_place, "ping")
        .receives(wire::pong{1})
        .drops(drop_reason::out_of_place, "pong")
        .receives(wire::getaddr{})
        .drops(drop_reason::out_of_place, "getaddr")
        .receives({"neverheardof", {}})
        .drops(drop_reason::out_of_place, "neverheardof")
        .is(stage::awaiting_verack)
        .receives(wire::verack{})
        .emits<handshake_completed>();
}

TEST(handshake_leak, no_ping_goes_out_before_verack) {
    transcript(direction::inbound).receives(remote_version()).never_mind().after(59s).stays_quiet();
}

TEST(handshake_duplicates, a_second_version_is_ignored_and_changes_nothing) {
    auto other = remote_version();
    other.protocol_version = 70012;
    other.nonce = 5;
    transcript script(direction::inbound);
    script.receives(remote_version())
        .never_mind()
        .receives(other)
        .drops(drop_reason::out_of_place, "version")
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::ping>()
        .receives(other)
        .drops(drop_reason::out_of_place, "version")
        .stays_quiet();
    EXPECT_EQ(script.engine().negotiated().remote, remote_version());
}

TEST(handshake_duplicates, a_second_verack_is_ignored) {
    test::running(direction::outbound)
        .receives(wire::verack{})
        .drops(drop_reason::out_of_place, "verack")
        .stays_quiet()
        .is(stage::running);
}

TEST(handshake_late, negotiation_after_verack_ends_the_connection) {
    test::running(direction::inbound)
        .receives(wire::wtxidrelay{})
        .ends(disconnect_reason::negotiation_after_handshake);
    test::running(direction::outbound)
        .receives(wire::sendaddrv2{})
        .ends(disconnect_reason::negotiation_after_handshake);
    test::running(direction::outbound)
        .receives(wire::feature{"BIP999", {}}, {.protocol_version = 70017})
        .ends(disconnect_reason::negotiation_after_handshake);
}

TEST(handshake_early, lasting_wishes_may_come_before_verack) {
    transcript(direction::inbound)
        .receives(remote_version())
        .never_mind()
        .receives(wire::sendheaders{})
        .receives(wire::sendcmpct{true, 2})
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            EXPECT_TRUE(done.negotiated->remote_wants_headers);
            EXPECT_EQ(done.negotiated->remote_compact_blocks, (wire::sendcmpct{true, 2}));
        });
}

TEST(handshake_early, lasting_wishes_may_come_and_change_later) {
    auto script = test::running(direction::inbound);
    const auto& agreed = script.engine().negotiated();
    EXPECT_FALSE(agreed.remote_wants_headers);
    EXPECT_FALSE(agreed.remote_compact_blocks);
    EXPECT_EQ(agreed.remote_fee_filter, 0);
    script.receives(wire::sendheaders{})
        .receives(wire::sendcmpct{false, 2})
        .receives(wire::feefilter{1000});
    EXPECT_TRUE(agreed.remote_wants_headers);
    EXPECT_EQ(agreed.remote_compact_blocks, (wire::sendcmpct{false, 2}));
    EXPECT_EQ(agreed.remote_fee_filter, 1000);
    script.receives(wire::sendcmpct{true, 2}).receives(wire::feefilter{2'100'000'000'000'000});
    EXPECT_EQ(agreed.remote_compact_blocks, (wire::sendcmpct{true, 2}));
    EXPECT_EQ(agreed.remote_fee_filter, 2'100'000'000'000'000);
}

TEST(handshake_early, fee_rates_beyond_all_coins_are_not_noted) {
    auto script = test::running(direction::inbound);
    script.receives(wire::feefilter{5})
        .receives(wire::feefilter{-1})
        .receives(wire::feefilter{2'100'000'000'000'001});
    EXPECT_EQ(script.engine().negotiated().remote_fee_filter, 5);
}

// How long it may take.

TEST(handshake_timeout, ends_a_connection_on_which_nothing_comes_after_60_s) {
    for (const auto role : {direction::inbound, direction::outbound}) {
        transcript(role)
            .never_mind()
            .at(60s - 1ns)
            .stays_quiet()
            .at(60s)
            .ends(disconnect_reason::handshake_timeout)
            .stays_quiet();
    }
}

TEST(handshake_timeout, counts_from_the_beginning_whatever_comes) {
    transcript(direction::inbound)
        .at(40s)
        .receives(remote_version())
        .never_mind()
        .at(50s)
        .receives(wire::ping{1})
        .never_mind()
        .at(60s - 1ns)
        .stays_quiet()
        .at(60s)
        .ends(disconnect_reason::handshake_timeout);
}

TEST(handshake_timeout, is_over_with_the_handshake) {
    transcript(direction::inbound)
        .at(60s - 1ns)
        .receives(remote_version())
        .never_mind()
        .receives(wire::verack{})
        .never_mind()
        .at(61s)
        .stays_quiet()
        .is(stage::running);
}

TEST(handshake_timeout, is_what_the_configuration_says) {
    auto config = regtest_config();
    config.times = timing{.handshake_timeout = 5s};
    transcript(direction::inbound, config).at(5s).ends(disconnect_reason::handshake_timeout);
    config.times->handshake_timeout = 0s;
    transcript(direction::inbound, config).at(1000h).stays_quiet().is(stage::awaiting_version);
}

TEST(handshake_clock, tells_how_far_the_remotes_is_ahead) {
    auto theirs = remote_version();
    theirs.timestamp += 90;
    transcript script(direction::inbound);
    EXPECT_FALSE(script.engine().statistics().time_offset);
    script.at(30s).receives(theirs).never_mind();
    EXPECT_EQ(script.engine().statistics().time_offset, 60);
}

/// Found by fuzzing: the difference had no value.
TEST(handshake_clock, tells_the_most_where_the_remotes_is_as_wrong_as_can_be) {
    using limits = std::numeric_limits<std::int64_t>;
    for (const auto said : {limits::min(), limits::max()}) {
        auto theirs = remote_version();
        theirs.timestamp = said;
        transcript script(direction::inbound);
        script.receives(theirs).never_mind();
        const auto ours = script.now().unix_seconds();
        ASSERT_GT(ours, 0);
        const auto offset = script.engine().statistics().time_offset;
        EXPECT_EQ(offset, said < 0 ? limits::min() : limits::max() - ours);
    }
}

}  // namespace
}  // namespace bitpeer
