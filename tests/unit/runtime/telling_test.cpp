/// Announcements, addresses and what else is told to a live peer.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <thread>

namespace bitpeer::test {
namespace {

using type = wire::inventory_type;

wire::inventory entry(std::uint8_t number, type of = type::transaction) {
    wire::inventory made{of, {}};
    made.hash.bytes[0] = number;
    return made;
}

TEST(runtime_telling, announces_blocks_at_once_and_transactions_in_a_trickle) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.trickle = trickle_timing{20ms, 20ms, false};
        auto [ours, theirs] = co_await connect(io, config);
        EXPECT_EQ(ours.announce(entry(1)), announcement::queued);
        EXPECT_EQ(ours.announce(entry(2)), announcement::queued);
        EXPECT_EQ(ours.announce(entry(3, type::block)), announcement::queued);
        const wire::inv block = co_await theirs.expect<wire::inv>();
        EXPECT_EQ(block.items.front(), entry(3, type::block));
        const wire::inv transactions = co_await theirs.expect<wire::inv>();
        EXPECT_EQ(transactions.items.size(), 2u);
        EXPECT_EQ(ours.announce(entry(1)), announcement::known);
        EXPECT_TRUE(ours.knows(entry(1)));
        EXPECT_FALSE(ours.knows(entry(9)));
        ours.add_known(entry(9));
        EXPECT_TRUE(ours.knows(entry(9)));
        const wire::inventory pool[] = {entry(1), entry(2)};
        EXPECT_TRUE(ours.announce_now(pool));
        const wire::inv everything = co_await theirs.expect<wire::inv>();
        EXPECT_EQ(everything.items.size(), 2u);
    });
}

TEST(runtime_telling, works_on_any_thread) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.trickle = trickle_timing{};
        auto both = co_await connect(io, config);
        std::thread other([ours = both.ours] { EXPECT_TRUE(ours.announce(entry(1))); });
        other.join();
        const wire::inv told = co_await both.theirs.expect<wire::inv>();
        EXPECT_EQ(told.items.front(), entry(1));
    });
}

TEST(runtime_telling, tells_addresses_and_says_which) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.addrv2 = false;
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        remote theirs(std::move(ends.second), direction::inbound, config);
        co_await theirs.handshake();
        (void)(co_await ours.ready());
        const std::vector<node_address> known(
            3, {7, wire::services::network, wire::address::ipv4({1, 2, 3, 4}, 8333)}
        );
        const auto told = ours.send_addresses(known);
        EXPECT_EQ(told, known);
        const wire::addr heard = co_await theirs.expect<wire::addr>();
        EXPECT_EQ(heard.items.size(), 3u);
    });
}

TEST(runtime_telling, asks_for_the_chain_without_repeating_itself) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const wire::locator from(networks::bitcoin_regtest.genesis_hash);
        EXPECT_EQ(ours.ask_headers(from), true);
        EXPECT_EQ(ours.ask_headers(from), false);
        EXPECT_EQ(ours.ask_blocks(from), true);
        EXPECT_EQ(ours.ask_blocks(from), false);
        co_await theirs.expect<wire::getheaders>();
        co_await theirs.expect<wire::getblocks>();
    });
}

TEST(runtime_telling, rejects_where_the_profile_does) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto why = wire::reject_of("block", wire::reject_code::invalid, "bad");
        auto today = co_await connect(io);
        EXPECT_EQ(today.ours.reject(why), false);
        auto config = regtest();
        config.conduct = conducts::btcd;
        auto [ours, theirs] = co_await connect(io, config);
        EXPECT_EQ(ours.reject(why), true);
        const wire::reject heard = co_await theirs.expect<wire::reject>();
        EXPECT_EQ(heard, why);
    });
}

TEST(runtime_telling, notes_what_the_owner_knows_of_the_remotes_chain) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        ours.note_remote_height(12);
        ours.note_announced_block(networks::bitcoin.genesis_hash);
        EXPECT_EQ(ours.statistics().remote_height, 12);
        EXPECT_EQ(ours.statistics().last_announced_block, networks::bitcoin.genesis_hash);
    });
}

