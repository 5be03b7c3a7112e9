/// Every send comes to its end exactly once.

#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <memory>

namespace bitpeer::test {
namespace {

/// Counts what became of sends.
struct tally {
    int written = 0;
    int dropped_at_end = 0;
    int dropped_by_negotiation = 0;

    [[nodiscard]] std::function<void(send_outcome)> counter() {
        return [this](send_outcome outcome) {
            switch (outcome) {
                case send_outcome::written: ++written; break;
                case send_outcome::dropped_at_end: ++dropped_at_end; break;
                case send_outcome::dropped_by_negotiation: ++dropped_by_negotiation; break;
            }
        };
    }
};

TEST(runtime_sends, arrive_in_order_and_complete_as_written) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        tally outcomes;
        for (int i = 0; i < 100; ++i) {
            EXPECT_TRUE(ours.send(wire::feefilter{i}, outcomes.counter()));
        }
        for (int i = 0; i < 100; ++i) {
            const wire::feefilter came = co_await theirs.expect<wire::feefilter>();
            EXPECT_EQ(came.fee_rate, i);
        }
        co_await eventually(io, [&] { return outcomes.written == 100; });
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(outcomes.written, 100);
        EXPECT_EQ(outcomes.dropped_at_end, 0);
    });
}

TEST(runtime_sends, queued_before_the_handshake_go_out_after_it) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        tally outcomes;
        const auto early = [&](const peer& ours) {
            EXPECT_TRUE(ours.send(wire::feefilter{5}, outcomes.counter()));
        };
        auto [ours, theirs] = co_await connect(io, regtest(), early);
        const wire::feefilter came = co_await theirs.expect<wire::feefilter>();
        EXPECT_EQ(came.fee_rate, 5);
        co_await eventually(io, [&] { return outcomes.written == 1; });
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(outcomes.written, 1);
    });
}

TEST(runtime_sends, are_dropped_once_when_the_handshake_never_ends) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        tally outcomes;
        for (int i = 0; i < 10; ++i) EXPECT_TRUE(ours.send(wire::mempool{}, outcomes.counter()));
        ends.second.close();
        co_await ours.closed();
        EXPECT_EQ(outcomes.written, 0);
        EXPECT_EQ(outcomes.dropped_at_end, 10);
    });
}

TEST(runtime_sends, are_dropped_when_the_version_has_no_such_message) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto old = regtest();
        old.protocol_version = 70001;  // feefilter came with 70013
        tally outcomes;
        const auto early = [&](const peer& ours) {
            EXPECT_TRUE(ours.send(wire::feefilter{5}, outcomes.counter()));
        };
        auto [ours, theirs] = co_await connect(io, old, early);
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(outcomes.dropped_by_negotiation, 1);
        EXPECT_EQ(outcomes.written + outcomes.dropped_at_end, 0);
    });
}

TEST(runtime_sends, that_nobody_reads_are_dropped_at_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.budgets.send_queue = 10'000'000;
        auto [ours, theirs] = co_await connect(io, config);
        wire::inv large;
        for (int i = 0; i < 50'000; ++i)
            large.items.push_back({wire::inventory_type::transaction, {}});
        tally outcomes;
        for (int i = 0; i < 4; ++i) EXPECT_TRUE(ours.send(large, outcomes.counter()));
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(outcomes.written + outcomes.dropped_at_end, 4);
        EXPECT_GT(outcomes.dropped_at_end, 0);
    });
}

TEST(runtime_sends, are_refused_when_the_queue_is_full) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest();
        config.budgets.send_queue = 1'000;
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), config);
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::inbound);
        result<void, failure> last;
        tally outcomes;
        int accepted = -1;
        do {
            last = ours.send(wire::mempool{}, outcomes.counter());
            ++accepted;
        } while (last);
        EXPECT_EQ(last.error().code, failure_code::not_sent);
        EXPECT_EQ(last.error().refused->code, misuse::back_pressure);
        EXPECT_EQ(last.error().whose(), fault::local);
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(outcomes.dropped_at_end, accepted);
    });
}

