/// Queues of messages for slow readers.

#include <bitpeer/runtime/inbox.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace bitpeer::test {
namespace {

wire::inv numbered(std::uint8_t number, std::size_t entries = 1) {
    wire::inv message;
    for (std::size_t i = 0; i < entries; ++i) {
        wire::inventory entry{wire::inventory_type::transaction, {}};
        entry.hash.bytes[0] = number;
        message.items.push_back(entry);
    }
    return message;
}

std::uint8_t number_of(const wire::inv& message) { return message.items.front().hash.bytes[0]; }

TEST(runtime_inbox, holds_its_types_in_order_from_its_creation_on) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv, wire::notfound>();
        co_await theirs.send(numbered(1));
        co_await theirs.send(wire::feefilter{1000});
        co_await theirs.send(wire::notfound{});
        co_await theirs.send(numbered(2));
        const auto first = (co_await inbox.next()).value();
        const auto second = (co_await inbox.next()).value();
        const auto third = (co_await inbox.next()).value();
        EXPECT_EQ(number_of(std::get<wire::inv>(first)), 1);
        EXPECT_TRUE(std::holds_alternative<wire::notfound>(second));
        EXPECT_EQ(number_of(std::get<wire::inv>(third)), 2);
        EXPECT_FALSE(inbox.try_next());
        EXPECT_EQ(inbox.raw().bytes(), 0u);
    });
}

TEST(runtime_inbox, gives_a_single_type_as_it_is) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::feefilter>();
        co_await theirs.send(wire::feefilter{1234});
        const wire::feefilter came = (co_await inbox.next()).value();
        EXPECT_EQ(came.fee_rate, 1234);
    });
}

TEST(runtime_inbox, of_everything_is_undecoded) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.open_inbox({});
        const bytes payload(3, 1);
        co_await theirs.send(wire::message("novel", shared_bytes::copy(payload)));
        for (;;) {
            const auto came = (co_await inbox.next()).value();
            if (came.command() != wire::command_name("novel")) continue;
            EXPECT_EQ(came.raw().size(), 3u);
            break;
        }
    });
}

TEST(runtime_inbox, gives_what_it_holds_and_then_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>();
        co_await theirs.send(numbered(1));
        co_await theirs.send(numbered(2));
        theirs.hang_up();
        co_await ours.closed();
        EXPECT_EQ(number_of((co_await inbox.next()).value()), 1);
        EXPECT_EQ(number_of((co_await inbox.next()).value()), 2);
        for (int i = 0; i < 2; ++i) {
            const auto end = co_await inbox.next();
            EXPECT_FALSE(end);
            EXPECT_EQ(end.error().code, failure_code::ended);
            EXPECT_EQ(end.error().disconnect->reason, disconnect_reason::closed_by_remote);
        }
        const auto late = ours.inbox<wire::inv>();
        const auto nothing = co_await late.next();
        EXPECT_EQ(nothing.error().code, failure_code::ended);
    });
}

TEST(runtime_inbox, wakes_its_reader_at_the_end) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>();
        asio::co_spawn(
            io,
            [ours = ours]() -> asio::awaitable<void> {
                ours.disconnect();
                co_return;
            },
            [](const std::exception_ptr&) {}
        );
        const auto end = co_await inbox.next();
        EXPECT_EQ(end.error().code, failure_code::ended);
        EXPECT_EQ(end.error().disconnect->reason, disconnect_reason::requested);
    });
}

TEST(runtime_inbox, loses_nothing_when_a_reader_is_cancelled) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>();
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            inbox.next(),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr&, const result<wire::inv, failure>& came) {
                    code = came.error().code;
                }
            )
        );
        co_await asio::post(io, asio::use_awaitable);
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
        co_await theirs.send(numbered(1));
        EXPECT_EQ(number_of((co_await inbox.next()).value()), 1);
    });
}

TEST(runtime_inbox, slows_its_own_peer_when_it_is_full_and_loses_nothing) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        constexpr std::size_t budget = 100'000;
        constexpr std::size_t entries = 1'000;
        constexpr int count = 200;  // 7 MB: more than any socket buffer
        auto [ours, theirs] = co_await connect(io);
        auto [others, other_theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>({.budget = budget, .patience = long_enough});
        const auto other_inbox = others.inbox<wire::inv>();

        bool written = false;
        auto& flooder = theirs;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                for (int i = 0; i < count; ++i) {
                    co_await flooder.send(numbered(static_cast<std::uint8_t>(i), entries));
                }
                written = true;
            },
            [](const std::exception_ptr&) {}
        );
        std::size_t most = 0;
        for (int i = 0; i < count; ++i) {
            co_await eventually(io, [&] { return inbox.raw().bytes() > 0; });
            most = std::max(most, inbox.raw().bytes());
            // The other peer is as quick as ever.
            co_await other_theirs.send(numbered(7));
            EXPECT_EQ(number_of((co_await other_inbox.next()).value()), 7);
            if (i < count / 2) EXPECT_FALSE(written);
            const auto message = (co_await inbox.next()).value();
            EXPECT_EQ(number_of(message), i);
            EXPECT_EQ(message.items.size(), entries);
        }
        EXPECT_LE(most, budget + 3 * pooled_read);
        co_await eventually(io, [&] { return written; });
    });
}

