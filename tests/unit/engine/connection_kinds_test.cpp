/// Connections that we open for one thing: what they say, what they put up with, when they are
/// over.

#include <bitpeer/engine/connection_kind.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::remote_version;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

peer_config of_kind(connection_kind kind) {
    auto config = timeless();
    config.kind = kind;
    return config;
}

transcript running(connection_kind kind) {
    return test::running(direction::outbound, of_kind(kind));
}

wire::addr addresses(std::size_t count) {
    wire::addr made;
    made.items.resize(count);
    return made;
}

wire::addrv2 newer_addresses(std::size_t count) {
    wire::addrv2 made;
    for (std::size_t i = 0; i < count; ++i) {
        wire::addrv2::entry node;
        node.address = wire::address::ipv4({1, 2, 3, 4}, 8333);
        made.items.push_back(node);
    }
    return made;
}

wire::inv inv_of(type kind) {
    wire::inv made;
    made.items.push_back({kind, hash256{{1}}});
    return made;
}

wire::tx some_transaction() {
    test::splitmix64 chance(5);
    return test::make_arbitrary<wire::tx>(chance, 1);
}

auto sends_of_owner(const wire::message& what, std::optional<misuse> expected) {
    return [=](engine& e, instant now) {
        const auto outcome = e.send(what, now);
        EXPECT_EQ(outcome.has_value(), !expected);
        if (!outcome && expected) EXPECT_EQ(outcome.error().code, *expected);
    };
}

TEST(connection_kinds, have_names_and_an_order) {
    for (std::size_t i = 0; i < connection_kinds.size(); ++i) {
        const auto kind = static_cast<connection_kind>(i);
        EXPECT_EQ(&rules_of(kind), &connection_kinds[i]);
        EXPECT_FALSE(rules_of(kind).purpose.empty());
    }
    EXPECT_EQ(to_string(connection_kind::full_relay), "full_relay");
    EXPECT_EQ(to_string(connection_kind::private_broadcast), "private_broadcast");
    EXPECT_EQ(rules_of_no_kind().name, "none");
}

TEST(connection_kinds, are_for_connections_that_we_open) {
    const auto config = of_kind(connection_kind::feeler);
    const engine theirs(config, direction::inbound, test::beginning, entropy::from_number(1));
    EXPECT_EQ(theirs.kind().name, "none");
    const engine ours(config, direction::outbound, test::beginning, entropy::from_number(1));
    EXPECT_EQ(ours.kind().name, "feeler");
}

TEST(connection_kinds, that_nobody_configured_ask_for_no_addresses) {
    transcript(direction::outbound, timeless())
        .sends<wire::version>()
        .receives(remote_version())
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .stays_quiet();
}

// Who relays everything.

TEST(full_relay, asks_for_addresses_right_behind_our_verack) {
    for (const auto kind : {connection_kind::full_relay, connection_kind::manual}) {
        transcript(direction::outbound, of_kind(kind))
            .sends<wire::version>([](const wire::version& ours) { return ours.relay; })
            .receives(remote_version())
            .sends<wire::wtxidrelay>()
            .sends<wire::sendaddrv2>()
            .sends<wire::verack>()
            .sends<wire::getaddr>()
            .receives(wire::verack{})
            .emits<handshake_completed>()
            .receives(addresses(2))
            .receives(inv_of(type::transaction))
            .receives(some_transaction())
            .after(1000h)
            .stays_quiet()
            .is(stage::running);
    }
}

TEST(full_relay, is_what_manual_is_but_for_punishment) {
    EXPECT_FALSE(running(connection_kind::full_relay).engine().kind().punishment_waived);
    EXPECT_TRUE(running(connection_kind::manual).engine().kind().punishment_waived);
}

// Who relays blocks only.

TEST(block_relay_only, says_so_and_asks_for_no_addresses) {
    transcript(direction::outbound, of_kind(connection_kind::block_relay_only))
        .sends<wire::version>([](const wire::version& ours) { return !ours.relay; })
        .receives(remote_version())
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .stays_quiet();
}

TEST(block_relay_only, ignores_addresses) {
    running(connection_kind::block_relay_only)
        .receives(addresses(2))
        .drops(drop_reason::out_of_place, "addr")
        .receives(newer_addresses(2))
        .drops(drop_reason::out_of_place, "addrv2")
        .is(stage::running);
}

TEST(block_relay_only, ends_with_transactions_and_their_inventory) {
    running(connection_kind::block_relay_only)
        .receives(some_transaction())
        .ends(disconnect_reason::unwanted_transactions)
        .stays_quiet();
    for (const auto kind : {type::transaction, type::wtxid_transaction}) {
        running(connection_kind::block_relay_only)
            .receives(inv_of(kind))
            .ends(disconnect_reason::unwanted_transactions)
            .stays_quiet();
    }
    running(connection_kind::block_relay_only)
        .receives(inv_of(type::block))
        .is(stage::running)
        .stays_quiet();
}

