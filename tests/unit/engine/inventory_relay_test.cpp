/// Announcing: blocks at once, transactions in trickles, nothing twice.

#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

wire::inventory entry(std::uint64_t number, type of = type::transaction) {
    wire::inventory made{of, {}};
    store_le(made.hash.bytes.data(), number);
    return made;
}

peer_config trickling(duration every, bool randomised = false) {
    auto config = timeless();
    config.trickle = trickle_timing{every, every, randomised};
    return config;
}

/// An owner's deed: announces this.
auto announces(const wire::inventory& what, announcement expected = announcement::queued) {
    return [=](engine& e, instant now) {
        const auto outcome = e.announce(what, now);
        ASSERT_TRUE(outcome) << outcome.error().message();
        EXPECT_EQ(to_string(*outcome), to_string(expected));
    };
}

/// One `inv` of exactly these.
auto of(std::vector<wire::inventory> entries) {
    return [=](const wire::inv& sent) { return std::ranges::equal(sent.items, entries); };
}

TEST(inventory_relay, announces_a_block_at_once_and_alone) {
    running(direction::inbound, trickling(10s))
        .does(announces(entry(1, type::block)))
        .sends<wire::inv>(of({entry(1, type::block)}))
        .does(announces(entry(2, type::witness_block)))
        .sends<wire::inv>(of({entry(2, type::witness_block)}))
        .stays_quiet();
}

TEST(inventory_relay, counts_an_announced_block_as_known) {
    running(direction::inbound, trickling(10s))
        .does(announces(entry(1, type::block)))
        .sends<wire::inv>()
        .does(announces(entry(1, type::block), announcement::known))
        .stays_quiet();
}

TEST(inventory_relay, collects_transactions_until_the_next_trickle) {
    running(direction::inbound, trickling(10s))
        .does(announces(entry(1)))
        .after(4s)
        .does(announces(entry(2)))
        .after(6s - 1ns)
        .stays_quiet()
        .after(1ns)
        .sends<wire::inv>(of({entry(1), entry(2)}))
        .after(1h)
        .stays_quiet();
}

TEST(inventory_relay, with_a_zero_interval_announces_at_once) {
    running(direction::inbound, trickling({}))
        .does(announces(entry(1)))
        .after(0s)
        .sends<wire::inv>(of({entry(1)}));
}

TEST(inventory_relay, announces_at_most_1000_in_one_message) {
    auto script = running(direction::inbound, trickling(10s));
    std::vector<wire::inventory> all;
    for (std::uint64_t i = 0; i < 2500; ++i) {
        all.push_back(entry(i));
        script.does(announces(all.back()));
    }
    std::vector<std::size_t> sizes;
    std::vector<wire::inventory> told;
    const auto keep = [&](const wire::inv& sent) {
        sizes.push_back(sent.items.size());
        told.insert(told.end(), sent.items.begin(), sent.items.end());
    };
    script.after(10s).sends<wire::inv>(keep).sends<wire::inv>(keep).sends<wire::inv>(keep);
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1000, 1000, 500}));
    EXPECT_EQ(told, all) << "in the order in which they were queued";
}

TEST(inventory_relay, announces_by_value_only_once) {
    running(direction::inbound, trickling(10s))
        .does(announces(entry(1)))
        .does(announces(entry(1)))
        .after(10s)
        .sends<wire::inv>(of({entry(1)}))
        .does(announces(entry(1), announcement::known))
        .after(1h)
        .stays_quiet();
}

TEST(inventory_relay, does_not_announce_what_the_remote_announced_meanwhile) {
    wire::inv theirs;
    theirs.items.push_back(entry(1));
    running(direction::inbound, trickling(10s))
        .does(announces(entry(1)))
        .does(announces(entry(2)))
        .receives(theirs)
        .after(10s)
        .sends<wire::inv>(of({entry(2)}));
}

wire::transaction some_transaction() {
    test::splitmix64 chance(5);
    return test::make_arbitrary<wire::tx>(chance, 1).transaction;
}

TEST(inventory_relay, does_not_announce_what_the_remote_sent) {
    const auto sent = some_transaction();
    auto script = running(direction::inbound, trickling(10s));
    script.receives(wire::tx{sent});
    script.does(announces({type::transaction, txid(sent)}, announcement::known));
    wire::block block;
    block.transactions.push_back(sent);
    script.receives(block).does(
        announces({type::block, block_hash(block.header)}, announcement::known)
    );
}