TEST(runtime_inbox, counts_what_a_small_message_takes_besides_its_bytes) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>();
        for (int i = 0; i < 100; ++i) co_await theirs.send(wire::inv{});
        co_await theirs.send(wire::ping{77});
        co_await theirs.expect<wire::pong>();  // all of them have arrived
        EXPECT_GE(inbox.raw().bytes(), 100 * sizeof(wire::message));
    });
}

TEST(runtime_inbox, that_is_forgotten_is_overrun_and_its_peer_goes_on) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>({.budget = 50'000, .patience = 1ms});
        auto& flooder = theirs;
        for (int i = 0; i < 100; ++i) {
            co_await flooder.send(numbered(static_cast<std::uint8_t>(i), 1'000));
        }
        co_await flooder.send(wire::ping{77});
        for (;;) {
            const wire::pong answer = co_await flooder.expect<wire::pong>();
            if (answer.nonce == 77) break;
        }
        int held = 0;
        for (;;) {
            const auto next = co_await inbox.next();
            if (!next) {
                EXPECT_EQ(next.error().code, failure_code::overrun);
                EXPECT_EQ(next.error().whose(), fault::local);
                break;
            }
            EXPECT_EQ(number_of(*next), held);
            ++held;
        }
        EXPECT_GT(held, 0);
        EXPECT_LT(held, 100);
        EXPECT_EQ(ours.state(), stage::running);
        // Another one may be opened.
        const auto fresh = ours.inbox<wire::inv>();
        co_await flooder.send(numbered(9));
        EXPECT_EQ(number_of((co_await fresh.next()).value()), 9);
    });
}

TEST(runtime_inbox, that_is_full_stops_the_remotes_clock) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>({.budget = 1, .patience = 50ms});
        auto& asked = theirs;
        co_await asked.send(numbered(1));
        co_await eventually(io, [&] { return inbox.raw().bytes() > 0; });
        // Its answer is on its way behind the message that holds up our reading.
        std::optional<result<wire::headers, failure>> headers;
        asio::co_spawn(
            io,
            ours.get_headers({}, 20ms),
            [&](const std::exception_ptr&, result<wire::headers, failure> came) {
                headers = std::move(came);
            }
        );
        co_await asked.expect<wire::getheaders>();
        co_await asked.send(wire::headers{});
        co_await eventually(io, [&] { return headers.has_value(); });
        EXPECT_TRUE(*headers) << headers->error().message();
    });
}

TEST(runtime_inbox, tells_when_there_is_something_to_take) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        using namespace asio::experimental::awaitable_operators;
        auto [ours, theirs] = co_await connect(io);
        const auto inbox = ours.inbox<wire::inv>();
        asio::steady_timer timer(io, 1ms);
        const auto first = co_await (inbox.readable() || timer.async_wait(asio::use_awaitable));
        EXPECT_EQ(first.index(), 1u);
        EXPECT_FALSE(inbox.try_next());
        co_await theirs.send(numbered(3));
        EXPECT_TRUE(co_await inbox.readable());
        EXPECT_TRUE(co_await inbox.readable());
        EXPECT_EQ(number_of(*inbox.try_next()), 3);
        theirs.hang_up();
        EXPECT_EQ((co_await inbox.readable()).error().code, failure_code::ended);
    });
}

TEST(runtime_inbox, does_not_hold_up_its_peer_once_it_is_gone) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto inbox = ours.inbox<wire::inv>({.budget = 1, .patience = long_enough});
        co_await theirs.send(numbered(1));
        co_await eventually(io, [&] { return inbox.raw().bytes() > 0; });
        inbox = {};
        co_await theirs.send(wire::ping{5});
        for (;;) {
            const wire::pong answer = co_await theirs.expect<wire::pong>();
            if (answer.nonce == 5) break;
        }
    });
}

TEST(runtime_inbox, floods_that_nobody_reads_never_stall_a_pong) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        for (int i = 0; i < 100; ++i) co_await theirs.send(numbered(1, 10'000));
        co_await theirs.send(wire::ping{6});
        for (;;) {
            const wire::pong answer = co_await theirs.expect<wire::pong>();
            if (answer.nonce == 6) break;
        }
        EXPECT_GE(ours.statistics().messages_received, 100u);
    });
}

}  // namespace
}  // namespace bitpeer::test
