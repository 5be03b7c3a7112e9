/// Many peers as one.

#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/peer_set.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/support/frames.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/local/stream_protocol.hpp>

#include <vector>

namespace bitpeer::test {
namespace {

/// Peers of ours in a set, and the remotes that they are connected to, handshakes done.
struct crowd {
    std::vector<peer> ours;
    std::vector<std::unique_ptr<remote>> theirs;
};

asio::awaitable<crowd> connect_many(
    asio::io_context& io, const peer_set& set, int count, peer_config config = regtest()
) {
    crowd all;
    for (int i = 0; i < count; ++i) {
        auto one = co_await connect(io, set.within(config), set.keeping());
        all.ours.push_back(std::move(one.ours));
        all.theirs.push_back(std::make_unique<remote>(std::move(one.theirs)));
    }
    co_return all;
}

TEST(peer_set, keeps_peers_alive_until_they_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto one = co_await connect(io, regtest(), set.keeping());
        one.ours = {};
        EXPECT_EQ(set.size(), 1U);
        const auto kept = set.peers().front();
        EXPECT_EQ(kept.state(), stage::running);
        kept.disconnect("enough");
        const auto why = co_await kept.closed();
        EXPECT_EQ(why->detail, "enough");
        EXPECT_EQ(set.size(), 0U);
        EXPECT_FALSE(set.add(kept)) << "it is over";
    });
}

TEST(peer_set, takes_a_peer_once) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto one = co_await connect(io);
        EXPECT_TRUE(set.add(one.ours));
        EXPECT_FALSE(set.add(one.ours));
        EXPECT_EQ(set.size(), 1U);
        EXPECT_EQ(set.statistics().joined, 1U);
        set.disconnect();
        co_await set.closed();
    });
}

TEST(peer_set, sends_to_all_that_are_wanted) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto all = co_await connect_many(io, set, 3);
        const auto everybody = set.broadcast(wire::ping{77});
        EXPECT_EQ(everybody.queued, 3U);
        EXPECT_EQ(everybody.refused, 0U);
        const auto not_the_first = [&](const peer& each) { return each != all.ours.front(); };
        EXPECT_EQ(set.broadcast(wire::ping{78}, not_the_first).queued, 2U);
        for (std::size_t i = 0; i < 3; ++i) {
            auto heard = co_await all.theirs[i]->expect<wire::ping>();
            while (heard.nonce != 77) heard = co_await all.theirs[i]->expect<wire::ping>();
            if (i == 0) continue;
            heard = co_await all.theirs[i]->expect<wire::ping>();
            EXPECT_EQ(heard.nonce, 78U);
        }
        set.disconnect();
        co_await set.closed();
        EXPECT_EQ(set.broadcast(wire::ping{79}).queued, 0U);
    });
}

TEST(peer_set, writes_what_is_broadcast_at_once_and_calls_nobody_meanwhile) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto all = co_await connect_many(io, set, 3);
        int told = 0;
        std::vector<subscription> taps;
        for (const auto& each : all.ours) {
            taps.push_back(each.tap([&](const tapped_message&) { ++told; }));
        }
        co_await asio::post(io, asio::use_awaitable);  // whatever was under way is done
        told = 0;
        const auto sent_before = set.statistics().messages_sent;
        EXPECT_EQ(set.broadcast(wire::ping{77}).queued, 3U);
        EXPECT_EQ(set.statistics().messages_sent, sent_before + 3);
        EXPECT_EQ(told, 0);
        while (told < 3) co_await asio::post(io, asio::use_awaitable);
        set.disconnect();
        co_await set.closed();
    });
}

TEST(peer_set, counts_what_its_peers_did_and_why_they_ended) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto all = co_await connect_many(io, set, 3);
        auto counts = set.statistics();
        EXPECT_EQ(counts.peers, 3U);
        EXPECT_EQ(counts.inbound, 0U);
        EXPECT_EQ(counts.handshaking, 0U);
        EXPECT_GE(counts.messages_received, 6U);
        const auto before = counts.bytes_received;
        all.theirs[0]->hang_up();
        co_await all.ours[0].closed();
        all.ours[1].disconnect();
        co_await all.ours[1].closed();
        counts = set.statistics();
        EXPECT_EQ(counts.peers, 1U);
        EXPECT_EQ(counts.joined, 3U);
        EXPECT_GE(counts.bytes_received, before) << "what was counted stays";
        EXPECT_EQ(counts.ended[disconnect_reason::closed_by_remote], 1U);
        EXPECT_EQ(counts.ended[disconnect_reason::requested], 1U);
        set.disconnect();
        co_await set.closed();
        EXPECT_EQ(set.statistics().bytes_held, 0U);
    });
}

