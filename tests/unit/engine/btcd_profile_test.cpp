/// The verdicts of btcd's package `peer`, as a profile.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::remote_version;
using test::running;
using test::transcript;
using wire::reject_code;
using namespace std::chrono_literals;

peer_config btcd_config() {
    auto config = test::regtest_config();
    config.conduct = conducts::btcd;
    return config;
}

peer_config of_2016() {
    auto config = test::regtest_config();
    config.conduct = conducts::btcd_2016;
    return config;
}

transcript connected() { return running(direction::inbound, btcd_config()); }

wire::version remote_at(int protocol_version) {
    auto theirs = remote_version();
    theirs.protocol_version = protocol_version;
    return theirs;
}

auto rejects(std::string_view command, reject_code code) {
    return [=](const wire::reject& sent) {
        EXPECT_EQ(sent.message.text, command);
        EXPECT_EQ(sent.code, code);
        EXPECT_FALSE(sent.reason.text.empty());
    };
}

TEST(btcd_profile, shakes_hands_without_wtxidrelay_and_pings_two_minutes_later) {
    transcript(direction::inbound, btcd_config())
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .at(2min - 1ns)
        .stays_quiet()
        .at(2min)
        .sends<wire::ping>();
}

TEST(btcd_profile, sends_no_sendaddrv2_to_who_is_older) {
    transcript(direction::inbound, btcd_config())
        .receives(remote_at(70015))
        .sends<wire::version>()
        .sends<wire::verack>()
        .stays_quiet();
}

TEST(btcd_profile, rejects_whatever_comes_before_version_by_its_own_name) {
    transcript(direction::inbound, btcd_config())
        .receives(wire::getaddr{})
        .sends<wire::reject>(rejects("getaddr", reject_code::malformed))
        .ends(disconnect_reason::out_of_order)
        .stays_quiet();
}

TEST(btcd_profile, takes_no_unknown_message_for_a_version) {
    transcript(direction::inbound, btcd_config())
        .receives({"neverheardof", {}})
        .ends(disconnect_reason::unknown_message)
        .stays_quiet();
}

TEST(btcd_profile, passes_over_unknown_messages_before_verack) {
    transcript(direction::inbound, btcd_config())
        .receives(remote_version())
        .never_mind()
        .receives({"neverheardof", {}})
        .drops(drop_reason::out_of_place, "neverheardof")
        .receives(wire::wtxidrelay{})
        .drops(drop_reason::out_of_place, "wtxidrelay")
        .receives(wire::sendcmpct{})
        .drops(drop_reason::out_of_place, "sendcmpct")
        .receives(wire::verack{})
        .emits<handshake_completed>();
}

TEST(btcd_profile, stands_for_nothing_but_the_handshake_before_verack) {
    for (const auto& early : {
             wire::message(wire::ping{1}),
             wire::message(wire::getdata{}),
             wire::message(wire::sendheaders{}),
             wire::message(wire::feefilter{1}),
             wire::message(wire::addr{}),
             wire::message(remote_version()),
         }) {
        transcript(direction::inbound, btcd_config())
            .receives(remote_version())
            .never_mind()
            .receives(early)
            .ends(disconnect_reason::out_of_order)
            .stays_quiet();
    }
}

TEST(btcd_profile, rejects_a_second_version_and_leaves_when_that_is_written) {
    auto script = connected();
    script.blocks_writing().receives(remote_version()).stays_quiet().is(stage::running);
    script.lets_write()
        .sends<wire::reject>(rejects("version", reject_code::duplicate))
        .ends(disconnect_reason::out_of_order)
        .stays_quiet();
}

TEST(btcd_profile, rejects_a_second_verack) {
    connected()
        .receives(wire::verack{})
        .sends<wire::reject>(rejects("verack", reject_code::duplicate))
        .ends(disconnect_reason::out_of_order);
}

TEST(btcd_profile, leaves_without_a_word_for_a_late_sendaddrv2) {
    connected()
        .receives(wire::sendaddrv2{})
        .ends(disconnect_reason::negotiation_after_handshake)
        .stays_quiet();
}

TEST(btcd_profile, knows_only_the_messages_that_btcd_knows) {
    const bytes cut_off{1};
    auto script = connected();
    script.receives(wire::wtxidrelay{})
        .receives({"cmpctblock", shared_bytes::copy(cut_off)})
        .stays_quiet()
        .is(stage::running);
    EXPECT_EQ(script.engine().statistics().unknown_messages, 2U);
}

TEST(btcd_profile, rejects_what_it_cannot_read) {
    const bytes cut_off{1};
    connected()
        .receives({"inv", shared_bytes::copy(cut_off)})
        .sends<wire::reject>(rejects("malformed", reject_code::malformed))
        .drops(drop_reason::malformed, "inv")
        .ends(disconnect_reason::malformed_message);
}

TEST(btcd_profile, refuses_bytes_behind_a_payload) {
    const bytes nonce_and_more(9);
    connected()
        .receives({"ping", shared_bytes::copy(nonce_and_more)})
        .sends<wire::reject>()
        .drops(drop_reason::malformed, "ping")
        .ends(disconnect_reason::malformed_message);
}