TEST(inventory_relay, does_not_announce_what_we_sent_ourselves) {
    const auto sent = some_transaction();
    wire::block block;
    block.transactions.push_back(sent);
    wire::inv news;
    news.items.push_back(entry(7));
    const auto sends = [](const wire::message& message) {
        return [=](engine& e, instant now) { EXPECT_TRUE(e.send(message, now)); };
    };
    auto script = running(direction::inbound, trickling(10s));
    script.does(sends(wire::tx{sent})).never_mind();
    script.does(announces({type::transaction, txid(sent)}, announcement::known));
    script.does(sends(block)).never_mind();
    script.does(announces({type::block, block_hash(block.header)}, announcement::known));
    script.does(sends(news)).never_mind();
    script.does(announces(entry(7), announcement::known)).stays_quiet();
}

/// Each is another one's txid and wtxid, so that one name cannot stand for the other.
TEST(inventory_relay, knows_a_transaction_by_the_name_that_was_negotiated) {
    auto came = some_transaction();
    came.inputs[0].witness.push_back(bytes{1});
    auto went = came;
    went.version ^= 1;
    transcript script(direction::inbound, trickling(10s));
    script.receives(test::remote_version())
        .never_mind()
        .receives(wire::wtxidrelay{})
        .never_mind()
        .receives(wire::verack{})
        .never_mind()
        .receives(wire::tx{came})
        .never_mind()
        .does([=](engine& e, instant now) { EXPECT_TRUE(e.send(wire::tx{went}, now)); })
        .never_mind();
    ASSERT_TRUE(script.engine().negotiated().wtxid_relay);
    for (const auto& known : {came, went}) {
        EXPECT_TRUE(script.engine().knows({type::wtxid_transaction, wtxid(known)}));
        EXPECT_FALSE(script.engine().knows({type::transaction, txid(known)}));
        const transaction_news news{txid(known), wtxid(known), {}};
        script.does([=](engine& e, instant now) {
            EXPECT_EQ(e.announce_transaction(news, now).value(), announcement::known);
        });
    }
}

TEST(inventory_relay, does_not_announce_what_the_owner_says_is_known) {
    auto script = running(direction::inbound, trickling(10s));
    auto& e = script.engine();
    EXPECT_FALSE(e.knows(entry(1)));
    e.add_known(entry(1));
    EXPECT_TRUE(e.knows(entry(1)));
    script.does(announces(entry(1), announcement::known)).after(1h).stays_quiet();
}

TEST(inventory_relay, forgets_the_oldest_when_its_budget_is_full) {
    auto config = trickling(10s);
    config.budgets.known_inventory = 48 * 10;
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    for (std::uint64_t i = 0; i < 100; ++i) e.add_known(entry(i));
    EXPECT_TRUE(e.knows(entry(90)));
    EXPECT_FALSE(e.knows(entry(0)));
}

TEST(inventory_relay, takes_inventory_from_construction_on) {
    transcript script(direction::inbound, trickling(10s));
    script.does(announces(entry(1)))
        .does(announces(entry(2, type::block)))
        .receives(test::remote_version())
        .never_mind()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::inv>(of({entry(2, type::block)}))
        .after(10s)
        .sends<wire::inv>(of({entry(1)}));
}

TEST(inventory_relay, leaves_out_transactions_for_who_wants_none) {
    auto theirs = test::remote_version();
    theirs.relay = false;
    running(direction::inbound, trickling(10s), theirs)
        .does(announces(entry(1), announcement::unwanted))
        .does(announces(entry(2, type::block)))
        .sends<wire::inv>(of({entry(2, type::block)}))
        .after(1h)
        .stays_quiet();
}

TEST(inventory_relay, announces_transactions_to_who_loads_a_filter) {
    auto config = trickling(10s);
    config.services = config.services | wire::services::bloom;
    auto theirs = test::remote_version();
    theirs.relay = false;
    running(direction::inbound, config, theirs)
        .receives(wire::filterload{})
        .does(announces(entry(1)))
        .after(10s)
        .sends<wire::inv>(of({entry(1)}));
}

TEST(inventory_relay, refuses_more_than_its_budget) {
    auto config = trickling(10s);
    config.budgets.inventory_queue = 36 * 50;
    auto script = running(direction::inbound, config);
    auto& e = script.engine();
    for (std::uint64_t i = 0; i < 50; ++i) ASSERT_TRUE(e.announce(entry(i), script.now()));
    const auto refused = e.announce(entry(50), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::back_pressure);
    script.after(10s).sends<wire::inv>();
    EXPECT_TRUE(e.announce(entry(50), script.now()));
}

TEST(inventory_relay, waits_while_the_remote_reads_nothing) {
    auto config = trickling(10s);
    config.budgets.send_queue = 1000;
    auto script = running(direction::inbound, config);
    script.blocks_writing();
    auto& e = script.engine();
    for (std::uint64_t i = 0; i < 100; ++i) ASSERT_TRUE(e.announce(entry(i), script.now()));
    script.after(10s);  // 3.6 kB are on their way: above the budget
    const auto held = e.bytes_held();
    for (std::uint64_t i = 100; i < 200; ++i) ASSERT_TRUE(e.announce(entry(i), script.now()));
    script.after(100s).stays_quiet();
    EXPECT_LE(e.bytes_held(), held + 36 * 100 + 8192) << "nothing but the queue and what is known";
    script.lets_write().sends<wire::inv>().after(10s).sends<wire::inv>();
}