/// The beginning of a message that never ends.
bytes unfinished(std::size_t size) {
    auto frame = raw_frame("filler", bytes(3'900'000, 7)).bytes();
    frame.resize(size);
    return frame;
}

TEST(peer_set, gives_up_whose_bytes_cost_most_when_all_hold_too_much) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set({.memory = 1'000'000});
        const auto plain = regtest(transport_policy::v1_only);
        auto all = co_await connect_many(io, set, 4, plain);
        const auto say = [&](std::size_t who, std::size_t count) -> asio::awaitable<void> {
            const auto some = unfinished(count);
            co_await asio::async_write(
                all.theirs[who]->socket(), asio::buffer(some), asio::use_awaitable
            );
        };
        co_await say(0, 400'000);
        co_await eventually(io, [&] { return set.statistics().bytes_held >= 390'000; });
        EXPECT_EQ(set.size(), 4U);
        // Whole allocations are counted: how much is held for so many bytes is the library's
        // affair.
        for (std::size_t who = 1; who < 4; ++who) co_await say(who, 250'000);
        const auto why = co_await all.ours[0].closed();
        EXPECT_EQ(why->reason, disconnect_reason::shed) << why->message();
        const auto counts = set.statistics();
        EXPECT_EQ(counts.peers, 3U);
        EXPECT_LE(counts.bytes_held, 1'000'000U);
        EXPECT_LE(counts.most_held, 1'000'000U + 600'000U) << "one buffer grew";
        EXPECT_EQ(counts.ended.at(disconnect_reason::shed), 1U);
        set.disconnect();
        co_await set.closed();
    });
}

TEST(peer_set, counts_what_lies_in_inboxes) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const peer_set set;
        auto one = co_await connect(io, regtest(), set.keeping());
        auto inbox = one.ours.open_inbox({});
        co_await one.theirs.send(wire::message("filler", shared_bytes(bytes(50'000))));
        co_await eventually(io, [&] { return set.statistics().bytes_held >= 50'000; });
        EXPECT_TRUE(inbox.try_next());
        set.disconnect();
        co_await set.closed();
        EXPECT_EQ(set.statistics().bytes_held, 0U);
    });
}

TEST(peer_set, keeps_all_together_to_a_rate) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        // So slow that time plays no part: nothing but the burst passes.
        const peer_set set({.receive = {.burst = 100'000, .per_second = 0.001}});
        const auto plain = regtest(transport_policy::v1_only);
        auto all = co_await connect_many(io, set, 2, plain);
        const auto some = unfinished(80'000);
        for (auto& theirs : all.theirs) {
            co_await asio::async_write(theirs->socket(), asio::buffer(some), asio::use_awaitable);
        }
        co_await eventually(io, [&] { return set.statistics().bytes_received == 100'000; });
        set.disconnect();
        co_await set.closed();
        EXPECT_EQ(set.statistics().bytes_received, 100'000U);
    });
}

TEST(peer_set, may_be_used_by_many_threads_at_once) {
    run(
        [](asio::io_context& io) -> asio::awaitable<void> {
            const peer_set set({.memory = 10'000'000});
            listener_options options;
            options.prepare = set.keeping();
            const auto server =
                listener::bind(io.get_executor(), "127.0.0.1:0", set.within(regtest()), options)
                    .value();
            const client maker(io.get_executor(), set.within(regtest()));
            for (int i = 0; i < 20; ++i) {
                const auto dialled =
                    co_await maker.connect(server.local_address(), 30s, set.keeping());
                EXPECT_TRUE(dialled);
                set.broadcast(wire::ping{static_cast<std::uint64_t>(i) + 1});
                EXPECT_GE(set.statistics().peers, 2U);
                if (i % 3 == 0) set.peers().front().disconnect();
            }
            server.close();
            set.disconnect();
            co_await set.closed();
            co_await eventually(io, [&] { return set.size() == 0; });
        },
        3
    );
}

}  // namespace
}  // namespace bitpeer::test