TEST(btcd_profile, leaves_for_damaged_frames) {
    transport::v1 remote(networks::bitcoin_regtest);
    const auto frame = remote.seal("ping", shared_bytes(bytes(8)));
    bytes damaged(frame.head.view().begin(), frame.head.view().end());
    damaged.back() ^= 1;
    connected()
        .receives_bytes(damaged)
        .sends<wire::reject>()
        .drops(drop_reason::bad_checksum, "ping")
        .ends(disconnect_reason::bad_checksum);
    bytes unprintable(frame.head.view().begin(), frame.head.view().end());
    unprintable[4] = 0x81;
    auto script = connected();
    script.receives_bytes(unprintable).sends<wire::reject>();
    script.emits<message_dropped>().ends(disconnect_reason::bad_command);
}

TEST(btcd_profile, says_nothing_to_who_cannot_read_a_reject) {
    auto old = running(direction::inbound, btcd_config(), remote_at(70001));
    old.receives(wire::verack{}).ends(disconnect_reason::out_of_order).stays_quiet();
    transcript(direction::outbound, btcd_config())
        .sends<wire::version>()
        .receives(remote_at(1))
        .ends(disconnect_reason::obsolete_protocol_version)
        .stays_quiet();
}

TEST(btcd_profile, accepts_whom_bitcoin_core_does_not) {
    transcript(direction::inbound, btcd_config())
        .receives(remote_at(209))
        .sends<wire::version>()
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>();
}

TEST(btcd_profile, has_its_deadlines) {
    transcript(direction::inbound, btcd_config())
        .at(30s)
        .ends(disconnect_reason::handshake_timeout);
    EXPECT_EQ(conducts::btcd.times.inactivity_timeout, 5min);
    EXPECT_EQ(conducts::btcd.stalls.headers, 90s);
    EXPECT_EQ(conducts::btcd.trickle.inbound, 10s);
    EXPECT_FALSE(conducts::btcd.trickle.randomised);
}

TEST(farewell, does_not_wait_for_who_does_not_read) {
    auto script = connected();
    script.blocks_writing().receives(wire::verack{});
    script.after(5s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::out_of_order);
}

TEST(farewell, hears_and_takes_nothing_more) {
    auto script = connected();
    script.blocks_writing().receives(wire::verack{}).receives(wire::ping{1}).stays_quiet();
    const auto refused = script.engine().send(wire::getaddr{}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::ended);
    script.lets_write().sends<wire::reject>().ends(disconnect_reason::out_of_order);
}

TEST(farewell, keeps_its_reason_when_the_stream_ends_first) {
    auto script = connected();
    script.blocks_writing().receives(wire::verack{});
    script.closed().ends(disconnect_reason::out_of_order);
}

TEST(reject, is_sent_for_the_owner_where_the_profile_does_that) {
    const auto why = wire::reject_of("tx", reject_code::dust, "too small", hash256{});
    connected().does([&](engine& e, instant now) { EXPECT_TRUE(e.reject(why, now).value()); }
    ).sends<wire::reject>(why);
    running(direction::inbound, test::timeless())
        .does([&](engine& e, instant now) { EXPECT_FALSE(e.reject(why, now).value()); })
        .stays_quiet();
    auto old = running(direction::inbound, btcd_config(), remote_at(70001));
    old.does([&](engine& e, instant now) { EXPECT_FALSE(e.reject(why, now).value()); }
    ).stays_quiet();
}

TEST(btcd_2016_profile, queues_verack_and_waits_for_none) {
    transcript script(direction::inbound, of_2016());
    script.receives(remote_version())
        .sends<wire::version>([](const wire::version& ours) {
            EXPECT_EQ(ours.protocol_version, 70012);
        })
        .sends<wire::verack>()
        .emits<handshake_completed>()
        .is(stage::running);
    script.receives(wire::ping{7}).sends<wire::pong>();
    script.receives(wire::verack{}).stays_quiet().is(stage::running);
    script.receives(wire::verack{}).sends<wire::reject>().ends(disconnect_reason::out_of_order);
}

TEST(btcd_2016_profile, answers_with_the_version_in_common) {
    transcript(direction::inbound, of_2016())
        .receives(remote_at(70001))
        .sends<wire::version>([](const wire::version& ours) {
            EXPECT_EQ(ours.protocol_version, 70001);
        })
        .sends<wire::verack>()
        .emits<handshake_completed>();
    transcript(direction::outbound, of_2016()).sends<wire::version>([](const auto& ours) {
        EXPECT_EQ(ours.protocol_version, 70012);
    });
}

TEST(btcd_2016_profile, knows_no_message_that_came_later) {
    running(direction::inbound, of_2016())
        .receives(wire::feefilter{1})
        .sends<wire::reject>()
        .ends(disconnect_reason::unknown_message);
    running(direction::inbound, of_2016()).receives(wire::sendheaders{}).is(stage::running);
}

TEST(btcd_2016_profile, rejects_unknown_messages) {
    running(direction::inbound, of_2016())
        .receives({"neverheardof", {}})
        .sends<wire::reject>(rejects("malformed", reject_code::malformed))
        .ends(disconnect_reason::unknown_message);
}

}  // namespace
}  // namespace bitpeer
