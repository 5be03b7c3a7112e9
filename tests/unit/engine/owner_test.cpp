/// What an owner has a say in, and what it is told besides messages.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::remote_version;
using test::running;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

// The remote's version may be refused.

peer_config without_strangers() {
    auto config = regtest_config();
    config.refuse_version = [](const wire::version& theirs) -> std::optional<wire::reject> {
        if (theirs.user_agent.text != "/stranger/") return std::nullopt;
        return wire::reject_of("version", wire::reject_code::nonstandard, "no strangers");
    };
    return config;
}

wire::version stranger() {
    auto theirs = remote_version();
    theirs.user_agent = "/stranger/";
    return theirs;
}

TEST(refused_version, ends_the_connection_with_the_owners_reason) {
    transcript(direction::inbound, without_strangers())
        .receives(stranger())
        .emits<disconnected>([](const disconnected& end) {
            EXPECT_EQ(end.why.reason, disconnect_reason::version_refused);
            EXPECT_EQ(end.why.detail, "no strangers");
            EXPECT_EQ(fault_of(end.why.reason), fault::local);
        })
        .stays_quiet();
    running(direction::inbound, without_strangers()).is(stage::running);
}

TEST(refused_version, is_told_to_the_remote_by_profiles_that_do_so) {
    auto config = without_strangers();
    config.conduct = conducts::btcd;
    transcript(direction::inbound, config)
        .receives(stranger())
        .sends<wire::reject>(
            wire::reject_of("version", wire::reject_code::nonstandard, "no strangers")
        )
        .ends(disconnect_reason::version_refused);
}

TEST(refused_version, is_asked_about_before_it_is_judged_too_old) {
    auto theirs = stranger();
    theirs.protocol_version = 1;
    transcript(direction::inbound, without_strangers())
        .receives(theirs)
        .ends(disconnect_reason::version_refused);
}

TEST(refused_version, is_not_asked_about_for_a_connection_to_ourselves) {
    auto config = without_strangers();
    config.is_own_nonce = [](std::uint64_t) { return true; };
    transcript(direction::inbound, config)
        .receives(stranger())
        .ends(disconnect_reason::self_connection);
}

// Our own height.

TEST(newest_height, is_asked_for_when_our_version_is_written) {
    int height = 5;
    auto config = timeless();
    config.newest_height = [&] { return std::optional<std::int32_t>(height); };
    transcript inbound(direction::inbound, config);
    height = 7;
    inbound.receives(remote_version()).sends<wire::version>([](const wire::version& ours) {
        EXPECT_EQ(ours.start_height, 7);
    });
    inbound.never_mind();
}

TEST(newest_height, that_nobody_knows_ends_the_connection) {
    auto config = timeless();
    config.newest_height = [] { return std::optional<std::int32_t>(); };
    transcript(direction::outbound, config).ends(disconnect_reason::misconfigured).stays_quiet();
    transcript(direction::inbound, config)
        .receives(remote_version())
        .ends(disconnect_reason::misconfigured)
        .stays_quiet();
}

// Talk before verack has a budget.

TEST(handshake_flood, of_unknown_messages_ends_the_connection) {
    transcript script(direction::inbound);
    script.receives(remote_version()).never_mind();
    const wire::message unknown("neverheardof", shared_bytes(bytes(1000)));
    for (int i = 0; i < 96; ++i) script.receives(unknown).never_mind();
    script.is(stage::awaiting_verack);
    script.receives(unknown).drops(drop_reason::out_of_place, "neverheardof");
    script.receives(unknown)
        .drops(drop_reason::out_of_place, "neverheardof")
        .ends(disconnect_reason::handshake_flood);
}

