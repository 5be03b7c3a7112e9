/// The conversation that hands one transaction over and says nothing about us, word for word.

#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using test::remote_version;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

/// One input with a witness, one output.
wire::tx some_transaction() {
    wire::tx made;
    made.transaction.inputs.resize(1);
    made.transaction.inputs[0].witness.push_back(bytes{1, 2, 3});
    made.transaction.outputs.resize(1);
    return made;
}

hash256 txid() {
    const auto payload = wire::encode(some_transaction()).value();
    return networks::bitcoin_regtest.dialect->txid(payload);
}

wire::inventory offered() { return {type::transaction, txid()}; }

wire::getdata asks_for(std::vector<wire::inventory> wanted) {
    wire::getdata made;
    made.items.assign(wanted.begin(), wanted.end());
    return made;
}

peer_config broadcasting() {
    auto config = test::regtest_config();
    config.kind = connection_kind::private_broadcast;
    config.broadcast = some_transaction();
    // Nothing of this is to be told.
    config.user_agent = "/somebody:1.0/";
    config.start_height = 840'000;
    config.remote_address.services = wire::services::network;
    config.remote_address.address.port.value = 18444;
    config.prefers_headers = true;
    config.compact_blocks = compact_block_role::high_bandwidth;
    config.fee_filter = 1000;
    config.reconciles_transactions = true;
    config.features.push_back({.id = "BIP999"});
    return config;
}

/// The transaction was offered.
transcript offering() {
    transcript script(direction::outbound, broadcasting());
    script.never_mind().receives(remote_version()).never_mind().receives(wire::verack{});
    script.never_mind();
    return script;
}

TEST(private_broadcast, is_the_conversation_of_bitcoin_core) {
    transcript script(direction::outbound, broadcasting());
    script
        .sends<wire::version>([&](const wire::version& ours) {
            wire::version expected;
            expected.protocol_version = 70017;
            expected.services = wire::services::none;
            expected.timestamp = 0;
            expected.nonce = script.engine().nonce();
            expected.user_agent = "/pynode:0.0.1/";
            expected.start_height = 0;
            expected.relay = false;
            EXPECT_EQ(ours, expected);
            EXPECT_NE(ours.nonce, 0U);
        })
        .receives(remote_version())
        .sends<wire::verack>()
        .stays_quiet()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::inv>([](const wire::inv& told) {
            EXPECT_TRUE(std::ranges::equal(told.items, std::vector{offered()}));
        })
        .stays_quiet()
        .receives(asks_for({offered()}))
        .sends(some_transaction())
        .sends<wire::ping>()
        .stays_quiet();
    script.receives(wire::pong{script.last_ping_nonce()})
        .ends(disconnect_reason::purpose_fulfilled)
        .stays_quiet();
    EXPECT_EQ(fault_of(disconnect_reason::purpose_fulfilled), fault::local);
}

TEST(private_broadcast, sends_the_witness_to_who_does_not_offer_any) {
    auto theirs = remote_version();
    theirs.services = wire::services::network;
    transcript script(direction::outbound, broadcasting());
    script.never_mind().receives(theirs).never_mind().receives(wire::verack{}).never_mind();
    script.receives(asks_for({offered()}));
    script.sends(some_transaction()).sends<wire::ping>();
}

TEST(private_broadcast, ends_with_who_wants_no_transactions) {
    auto theirs = remote_version();
    theirs.relay = false;
    transcript(direction::outbound, broadcasting())
        .sends<wire::version>()
        .receives(theirs)
        .ends(disconnect_reason::broadcast_failed)
        .stays_quiet();
}

/// Found by the simulator (seed 8646 of its long run): without a pong to wait for it stayed,
/// silent, until the remote took it for stalled.
TEST(private_broadcast, ends_with_who_is_too_old_for_a_pong) {
    for (const int version : {31800, 60000}) {
        auto theirs = remote_version();
        theirs.protocol_version = version;
        transcript(direction::outbound, broadcasting())
            .sends<wire::version>()
            .receives(theirs)
            .ends(disconnect_reason::broadcast_failed)
            .stays_quiet();
    }
    auto theirs = remote_version();
    theirs.protocol_version = 60001;
    transcript(direction::outbound, broadcasting())
        .sends<wire::version>()
        .receives(theirs)
        .sends<wire::verack>();
}

TEST(private_broadcast, ends_with_a_question_before_the_offer) {
    transcript(direction::outbound, broadcasting())
        .sends<wire::version>()
        .receives(remote_version())
        .sends<wire::verack>()
        .receives(asks_for({offered()}))
        .drops(drop_reason::out_of_place, "getdata")
        .ends(disconnect_reason::broadcast_failed)
        .stays_quiet();
}

TEST(private_broadcast, ends_with_a_question_for_anything_else) {
    const wire::inventory other{type::transaction, hash256{{1}}};
    const wire::inventory with_witness{type::witness_transaction, txid()};
    const wire::inventory by_wtxid{type::wtxid_transaction, txid()};
    for (const auto& wanted : std::vector<std::vector<wire::inventory>>{
             {}, {other}, {with_witness}, {by_wtxid}, {offered(), offered()}, {offered(), other}}) {
        offering()
            .receives(asks_for(wanted))
            .ends(disconnect_reason::broadcast_failed)
            .stays_quiet();
    }
}