TEST(runtime_telling, is_refused_after_the_end_and_does_no_harm) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        ours.disconnect();
        co_await ours.closed();
        ours.add_known(entry(1));
        EXPECT_FALSE(ours.announce(entry(1)));
        EXPECT_EQ(ours.announce(entry(1)).error().code, failure_code::ended);
        EXPECT_FALSE(ours.send_addresses({}));
        EXPECT_FALSE(ours.ask_headers({}));
        ours.note_remote_height(12);
    });
}

TEST(runtime_ids, are_never_zero_and_never_the_same) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto one = co_await connect(io);
        auto two = co_await connect(io);
        EXPECT_NE(one.ours.id(), 0u);
        EXPECT_NE(one.ours.id(), two.ours.id());
        const auto copy = one.ours;
        EXPECT_EQ(copy.id(), one.ours.id());
    });
}

wire::tx transaction_number(std::uint32_t number) {
    wire::tx made;
    made.transaction.inputs.emplace_back();
    made.transaction.lock_time = number;
    return made;
}

TEST(runtime_requests, for_many_things_are_answered_in_the_order_of_the_question) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto both = co_await connect(io);
        auto& theirs = both.theirs;
        std::vector<wire::inventory> wanted;
        for (std::uint32_t i = 0; i < 3; ++i) {
            wanted.push_back({type::transaction, txid(transaction_number(i).transaction)});
        }
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                const wire::getdata asked = co_await theirs.expect<wire::getdata>();
                EXPECT_EQ(asked.items.size(), 3u);
                wire::notfound missing;
                missing.items.push_back(asked.items[1]);
                co_await theirs.send(transaction_number(2));
                co_await theirs.send(missing);
                co_await theirs.send(transaction_number(0));
            },
            [](const std::exception_ptr&) {}
        );
        const auto answers = co_await both.ours.get_data(wanted, long_enough);
        EXPECT_TRUE(answers);
        if (!answers) co_return;
        EXPECT_EQ(answers->size(), 3u);
        EXPECT_EQ((*answers)[0]->get_if<wire::tx>(), transaction_number(0));
        EXPECT_EQ((*answers)[1].error().code, failure_code::not_found);
        EXPECT_EQ((*answers)[2]->get_if<wire::tx>(), transaction_number(2));
        const std::vector<wire::inventory> nothing;
        const auto none = co_await both.ours.get_data(nothing, long_enough);
        EXPECT_TRUE(none && none->empty());
    });
}

TEST(runtime_requests, for_many_things_end_with_the_connection) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto both = co_await connect(io);
        auto& theirs = both.theirs;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                co_await theirs.expect<wire::getdata>();
                co_await theirs.send(transaction_number(0));
                theirs.hang_up();
            },
            [](const std::exception_ptr&) {}
        );
        std::vector<wire::inventory> wanted;
        wanted.push_back({type::transaction, txid(transaction_number(0).transaction)});
        wanted.push_back({type::transaction, {}});
        const auto answers = co_await both.ours.get_data(wanted, long_enough);
        EXPECT_TRUE(answers);
        if (!answers) co_return;
        EXPECT_TRUE((*answers)[0]);
        EXPECT_EQ((*answers)[1].error().code, failure_code::ended);
    });
}

/// The answer comes in time, and the callback lets it lie for longer than the remote has.
TEST(runtime_callbacks, that_take_their_time_make_no_remote_stall) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.stalls = stall_timing{.headers = 2s};
        auto both = co_await connect(io, config);
        auto& theirs = both.theirs;
        const auto kept =
            both.ours.on<wire::inv>([](const wire::inv&) { std::this_thread::sleep_for(2500ms); });
        EXPECT_TRUE(both.ours.send(wire::getheaders{}));
        co_await theirs.expect<wire::getheaders>();
        co_await theirs.send(wire::inv{});
        co_await theirs.send(wire::headers{});
        EXPECT_TRUE(co_await both.ours.async_send(wire::inv{}));
        co_await eventually(io, [&] { return both.ours.statistics().messages_received >= 7; });
        EXPECT_FALSE(both.ours.why_ended());
    });
}

}  // namespace
}  // namespace bitpeer::test