TEST(handshake_flood, is_not_what_comes_later) {
    auto script = running(direction::inbound, timeless());
    const wire::message unknown("neverheardof", shared_bytes(bytes(100'000)));
    for (int i = 0; i < 20; ++i) script.receives(unknown).never_mind();
    script.is(stage::running);
}

// What was written.

TEST(written_messages, are_told_when_that_is_wanted) {
    auto script = running(direction::inbound, timeless());
    script.does([](engine& e, instant now) {
        e.report_writes(true);
        ASSERT_TRUE(e.send(wire::getaddr{}, now));
    });
    script.sends<wire::getaddr>()
        .emits<message_written>([](const message_written& told) {
            EXPECT_EQ(told.command, wire::getaddr::command);
            EXPECT_EQ(told.wire_size, 24U);
            EXPECT_TRUE(told.payload.empty());
        })
        .emits<send_completed>();
    script.receives(wire::ping{7})
        .sends<wire::pong>()
        .emits<message_written>([](const message_written& told) {
            EXPECT_EQ(told.command, wire::pong::command);
            EXPECT_EQ(told.payload.view()[0], 7);
        });
    script.does([](engine& e, instant /*now*/) { e.report_writes(false); });
    script.receives(wire::ping{8}).sends<wire::pong>().stays_quiet();
}

TEST(written_messages, of_the_handshake_are_told_to_who_asks_before_they_are_written) {
    engine e(timeless(), direction::outbound, test::beginning, entropy::from_number(1));
    e.report_writes(true);
    e.transmitted(e.transmit().bytes(), test::beginning);
    const auto told = e.poll_event();
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<message_written>(*told).command, wire::version::command);
    EXPECT_FALSE(std::get<message_written>(*told).payload.empty());
}

// Several things by one getdata.

wire::tx transaction_number(std::uint32_t number) {
    wire::tx made;
    made.transaction.inputs.emplace_back();
    made.transaction.lock_time = number;
    return made;
}

TEST(request_data, asks_once_and_answers_each_item_by_itself) {
    const auto first = transaction_number(1);
    const auto second = transaction_number(2);
    const std::vector<wire::inventory> wanted{
        {type::witness_transaction, txid(first.transaction)},
        {type::wtxid_transaction, wtxid(second.transaction)},
        {type::transaction, {}},
        {type::transaction, txid(second.transaction)},
    };
    wire::notfound missing;
    missing.items.push_back({type::transaction, {}});
    std::vector<ticket> ids;
    auto script = running(direction::outbound, timeless());
    const auto completes = [&](std::size_t which, bool found) {
        script.emits<request_completed>([&](const request_completed& done) {
            EXPECT_EQ(done.id, ids.at(which));
            EXPECT_EQ(done.answer.has_value(), found);
        });
    };
    script.does([&](engine& e, instant now) { ids = e.request_data(wanted, 10s, now).value(); }
    ).sends<wire::getdata>([&](const wire::getdata& sent) {
        EXPECT_TRUE(std::ranges::equal(sent.items, wanted));
    });
    ASSERT_EQ(ids.size(), 4U);
    script.receives(second);
    completes(1, true);
    script.receives(missing);
    completes(2, false);
    script.receives(first);
    completes(0, true);
    script.after(10s);
    completes(3, false);
    script.is(stage::running).stays_quiet();
}

TEST(request_data, for_nothing_asks_nothing) {
    running(direction::outbound, timeless())
        .does([](engine& e, instant now) {
            EXPECT_TRUE(e.request_data({}, 10s, now).value().empty());
        })
        .stays_quiet();
}

TEST(request_data, for_more_than_a_getdata_holds_is_refused) {
    const std::vector<wire::inventory> wanted(50'001);
    auto script = running(direction::outbound, timeless());
    const auto refused = script.engine().request_data(wanted, 10s, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::unencodable);
}

// What is known of the remote's chain.

TEST(remote_chain, begins_with_the_height_in_its_version_and_only_grows) {
    auto script = running(direction::outbound, timeless());
    auto& e = script.engine();
    EXPECT_EQ(e.statistics().remote_height, 7);
    e.note_remote_height(6);
    EXPECT_EQ(e.statistics().remote_height, 7);
    e.note_remote_height(8);
    EXPECT_EQ(e.statistics().remote_height, 8);
}

TEST(remote_chain, remembers_the_last_block_that_was_announced) {
    auto script = running(direction::outbound, timeless());
    auto& e = script.engine();
    EXPECT_FALSE(e.statistics().last_announced_block);
    wire::inv news;
    news.items.push_back({type::block, networks::bitcoin.genesis_hash});
    news.items.push_back({type::transaction, {}});
    script.receives(news);
    EXPECT_EQ(e.statistics().last_announced_block, networks::bitcoin.genesis_hash);
    e.note_announced_block(networks::bitcoin_regtest.genesis_hash);
    EXPECT_EQ(e.statistics().last_announced_block, networks::bitcoin_regtest.genesis_hash);
    e.note_announced_block(std::nullopt);
    EXPECT_FALSE(e.statistics().last_announced_block);
}

TEST(pending_ping, is_known_until_it_is_answered) {
    auto script = running(direction::outbound, timeless());
    auto& e = script.engine();
    EXPECT_FALSE(e.statistics().pending_ping);
    script.does([](engine& asks, instant now) { ASSERT_TRUE(asks.ping(now)); }).never_mind();
    ASSERT_TRUE(e.statistics().pending_ping);
    EXPECT_EQ(e.statistics().pending_ping->nonce, script.last_ping_nonce());
    EXPECT_EQ(e.statistics().pending_ping->sent, script.now());
    script.after(1s).receives(wire::pong{script.last_ping_nonce()}).emits<ping_answered>();
    EXPECT_FALSE(e.statistics().pending_ping);
}

}  // namespace
}  // namespace bitpeer