TEST(runtime_sends, fail_with_the_reason_after_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        theirs.hang_up();
        co_await ours.closed();
        tally outcomes;
        const auto late = ours.send(wire::mempool{}, outcomes.counter());
        EXPECT_FALSE(late);
        if (!late) {
            EXPECT_EQ(late.error().code, failure_code::ended);
            EXPECT_EQ(late.error().disconnect->reason, disconnect_reason::closed_by_remote);
        }
        const auto awaited = co_await ours.async_send(wire::mempool{});
        EXPECT_FALSE(awaited);
        if (!awaited) EXPECT_EQ(awaited.error().code, failure_code::ended);
        EXPECT_EQ(outcomes.written + outcomes.dropped_at_end, 0);
    });
}

TEST(runtime_sends, can_be_awaited) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        EXPECT_TRUE(co_await ours.async_send(wire::feefilter{8}));
        const wire::feefilter came = co_await theirs.expect<wire::feefilter>();
        EXPECT_EQ(came.fee_rate, 8);
    });
}

TEST(runtime_sends, can_be_awaited_until_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        std::optional<result<void, failure>> outcome;
        asio::co_spawn(
            io,
            ours.async_send(wire::mempool{}),
            [&](const std::exception_ptr&, result<void, failure> came) {
                outcome = std::move(came);
            }
        );
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                ours.disconnect("enough");
                co_return;
            },
            [](const std::exception_ptr&) {}
        );
        co_await ours.closed();
        co_await eventually(io, [&] { return outcome.has_value(); });
        EXPECT_FALSE(*outcome);
        if (!*outcome) {
            EXPECT_EQ(outcome->error().code, failure_code::ended);
            EXPECT_EQ(outcome->error().disconnect->detail, "enough");
        }
    });
}

TEST(runtime_sends, stop_being_waited_for_when_cancelled) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        asio::cancellation_signal signal;
        std::optional<result<void, failure>> outcome;
        asio::co_spawn(
            io,
            ours.async_send(wire::feefilter{3}),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr&, result<void, failure> came) {
                    outcome = std::move(came);
                }
            )
        );
        co_await asio::post(io, asio::use_awaitable);
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return outcome.has_value(); });
        EXPECT_EQ(outcome->error().code, failure_code::cancelled);

        // The message goes out all the same.
        remote theirs(std::move(ends.second), direction::inbound);
        const wire::feefilter came = co_await theirs.expect<wire::feefilter>();
        EXPECT_EQ(came.fee_rate, 3);
    });
}

TEST(runtime_sends, work_from_any_thread_and_from_their_own_completion) {
    asio::io_context io(2);
    run(
        io,
        [&]() -> asio::awaitable<void> {
            auto [ours, theirs] = co_await connect(io);
            const auto outcomes = std::make_shared<std::atomic<int>>(0);
            constexpr int each = 200;
            std::vector<std::thread> threads;
            for (int t = 0; t < 3; ++t) {
                threads.emplace_back([ours = ours, outcomes] {
                    for (int i = 0; i < each; ++i) {
                        const auto again = [ours, outcomes](send_outcome) {
                            EXPECT_TRUE(ours.send(wire::feefilter{2}, [outcomes](send_outcome) {
                                ++*outcomes;
                            }));
                        };
                        EXPECT_TRUE(ours.send(wire::feefilter{1}, again));
                    }
                });
            }
            for (int i = 0; i < 2 * 3 * each; ++i) co_await theirs.expect<wire::feefilter>();
            for (auto& thread : threads) thread.join();
            co_await eventually(io, [&] { return *outcomes == 3 * each; });
            ours.disconnect();
            co_await ours.closed();
            EXPECT_EQ(*outcomes, 3 * each);
        },
        2
    );
}

}  // namespace
}  // namespace bitpeer::test
