/// Questions and their answers.

#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

namespace bitpeer::test {
namespace {

/// Answers with `body` in a coroutine of its own; its end is noticed by the watchdog.
void meanwhile(asio::io_context& io, std::function<asio::awaitable<void>()> body) {
    asio::co_spawn(io, std::move(body), [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
}

TEST(runtime_requests, for_headers_are_answered) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto& remote = theirs;
        meanwhile(io, [&]() -> asio::awaitable<void> {
            const wire::getheaders asked = co_await remote.expect<wire::getheaders>();
            EXPECT_EQ(asked.locator.hashes.front(), networks::bitcoin_regtest.genesis_hash);
            wire::headers answer;
            answer.items.push_back({networks::bitcoin_regtest.genesis.as<wire::block_header>(), {}}
            );
            co_await remote.send(answer);
        });
        const auto headers =
            co_await ours.get_headers({networks::bitcoin_regtest.genesis_hash}, long_enough);
        EXPECT_TRUE(headers);
        if (headers) {
            EXPECT_EQ(headers->items.size(), 1u);
            EXPECT_EQ(
                headers->items.front().header,
                networks::bitcoin_regtest.genesis.as<wire::block_header>()
            );
        }
    });
}

TEST(runtime_requests, for_a_block_are_answered_decoded_or_raw) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto& remote = theirs;
        wire::block block;
        block.header = networks::bitcoin_regtest.genesis.as<wire::block_header>();
        block.transactions.push_back({});
        block.transactions.front().inputs.push_back({});
        meanwhile(io, [&]() -> asio::awaitable<void> {
            for (int i = 0; i < 2; ++i) {
                const wire::getdata asked = co_await remote.expect<wire::getdata>();
                EXPECT_EQ(asked.items.front().hash, networks::bitcoin_regtest.genesis_hash);
                co_await remote.send(block);
            }
        });
        const auto hash = networks::bitcoin_regtest.genesis_hash;
        const auto decoded = co_await ours.get_block(hash, long_enough);
        EXPECT_TRUE(decoded);
        if (decoded) EXPECT_EQ(*decoded, block);
        const auto raw = co_await ours.get_block_message(hash, long_enough);
        EXPECT_TRUE(raw);
        if (raw)
            EXPECT_EQ(bytes(raw->raw().view().begin(), raw->raw().view().end()), *encode(block));
    });
}

TEST(runtime_requests, fail_when_the_remote_has_no_such_block) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto& remote = theirs;
        meanwhile(io, [&]() -> asio::awaitable<void> {
            const wire::getdata asked = co_await remote.expect<wire::getdata>();
            wire::notfound answer;
            answer.items = asked.items;
            co_await remote.send(answer);
        });
        const auto block = co_await ours.get_block(hash256{}, long_enough);
        EXPECT_EQ(block.error().code, failure_code::not_found);
    });
}

TEST(runtime_requests, fail_when_their_time_is_up) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto block = co_await ours.get_block(hash256{}, 1ms);
        EXPECT_EQ(block.error().code, failure_code::timed_out);
        const auto headers = co_await ours.get_headers({}, 1ms);
        EXPECT_EQ(headers.error().code, failure_code::timed_out);
        EXPECT_EQ(ours.state(), stage::running);
    });
}

TEST(runtime_requests, fail_when_the_connection_ends) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto& remote = theirs;
        meanwhile(io, [&]() -> asio::awaitable<void> {
            co_await remote.expect<wire::getdata>();
            remote.hang_up();
        });
        const auto block = co_await ours.get_block(hash256{}, long_enough);
        EXPECT_EQ(block.error().code, failure_code::ended);
        EXPECT_EQ(block.error().disconnect->reason, disconnect_reason::closed_by_remote);
        const auto late = co_await ours.get_block(hash256{}, long_enough);
        EXPECT_EQ(late.error().code, failure_code::ended);
        const auto ping = co_await ours.ping(long_enough);
        EXPECT_EQ(ping.error().code, failure_code::ended);
    });
}

TEST(runtime_requests, are_too_early_before_the_handshake) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        const auto block = co_await ours.get_block(hash256{}, long_enough);
        EXPECT_EQ(block.error().code, failure_code::not_sent);
        EXPECT_EQ(block.error().refused->code, misuse::too_early);
        const auto ping = co_await ours.ping(long_enough);
        EXPECT_EQ(ping.error().code, failure_code::not_sent);
    });
}

TEST(runtime_requests, can_be_cancelled) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            ours.get_block(hash256{}, long_enough),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr&, const result<wire::block, failure>& came) {
                    code = came.error().code;
                }
            )
        );
        co_await theirs.expect<wire::getdata>();
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
        EXPECT_EQ(ours.state(), stage::running);
    });
}

TEST(runtime_ping, tells_the_round_trip) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        auto& remote = theirs;
        meanwhile(io, [&]() -> asio::awaitable<void> {
            co_await remote.expect<wire::ping>();  // the connection's own, at its start
            co_await remote.expect<wire::ping>();
            co_await remote.flush();
        });
        const auto took = co_await ours.ping(long_enough);
        EXPECT_TRUE(took);
        if (took) {
            EXPECT_GT(*took, duration::zero());
            EXPECT_EQ(ours.statistics().last_ping, *took);
        }
    });
}

TEST(runtime_ping, is_shared_by_calls_that_overlap) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        int answered = 0;
        for (int i = 0; i < 3; ++i) {
            asio::co_spawn(
                io,
                ours.ping(long_enough),
                [&](const std::exception_ptr&, const result<duration, failure>& took) {
                    EXPECT_TRUE(took);
                    ++answered;
                }
            );
        }
        co_await theirs.expect<wire::ping>();  // the connection's own
        co_await theirs.expect<wire::ping>();
        co_await theirs.flush();
        co_await eventually(io, [&] { return answered == 3; });
        ours.disconnect();
        // No further one came.
        for (;;) {
            const auto told = co_await theirs.next();
            if (std::holds_alternative<disconnected>(told)) break;
            const auto* arrived = std::get_if<message_arrived>(&told);
            EXPECT_FALSE(arrived != nullptr && arrived->message.is<wire::ping>());
        }
    });
}

TEST(runtime_ping, fails_when_no_pong_comes_in_time) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        const auto took = co_await ours.ping(1ms);
        EXPECT_EQ(took.error().code, failure_code::timed_out);
        EXPECT_EQ(ours.state(), stage::running);
    });
}

}  // namespace
}  // namespace bitpeer::test