TEST(private_broadcast, lets_everything_else_go) {
    auto script = offering();
    script.receives(wire::ping{5})
        .drops(drop_reason::out_of_place, "ping")
        .receives(wire::getaddr{})
        .drops(drop_reason::out_of_place, "getaddr")
        .receives(wire::addr{})
        .drops(drop_reason::out_of_place, "addr")
        .receives(some_transaction())
        .drops(drop_reason::out_of_place, "tx")
        .receives(wire::wtxidrelay{})
        .drops(drop_reason::out_of_place, "wtxidrelay")
        .receives(wire::sendcmpct{})
        .drops(drop_reason::out_of_place, "sendcmpct")
        .receives({"neverheardof", {}})
        .drops(drop_reason::out_of_place, "neverheardof")
        .receives(remote_version())
        .drops(drop_reason::out_of_place, "version")
        .receives(wire::verack{})
        .drops(drop_reason::out_of_place, "verack")
        .is(stage::running)
        .stays_quiet();
}

TEST(private_broadcast, hears_of_nothing_that_could_be_negotiated) {
    auto theirs = remote_version();
    theirs.protocol_version = 70017;
    transcript(direction::outbound, broadcasting())
        .sends<wire::version>()
        .receives(theirs)
        .sends<wire::verack>()
        .receives(wire::wtxidrelay{})
        .drops(drop_reason::out_of_place, "wtxidrelay")
        .receives(wire::sendaddrv2{})
        .drops(drop_reason::out_of_place, "sendaddrv2")
        .receives(wire::verack{})
        .emits<handshake_completed>([](const handshake_completed& done) {
            return !done.negotiated->wtxid_relay && !done.negotiated->remote_wants_addrv2;
        })
        .sends<wire::inv>()
        .stays_quiet();
}

TEST(private_broadcast, takes_only_the_right_pong_for_the_answer) {
    offering().receives(wire::pong{0}).receives(wire::pong{77}).is(stage::running).stays_quiet();
    auto script = offering();
    script.receives(asks_for({offered()})).never_mind();
    script.receives(wire::pong{0})
        .receives(wire::pong{script.last_ping_nonce() + 1})
        .is(stage::running)
        .stays_quiet();
}

TEST(private_broadcast, sends_the_transaction_once) {
    auto script = offering();
    script.receives(asks_for({offered()})).never_mind();
    script.receives(asks_for({offered()})).stays_quiet().is(stage::running);
}

TEST(private_broadcast, sends_no_pings_of_its_own_and_gives_up_after_3_minutes) {
    transcript(direction::outbound, broadcasting())
        .sends<wire::version>()
        .at(50s)
        .receives(remote_version())
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::inv>()
        .at(3min - 1ns)
        .stays_quiet()
        .at(3min)
        .ends(disconnect_reason::lifetime_over)
        .stays_quiet();
}

TEST(private_broadcast, lets_the_owner_say_nothing) {
    auto script = offering();
    auto& e = script.engine();
    const auto now = script.now();
    EXPECT_EQ(e.send(wire::getaddr{}, now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.ping(now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.announce(offered(), now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.announce_transaction({}, now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.announce_blocks(wire::header_batch(80), now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.ask_compact_blocks(true, now).error().code, misuse::wrong_kind);
    EXPECT_EQ(e.request_block({}, 1s, now).error().code, misuse::wrong_kind);
    e.set_fee_filter(1000, now);
    script.stays_quiet();
}

TEST(private_broadcast, needs_a_transaction) {
    const auto misconfigured = [](std::optional<wire::message> given) {
        auto config = broadcasting();
        config.broadcast = std::move(given);
        transcript(direction::outbound, config)
            .ends(disconnect_reason::misconfigured)
            .stays_quiet();
    };
    misconfigured(std::nullopt);
    misconfigured(wire::getaddr{});
    misconfigured(wire::message("tx", shared_bytes(bytes(3))));
    auto longer = wire::encode(some_transaction()).value();
    longer.push_back(0);
    misconfigured(wire::message("tx", shared_bytes(std::move(longer))));
}

TEST(private_broadcast, takes_the_transaction_as_bytes) {
    auto config = broadcasting();
    config.broadcast = wire::message("tx", shared_bytes(wire::encode(some_transaction()).value()));
    transcript script(direction::outbound, config);
    script.never_mind().receives(remote_version()).never_mind().receives(wire::verack{});
    script.never_mind().receives(asks_for({offered()}));
    script.sends(some_transaction()).sends<wire::ping>();
}

/// Carries what `from` has to say to `to`; false when that is nothing.
bool carry(engine& from, engine& to) {
    const auto said = from.transmit();
    const auto size = said.bytes();
    for (const auto part : said.parts()) to.receive(part, test::beginning);
    if (size > 0) from.transmitted(size, test::beginning);
    return size > 0;
}

TEST(private_broadcast, is_taken_by_a_peer_of_ours_that_asks_for_the_txid) {
    const auto now = test::beginning;
    engine sender(broadcasting(), direction::outbound, now, entropy::from_number(1));
    engine node(test::regtest_config(), direction::inbound, now, entropy::from_number(2));
    std::optional<wire::tx> taken;
    for (bool talking = true; talking;) {
        talking = carry(sender, node);
        talking |= carry(node, sender);
        while (const auto told = node.poll_event()) {
            const auto* arrived = std::get_if<message_arrived>(&*told);
            if (arrived == nullptr) continue;
            if (const auto news = arrived->message.get_if<wire::inv>()) {
                EXPECT_TRUE(node.request_data(news->items, 1s, now));
                talking = true;
            }
            if (auto given = arrived->message.get_if<wire::tx>()) taken = std::move(*given);
        }
    }
    EXPECT_EQ(taken, some_transaction());
    ASSERT_TRUE(sender.ended());
    EXPECT_EQ(sender.why_ended()->reason, disconnect_reason::purpose_fulfilled);
    EXPECT_EQ(node.negotiated().remote.services, wire::services::none);
}

}  // namespace
}  // namespace bitpeer
