/// How a peer of Exchangecoin behaves: exccd's package `peer`, and its older flavour.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/engine/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace bitpeer {
namespace {

using test::transcript;
using namespace std::chrono_literals;
namespace excc = wire::exchangecoin;

peer_config simnet() {
    auto config = test::regtest_config();
    config.network = networks::exchangecoin_simnet;
    return config;
}

peer_config older_flavour() {
    auto config = simnet();
    config.conduct = conducts::exchangecoin_peer_v2;
    return config;
}

wire::version remote_at(int protocol_version) {
    auto theirs = test::remote_version();
    theirs.protocol_version = protocol_version;
    return theirs;
}

/// Up, with nothing left to mention.
transcript connected(const peer_config& config = simnet(), int protocol_version = 8) {
    transcript script(direction::inbound, config);
    script.receives(remote_at(protocol_version)).never_mind().receives(wire::verack{}).never_mind();
    return script;
}

wire::inventory transaction(std::uint8_t number) {
    hash256 hash;
    hash.bytes[0] = number;
    return {wire::inventory_type::transaction, hash};
}

// The handshake.

TEST(exchangecoin_profile, announces_version_8_and_does_not_wait_for_verack) {
    transcript(direction::outbound, simnet())
        .sends<wire::version>([](const wire::version& ours) {
            EXPECT_EQ(ours.protocol_version, 8);
            EXPECT_TRUE(ours.relay);
        })
        .receives(remote_at(8))
        .sends<wire::verack>()
        .emits<handshake_completed>()
        .is(stage::running);
}

TEST(exchangecoin_profile, an_inbound_answer_names_the_lower_version) {
    for (const int theirs : {1, 6, 8, 12}) {
        transcript(direction::inbound, simnet())
            .receives(remote_at(theirs))
            .sends<wire::version>([&](const wire::version& ours) {
                EXPECT_EQ(ours.protocol_version, std::min(theirs, 8));
                EXPECT_EQ(ours.receiver.services, remote_at(theirs).services);
            })
            .sends<wire::verack>()
            .emits<handshake_completed>([&](const handshake_completed& up) {
                EXPECT_EQ(up.negotiated->protocol_version, std::min(theirs, 8));
                EXPECT_EQ(up.negotiated->numbering, wire::numbering::own);
            });
    }
}

TEST(exchangecoin_profile, a_ping_before_verack_gets_its_pong) {
    transcript(direction::inbound, simnet())
        .receives(remote_at(8))
        .never_mind()
        .receives(wire::ping{7})
        .sends(wire::pong{7})
        .receives(wire::verack{})
        .is(stage::running);
}

TEST(exchangecoin_profile, leaves_silently_for_a_first_message_that_is_no_version) {
    transcript(direction::inbound, simnet())
        .receives(wire::verack{})
        .ends(disconnect_reason::out_of_order)
        .stays_quiet();
}

TEST(exchangecoin_profile, leaves_for_a_second_version_and_for_a_second_verack) {
    connected().receives(remote_at(8)).ends(disconnect_reason::out_of_order).stays_quiet();
    connected().receives(wire::verack{}).ends(disconnect_reason::out_of_order).stays_quiet();
}

TEST(exchangecoin_profile, a_version_below_1_is_obsolete_counted_with_its_sign) {
    for (const int theirs : {0, -1, -2'000'000'000}) {
        transcript(direction::inbound, simnet())
            .receives(remote_at(theirs))
            .ends(disconnect_reason::obsolete_protocol_version)
            .stays_quiet();
    }
}

// What it tolerates: nothing.

TEST(exchangecoin_profile, unknown_commands_end_the_connection) {
    for (const auto* command :
         {"filterload", "merkleblock", "sendaddrv2", "wtxidrelay", "mixpairreq"}) {
        connected()
            .receives({*wire::command_name::parse(command), {}})
            .ends(disconnect_reason::unknown_message)
            .stays_quiet();
    }
}

TEST(exchangecoin_profile, messages_above_the_common_version_end_the_connection) {
    const bytes fee(8);
    connected(simnet(), 4)
        .receives({"feefilter", shared_bytes::copy(fee)})
        .drops(drop_reason::malformed, "feefilter")
        .ends(disconnect_reason::malformed_message);
    connected(simnet(), 2)
        .receives({"sendheaders", {}})
        .drops(drop_reason::malformed, "sendheaders")
        .ends(disconnect_reason::malformed_message);
}

TEST(exchangecoin_profile, does_not_send_what_the_remote_is_too_old_for) {
    auto script = connected(simnet(), 4);
    const auto refused = script.engine().send(wire::feefilter{1}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::unencodable);
    EXPECT_EQ(refused.error().detail->code, wire::errc::not_in_protocol_version);
    script.does([](engine& e, instant now) { EXPECT_TRUE(e.send(wire::sendheaders{}, now)); })
        .sends<wire::sendheaders>()
        .never_mind();
}

TEST(exchangecoin_profile, bitcoins_own_structs_are_not_in_the_dialect) {
    auto script = connected();
    const auto refused = script.engine().send(wire::headers{}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::not_in_dialect);
    EXPECT_TRUE(script.engine().send(excc::headers{}, script.now()));
    script.never_mind();
}

TEST(exchangecoin_profile, trailing_bytes_within_the_limit_are_let_be) {
    bytes address_and_more{0};
    address_and_more.push_back(0xff);
    connected().receives({"inv", shared_bytes::copy(address_and_more)}).stays_quiet();
}

TEST(exchangecoin_profile, does_not_judge_mempool_by_the_bloom_service) {
    connected().receives(wire::mempool{}).stays_quiet().is(stage::running);
}

// Its clock.

TEST(exchangecoin_profile, pings_after_107_seconds_and_leaves_after_120_of_silence) {
    connected()
        .at(107s - 1ns)
        .stays_quiet()
        .at(107s)
        .sends<wire::ping>()
        .at(120s - 1ns)
        .stays_quiet()
        .at(120s)
        .ends(disconnect_reason::inactivity);
}

TEST(exchangecoin_profile, the_idle_time_is_configurable) {
    auto config = simnet();
    config.times = conducts::exchangecoin.times;
    config.times->inactivity_timeout = 30s;
    connected(config).at(30s).ends(disconnect_reason::inactivity);
}

TEST(exchangecoin_profile, trickles_every_half_second) {
    auto script = connected();
    script.does([](engine& e, instant now) { EXPECT_TRUE(e.announce(transaction(1), now)); })
        .at(500ms - 1ns)
        .stays_quiet()
        .at(500ms)
        .sends<wire::inv>([](const wire::inv& news) { EXPECT_EQ(news.items.size(), 1U); });
}

TEST(exchangecoin_profile, immediate_inventory_goes_out_at_once) {
    auto script = connected();
    const auto entry = transaction(1);
    script.does([&](engine& e, instant now) {
              EXPECT_TRUE(e.announce_now({&entry, 1}, now));
          }
    ).sends<wire::inv>();
    EXPECT_TRUE(script.engine().knows(entry));
}

TEST(exchangecoin_profile, known_inventory_is_known_by_value) {
    auto script = connected();
    script.engine().add_known(transaction(1));
    script.does([](engine& e, instant now) {
        EXPECT_EQ(e.announce(transaction(1), now).value(), announcement::known);
    });
    script.stays_quiet();
}

/// The remote stays alive but says nothing to the point.
void pings_until(transcript& script, duration end) {
    for (auto at = 100s; at < end; at += 100s) {
        script.at(at).never_mind().receives(wire::ping{1}).never_mind();
    }
}

TEST(exchangecoin_profile, waits_fifteen_minutes_for_headers) {
    auto script = connected();
    script.does([](engine& e, instant now) {
        EXPECT_TRUE(e.ask_headers(wire::locator(hash256{}), now));
    });
    script.sends<excc::getheaders>([](const excc::getheaders& asked) {
        EXPECT_EQ(asked.protocol_version, 0U) << "as exccd leaves it";
        EXPECT_EQ(asked.locator.hashes.size(), 1U);
    });
    pings_until(script, 900s);
    script.at(900s - 1ns).never_mind().is(stage::running);
    script.at(900s).never_mind().is(stage::ended);
    EXPECT_EQ(script.engine().why_ended()->reason, disconnect_reason::stalled);
}

TEST(exchangecoin_profile, waits_half_a_minute_for_initstate) {
    auto script = connected();
    script.does([](engine& e, instant now) { EXPECT_TRUE(e.send(excc::getinitstate{}, now)); })
        .sends<excc::getinitstate>()
        .emits<send_completed>()
        .at(30s - 1ns)
        .stays_quiet()
        .at(30s)
        .ends(disconnect_reason::stalled);
}

TEST(exchangecoin_profile, initstate_answers_getinitstate_and_nobody_waits_for_miningstate) {
    auto script = connected();
    script
        .does([](engine& e, instant now) {
            EXPECT_TRUE(e.send(excc::getinitstate{}, now));
            EXPECT_TRUE(e.send(excc::getminings{}, now));
        })
        .never_mind()
        .at(29s)
        .receives(excc::initstate{})
        .at(106s)
        .stays_quiet()
        .is(stage::running);
}

// The older flavour.

TEST(exchangecoin_peer_v2, says_why_it_leaves) {
    connected(older_flavour())
        .receives(remote_at(8))
        .sends<excc::reject>([](const excc::reject& told) {
            EXPECT_EQ(told.message.text, "version");
            EXPECT_EQ(told.code, wire::reject_code::duplicate);
        })
        .ends(disconnect_reason::out_of_order);
    connected(older_flavour())
        .receives({"neverheardof", {}})
        .sends<excc::reject>([](const excc::reject& told) {
            EXPECT_EQ(told.code, wire::reject_code::malformed);
        })
        .ends(disconnect_reason::unknown_message);
    transcript(direction::inbound, older_flavour())
        .receives(wire::verack{})
        .sends<excc::reject>()
        .ends(disconnect_reason::out_of_order);
}

TEST(exchangecoin_peer_v2, has_no_reject_for_version_9) {
    auto config = older_flavour();
    config.protocol_version = 9;
    connected(config, 9).receives(remote_at(9)).ends(disconnect_reason::out_of_order).stays_quiet();
}

TEST(exchangecoin_peer_v2, gives_getblocks_half_a_minute_and_headers_all_the_time) {
    const auto& of = conducts::exchangecoin_peer_v2;
    EXPECT_EQ(of.stalls.block_list, duration(30s));
    EXPECT_EQ(of.stalls.headers, duration::zero());
    EXPECT_EQ(of.times.ping_interval, duration(2min));
}

// Recorded from exccd.

bytes recorded_frame(const std::string& name) {
    const auto tree = test::read_recorded_json("exccd/handshake.json");
    if (!tree) return {};
    for (const auto& [_, frame] : tree->get_child("frames")) {
        if (frame.get<std::string>("name") == name) {
            return from_hex(frame.get<std::string>("framed")).value();
        }
    }
    ADD_FAILURE() << "no frame " << name;
    return {};
}

TEST(exchangecoin_recorded_handshake, brings_an_inbound_peer_up) {
    const auto theirs = recorded_frame("outbound_version");
    const auto verack = recorded_frame("verack");
    if (theirs.empty()) GTEST_SKIP() << "no recorded data";
    auto config = simnet();
    config.network = networks::exchangecoin;
    transcript(direction::inbound, config)
        .receives_bytes(theirs)
        .sends<wire::version>()
        .sends<wire::verack>()
        .emits<handshake_completed>([](const handshake_completed& up) {
            EXPECT_EQ(up.negotiated->remote.user_agent.text, "/exccwire:1.0.0/exccd:2.7.6/");
            EXPECT_EQ(up.negotiated->protocol_version, 8);
            EXPECT_EQ(up.negotiated->remote.nonce, 0x5c4cb131f949779aU);
        })
        .receives_bytes(verack)
        .stays_quiet()
        .is(stage::running);
}

TEST(exchangecoin_recorded_handshake, brings_an_outbound_peer_of_version_6_up) {
    const auto answer = recorded_frame("inbound_version_reply_to_pver6");
    if (answer.empty()) GTEST_SKIP() << "no recorded data";
    auto config = simnet();
    config.network = networks::exchangecoin;
    config.protocol_version = 6;
    transcript(direction::outbound, config)
        .sends<wire::version>()
        .receives_bytes(answer)
        .sends<wire::verack>()
        .emits<handshake_completed>([](const handshake_completed& up) {
            EXPECT_EQ(up.negotiated->protocol_version, 6);
        });
}

}  // namespace
}  // namespace bitpeer
