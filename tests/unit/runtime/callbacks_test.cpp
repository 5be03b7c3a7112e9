/// The owner's code, called on the peer's strand.

#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <atomic>
#include <memory>

namespace bitpeer::test {
namespace {

TEST(runtime_callbacks, are_called_for_their_messages_and_events) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        std::vector<std::int64_t> rates;
        std::vector<std::string> commands;
        std::vector<std::size_t> events;
        std::vector<subscription> kept;
        const auto listen = [&](const peer& ours) {
            kept.push_back(ours.on<wire::feefilter>([&](const wire::feefilter& message) {
                rates.push_back(message.fee_rate);
            }));
            kept.push_back(ours.on_any([&](const wire::message& message) {
                commands.emplace_back(message.command().text());
            }));
            kept.push_back(ours.on_event([&](const event& told) { events.push_back(told.index()); })
            );
        };
        auto [ours, theirs] = co_await connect(io, regtest(), listen);
        co_await theirs.send(wire::feefilter{11});
        co_await theirs.send(wire::feefilter{12});
        theirs.hang_up();
        co_await ours.closed();
        EXPECT_EQ(rates, (std::vector<std::int64_t>{11, 12}));
        EXPECT_EQ(commands.front(), "version");
        EXPECT_EQ(std::ranges::count(commands, "verack"), 1);
        EXPECT_EQ(std::ranges::count(commands, "feefilter"), 2);
        EXPECT_EQ(events.back(), event(disconnected{}).index());
        EXPECT_EQ(std::ranges::count(events, event(handshake_completed{}).index()), 1);
    });
}

/// What a dialler says until it has an answer to its own second ping.
std::vector<std::string> written_by_the_dialler() {
    return {"version", "wtxidrelay", "sendaddrv2", "verack", "ping", "ping"};
}

TEST(runtime_taps, see_each_message_of_either_side_whole) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        std::vector<tapped_message> seen;
        subscription kept;
        auto both =
            co_await connect(io, regtest(transport_policy::v1_only), [&](const peer& early) {
                kept = early.tap([&](const tapped_message& message) { seen.push_back(message); });
            });
        auto& theirs = both.theirs;
        const bytes payload(3, 1);
        co_await theirs.send(wire::message("novel", shared_bytes::copy(payload)));
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                for (int i = 0; i < 2; ++i) co_await theirs.expect<wire::ping>();
                co_await theirs.flush();
            },
            [](const std::exception_ptr&) {}
        );
        EXPECT_TRUE(co_await both.ours.ping(long_enough));
        both.ours.disconnect();
        co_await both.ours.closed();
        const auto numbers = both.ours.statistics();

        std::size_t received = 0;
        std::size_t written = 0;
        std::vector<std::string> commands;
        for (const auto& message : seen) {
            (message.flow == flow::received ? received : written) += message.wire_size;
            EXPECT_EQ(message.wire_size, 24 + message.payload.size());
            EXPECT_FALSE(message.dropped);
            EXPECT_GT(message.when.unix_seconds(), 1'700'000'000);
            if (message.flow == flow::written) commands.emplace_back(message.command.text());
        }
        EXPECT_EQ(seen.front().command, wire::version::command);
        EXPECT_EQ(seen.front().flow, flow::written);
        std::erase(commands, "pong");  // whether the answer to theirs is out is a matter of moments
        EXPECT_EQ(commands, written_by_the_dialler());
        EXPECT_EQ(received, numbers.bytes_received);
        EXPECT_EQ(written, numbers.bytes_sent);
    });
}

TEST(runtime_taps, see_what_was_dropped_and_why) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        std::vector<tapped_message> seen;
        {
            const auto kept = ours.tap([&](const tapped_message& message) {
                if (message.flow == flow::received) seen.push_back(message);
            });
            const bytes cut_off(1, 0xff);
            co_await theirs.send(wire::message("inv", shared_bytes::copy(cut_off)));
            co_await eventually(io, [&] { return !seen.empty(); });
        }
        EXPECT_EQ(seen.front().command, wire::inv::command);
        EXPECT_EQ(seen.front().dropped, drop_reason::malformed);
        // Without the tap, nothing is told any more.
        co_await theirs.send(wire::ping{1});
        co_await eventually(io, [ours = ours] { return ours.statistics().messages_received > 5; });
        EXPECT_EQ(seen.size(), 1u);
    });
}

TEST(runtime_callbacks, may_disconnect_and_are_not_called_again) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        int calls = 0;
        const auto kept = ours.on<wire::feefilter>([&, ours = ours](const wire::feefilter&) {
            ++calls;
            ours.disconnect("seen enough");
            ours.disconnect("again");
        });
        co_await theirs.send(wire::feefilter{1});
        const auto why = (co_await ours.closed()).value();
        EXPECT_EQ(why.reason, disconnect_reason::requested);
        EXPECT_EQ(why.detail, "seen enough");
        EXPECT_EQ(calls, 1);
    });
}