TEST(block_relay_only, announces_blocks_and_no_transactions) {
    const auto announces = [](const wire::inventory& entry, announcement expected) {
        return [=](engine& e, instant now) { EXPECT_EQ(e.announce(entry, now).value(), expected); };
    };
    running(connection_kind::block_relay_only)
        .does(announces({type::block, hash256{{1}}}, announcement::queued))
        .sends<wire::inv>()
        .does(announces({type::transaction, hash256{{2}}}, announcement::unwanted))
        .does([](engine& e, instant now) {
            const wire::inventory pool[] = {{type::block, {}}, {type::transaction, {}}};
            EXPECT_EQ(e.announce_now(pool, now).error().code, misuse::wrong_kind);
        })
        .does([](engine& e, instant now) {
            const transaction_news news{hash256{{3}}, hash256{{4}}, {}};
            EXPECT_EQ(e.announce_transaction(news, now).value(), announcement::unwanted);
        })
        .after(1h)
        .stays_quiet();
}

TEST(block_relay_only, lets_the_owner_send_neither_addresses_nor_transactions) {
    running(connection_kind::block_relay_only)
        .does(sends_of_owner(wire::getaddr{}, misuse::wrong_kind))
        .does(sends_of_owner(addresses(1), misuse::wrong_kind))
        .does(sends_of_owner(some_transaction(), misuse::wrong_kind))
        .does(sends_of_owner(wire::ping{1}, std::nullopt))
        .sends<wire::ping>()
        .emits<send_completed>();
}

TEST(block_relay_only, wishes_for_compact_blocks_and_for_nothing_about_transactions) {
    auto config = of_kind(connection_kind::block_relay_only);
    config.fee_filter = 1000;
    config.reconciles_transactions = true;
    config.compact_blocks = compact_block_role::low_bandwidth;
    transcript(direction::outbound, config)
        .sends<wire::version>()
        .receives(remote_version())
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::sendcmpct>()
        .stays_quiet();
}

// Who looks whether there is a node.

TEST(feeler, ends_when_our_verack_is_written) {
    transcript(direction::outbound, of_kind(connection_kind::feeler))
        .sends<wire::version>([](const wire::version& ours) { return !ours.relay; })
        .blocks_writing()
        .receives(remote_version())
        .stays_quiet()
        .is(stage::awaiting_verack)
        .lets_write()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .ends(disconnect_reason::purpose_fulfilled)
        .stays_quiet();
}

TEST(feeler, waits_for_a_version_no_longer_than_anybody) {
    auto config = test::regtest_config();
    config.kind = connection_kind::feeler;
    transcript(direction::outbound, config)
        .sends<wire::version>()
        .at(60s)
        .ends(disconnect_reason::handshake_timeout);
}

// Who asks for addresses.

TEST(address_fetch, ends_with_more_than_one_address) {
    running(connection_kind::address_fetch)
        .receives(addresses(0))
        .receives(addresses(1))
        .stays_quiet()
        .receives(addresses(2))
        .ends(disconnect_reason::purpose_fulfilled)
        .stays_quiet();
    running(connection_kind::address_fetch)
        .receives(newer_addresses(1))
        .stays_quiet()
        .receives(newer_addresses(2))
        .ends(disconnect_reason::purpose_fulfilled);
}

TEST(address_fetch, tells_the_owner_the_addresses_first) {
    running(connection_kind::address_fetch)
        .receives(addresses(2))
        .emits<message_arrived>([](const message_arrived& told) {
            return told.message.is<wire::addr>();
        })
        .ends(disconnect_reason::purpose_fulfilled);
}

TEST(address_fetch, asks_and_gives_up_after_300_s) {
    transcript(direction::outbound, of_kind(connection_kind::address_fetch))
        .sends<wire::version>([](const wire::version& ours) { return ours.relay; })
        .receives(remote_version())
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .sends<wire::getaddr>()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .at(300s - 1ns)
        .stays_quiet()
        .at(300s)
        .ends(disconnect_reason::lifetime_over)
        .stays_quiet();
}

TEST(address_fetch, does_not_reconcile) {
    auto config = of_kind(connection_kind::address_fetch);
    config.reconciles_transactions = true;
    transcript(direction::outbound, config)
        .sends<wire::version>()
        .receives(remote_version())
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .sends<wire::getaddr>()
        .stays_quiet();
}

TEST(kinds_of_other_dialects, ask_for_addresses_too) {
    auto config = of_kind(connection_kind::full_relay);
    config.network = networks::exchangecoin_simnet;
    auto theirs = remote_version();
    theirs.protocol_version = 8;
    transcript script(direction::outbound, config);
    script.never_mind()
        .receives(theirs)
        .sends<wire::verack>()
        .sends<wire::getaddr>()
        .emits<handshake_completed>();
}

}  // namespace
}  // namespace bitpeer