TEST(inventory_relay, with_a_zero_interval_waits_for_room_and_not_in_circles) {
    auto config = trickling({});
    config.budgets.send_queue = 1000;
    auto script = running(direction::inbound, config);
    script.blocks_writing();
    auto& e = script.engine();
    for (std::uint64_t i = 0; i < 100; ++i) ASSERT_TRUE(e.announce(entry(i), script.now()));
    script.after(0s);
    ASSERT_TRUE(e.announce(entry(100), script.now()));
    script.after(0s).stays_quiet();
    EXPECT_FALSE(e.next_timeout()) << "nothing happens before something was written";
    script.lets_write().sends<wire::inv>().after(0s).sends<wire::inv>(of({entry(100)}));
}

TEST(inventory_relay, refuses_after_the_end) {
    auto script = running(direction::inbound, trickling(10s));
    script.does(announces(entry(1))).closed().emits<disconnected>().after(1h).stays_quiet();
    const auto refused = script.engine().announce(entry(2), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::ended);
}

TEST(inventory_relay, answers_a_mempool_at_once_with_everything) {
    std::vector<wire::inventory> pool;
    for (std::uint64_t i = 0; i < 3000; ++i) pool.push_back(entry(i));
    auto script = running(direction::inbound, trickling(10s));
    script.engine().add_known(pool[5]);
    script.does([&](engine& e, instant now) { EXPECT_TRUE(e.announce_now(pool, now)); })
        .sends<wire::inv>(of(pool))
        .does(announces(pool[7], announcement::known))
        .after(1h)
        .stays_quiet();
}

TEST(inventory_relay, keeps_the_messages_of_a_large_mempool_within_their_limit) {
    std::vector<wire::inventory> pool;
    for (std::uint64_t i = 0; i < 60'000; ++i) pool.push_back(entry(i));
    std::vector<std::size_t> sizes;
    const auto note = [&](const wire::inv& sent) { sizes.push_back(sent.items.size()); };
    running(direction::inbound, trickling(10s))
        .does([&](engine& e, instant now) { EXPECT_TRUE(e.announce_now(pool, now)); })
        .sends<wire::inv>(note)
        .sends<wire::inv>(note)
        .stays_quiet();
    EXPECT_EQ(sizes, (std::vector<std::size_t>{50'000, 10'000}));
}

/// When the first of one announcement goes out, for many engines.
std::vector<duration> trickle_times(direction role, const peer_config& config) {
    std::vector<duration> times;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        engine e(config, role, test::beginning, entropy::from_number(seed));
        transport::v1 remote(config.network);
        for (const wire::message& said :
             {wire::message(test::remote_version()), wire::message(wire::verack{})}) {
            const auto frame = remote.seal(said.command(), said.payload_for({}).value());
            e.receive(frame.head, test::beginning);
        }
        e.transmitted(e.transmit().bytes(), test::beginning);
        EXPECT_TRUE(e.announce(entry(1), test::beginning));
        times.push_back(e.next_timeout().value() - test::beginning);
    }
    return times;
}

TEST(trickle, is_exponentially_distributed_around_its_mean) {
    const auto times = trickle_times(direction::inbound, trickling(5s, true));
    duration sum{};
    std::size_t early = 0;
    for (const auto time : times) {
        sum += time;
        if (time < 5s) ++early;
    }
    const auto mean =
        std::chrono::duration<double>(sum).count() / static_cast<double>(times.size());
    EXPECT_NEAR(mean, 5.0, 0.4);
    // 1 - 1/e of them come before the mean.
    EXPECT_NEAR(static_cast<double>(early) / static_cast<double>(times.size()), 0.632, 0.04);
    EXPECT_GT(std::set(times.begin(), times.end()).size(), times.size() - 10);
}

TEST(trickle, has_an_interval_of_its_own_for_each_direction) {
    auto config = timeless();
    config.trickle = trickle_timing{.inbound = 7s, .outbound = 3s, .randomised = false};
    EXPECT_EQ(trickle_times(direction::inbound, config).front(), 7s);
    EXPECT_EQ(trickle_times(direction::outbound, config).front(), 3s);
}

TEST(trickle, is_that_of_bitcoin_core_unless_configured) {
    EXPECT_EQ(conduct_of(*networks::bitcoin.dialect).trickle.inbound, 5s);
    EXPECT_EQ(conduct_of(*networks::bitcoin.dialect).trickle.outbound, 2s);
}

}  // namespace
}  // namespace bitpeer