TEST(runtime_callbacks, may_unsubscribe_themselves_and_each_other_and_subscribe_more) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto both = co_await connect(io);
        auto& ours = both.ours;
        auto& theirs = both.theirs;
        int own = 0;
        int other = 0;
        int late = 0;
        std::optional<subscription> self;
        std::optional<subscription> victim;
        std::vector<subscription> added;
        self = ours.on<wire::feefilter>([&](const wire::feefilter&) {
            ++own;
            self.reset();
            victim.reset();
            added.push_back(ours.on<wire::feefilter>([&](const wire::feefilter&) { ++late; }));
        });
        victim = ours.on<wire::feefilter>([&](const wire::feefilter&) { ++other; });
        co_await theirs.send(wire::feefilter{1});
        co_await theirs.send(wire::feefilter{2});
        theirs.hang_up();
        co_await ours.closed();
        EXPECT_EQ(own, 1);
        EXPECT_EQ(other, 0);
        EXPECT_EQ(late, 1);
    });
}

TEST(runtime_callbacks, that_throw_end_their_peer_and_nothing_else) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto [others, other_theirs] = co_await connect(io);
        const auto kept = ours.on<wire::feefilter>([](const wire::feefilter&) {
            throw std::runtime_error("no such fee");
        });
        co_await theirs.send(wire::feefilter{1});
        const auto why = (co_await ours.closed()).value();
        EXPECT_EQ(why.reason, disconnect_reason::requested);
        EXPECT_EQ(why.detail, "a callback threw: no such fee");
        EXPECT_EQ(others.state(), stage::running);
    });
}

TEST(runtime_callbacks, of_sends_and_preparations_may_throw_as_well) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        EXPECT_TRUE(ours.send(wire::mempool{}, [](send_outcome) { throw 5; }));
        const auto why = (co_await ours.closed()).value();
        EXPECT_EQ(why.detail, "a callback threw");

        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto unprepared =
            maker.adopt(make_stream(std::move(ends.first)), direction::outbound, [](const peer&) {
                throw std::logic_error("not ready");
            });
        const auto reason = (co_await unprepared.closed()).value();
        EXPECT_EQ(reason.detail, "a callback threw: not ready");
    });
}

TEST(runtime_callbacks, cannot_wait_for_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto [others, other_theirs] = co_await connect(io);
        std::vector<failure_code> codes;
        const auto kept = ours.on<wire::feefilter>([&, ours = ours, others = others](const auto&) {
            codes.push_back(ours.wait().error().code);
            codes.push_back(others.wait().error().code);
            ours.disconnect();
        });
        co_await theirs.send(wire::feefilter{1});
        co_await ours.closed();
        EXPECT_EQ(codes, (std::vector{failure_code::would_block, failure_code::would_block}));
        // Nor can anything else on the only thread that could bring it about.
        EXPECT_EQ(others.wait().error().code, failure_code::would_block);
    });
}

TEST(runtime_callbacks, let_go_of_what_they_captured_at_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto token = std::make_shared<int>(1);
        const auto kept = ours.on_any([token, ours = ours](const wire::message&) {});
        EXPECT_GT(token.use_count(), 1);
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(token.use_count(), 1);
        const auto late = ours.on_any([token](const wire::message&) {});
        EXPECT_EQ(token.use_count(), 1);
    });
}

TEST(runtime_callbacks, are_over_when_their_subscription_is_ended_on_another_thread) {
    asio::io_context io(2);
    run(
        io,
        [&]() -> asio::awaitable<void> {
            auto [ours, theirs] = co_await connect(io);
            auto& flooder = theirs;
            std::atomic<bool> stop = false;
            bool flooding = true;
            asio::co_spawn(
                io,
                [&]() -> asio::awaitable<void> {
                    while (!stop) co_await flooder.send(wire::feefilter{1});
                    flooding = false;
                },
                [](const std::exception_ptr&) {}
            );
            for (int i = 0; i < 200; ++i) {
                // Plain memory that the callback uses and that goes right after the subscription.
                auto calls = std::make_unique<int>(0);
                auto kept = ours.on<wire::feefilter>([&calls = *calls](const wire::feefilter&) {
                    ++calls;
                });
                co_await asio::post(io, asio::use_awaitable);
                kept.reset();
                calls.reset();
            }
            stop = true;
            co_await eventually(io, [&] { return !flooding; });
        },
        1
    );
}

TEST(runtime_callbacks, may_drop_the_last_handle) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        std::optional<peer> only;
        subscription kept;
        std::optional<disconnect> why;
        subscription ending;
        only = maker.adopt(
            make_stream(std::move(ends.first)),
            direction::outbound,
            [&](const peer& ours) {
                kept = ours.on<wire::feefilter>([&](const wire::feefilter&) { only.reset(); });
                ending = ours.on_event([&](const event& told) {
                    if (const auto* end = std::get_if<disconnected>(&told)) why = end->why;
                });
            }
        );
        remote theirs(std::move(ends.second), direction::inbound);
        co_await theirs.handshake();
        co_await theirs.send(wire::feefilter{1});
        co_await eventually(io, [&] { return why.has_value(); });
        EXPECT_EQ(why->reason, disconnect_reason::requested);
        EXPECT_EQ(why->detail, "the last handle is gone");
    });
}

}  // namespace
}  // namespace bitpeer::test
