#pragma once
/// What the runtime's tests share: a loop with a watchdog, and a remote that does as it is told.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/runtime/socket_stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer::test {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using pair_socket = asio::local::stream_protocol::socket;

/// Longer than anything takes, on any machine.
constexpr auto long_enough = std::chrono::minutes(2);

/// Longer than any test takes, under any sanitizer.
constexpr auto hopeless = std::chrono::minutes(10);

/// What one read may bring at once.
constexpr std::size_t pooled_read = 64 * 1024;

/// Ends the process when a test hangs: nothing else here depends on how fast a machine is.
class watchdog {
public:
    watchdog() : thread_([this] { watch(); }) {}
    watchdog(const watchdog&) = delete;
    watchdog& operator=(const watchdog&) = delete;
    ~watchdog() {
        {
            const std::lock_guard lock(mutex_);
            done_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

private:
    void watch() {
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, hopeless, [this] { return done_; })) return;
        std::fputs("the watchdog: this test hangs\n", stderr);
        std::abort();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool done_ = false;
    std::thread thread_;
};

/// Runs `body` and all that it starts to their end, on as many threads.
inline void run(
    asio::io_context& io, std::function<asio::awaitable<void>()> body, int threads = 1
) {
    const watchdog guard;
    std::exception_ptr thrown;
    asio::co_spawn(io, std::move(body), [&](std::exception_ptr error) {
        thrown = std::move(error);
    });
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back([&] { io.run(); });
    io.run();
    for (auto& other : others) other.join();
    if (thrown) std::rethrow_exception(thrown);
}

inline void run(std::function<asio::awaitable<void>(asio::io_context&)> body, int threads = 1) {
    asio::io_context io(threads);
    run(
        io, [&] { return body(io); }, threads
    );
}

inline peer_config regtest(transport_policy transports = transport_policy::prefer_v2) {
    return {.network = networks::bitcoin_regtest, .transports = transports};
}

/// Two sockets that are connected to each other.
inline std::pair<pair_socket, pair_socket> socket_pair(asio::io_context& io) {
    std::pair<pair_socket, pair_socket> ends{io, io};
    asio::local::connect_pair(ends.first, ends.second);
    return ends;
}

/// The other end of a connection: an engine in a coroutine of the test's own, which does nothing
/// unless it is told to.
class remote {
public:
    remote(pair_socket socket, direction who_dialled, const peer_config& config = regtest())
        : socket_(std::move(socket)),
          engine_(config, who_dialled, system_now(), entropy::from_number(1)) {}

    bitpeer::engine& engine() { return engine_; }
    pair_socket& socket() { return socket_; }

    /// Writes what the engine has to say.
    asio::awaitable<void> flush() {
        for (;;) {
            std::vector<asio::const_buffer> buffers;
            const auto list = engine_.transmit();
            for (const auto part : list.parts()) buffers.emplace_back(part.data(), part.size());
            if (buffers.empty()) co_return;
            boost::system::error_code error;
            const auto count = co_await socket_.async_write_some(
                buffers, asio::redirect_error(asio::use_awaitable, error)
            );
            engine_.transmitted(count, system_now());
            if (error) engine_.closed({true, error.message()}, system_now());
        }
    }

    asio::awaitable<void> send(wire::message message) {
        EXPECT_TRUE(engine_.send(message, system_now()));
        co_await flush();
    }

    /// The next event, reading until there is one.
    asio::awaitable<event> next() {
        for (;;) {
            if (auto told = engine_.poll_event()) {
                co_await flush();
                co_return std::move(*told);
            }
            co_await flush();
            std::array<std::uint8_t, 65536> buffer;
            boost::system::error_code error;
            const auto count = co_await socket_.async_read_some(
                asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error)
            );
            if (count > 0) engine_.receive({buffer.data(), count}, system_now());
            if (error) engine_.closed({error != asio::error::eof, error.message()}, system_now());
        }
    }

    /// Passes over events until one of this type.
    template <class Event>
    asio::awaitable<Event> until() {
        for (;;) {
            auto told = co_await next();
            if (auto* wanted = std::get_if<Event>(&told)) co_return std::move(*wanted);
            if (std::holds_alternative<disconnected>(told)) {
                throw std::runtime_error("the remote's connection ended");
            }
        }
    }

    /// Passes over events until this message came.
    template <class M>
    asio::awaitable<M> expect() {
        for (;;) {
            const message_arrived told = co_await until<message_arrived>();
            if (auto wanted = told.message.template get_if<M>()) co_return std::move(*wanted);
        }
    }

    asio::awaitable<void> handshake() { co_await until<handshake_completed>(); }

    /// Ends in order. (To close with bytes unread would be a reset.)
    void hang_up() {
        boost::system::error_code ignored;
        socket_.shutdown(pair_socket::shutdown_send, ignored);
    }

private:
    pair_socket socket_;
    bitpeer::engine engine_;
};

/// Lets others on this loop run until `condition` holds.
template <class Condition>
asio::awaitable<void> eventually(asio::io_context& io, Condition condition) {
    while (!condition()) co_await asio::post(io, asio::use_awaitable);
}

/// A peer of ours and the remote that it is connected to, handshake done.
struct connected {
    peer ours;
    remote theirs;
};

/// Ours dialled, theirs answers.
inline asio::awaitable<connected> connect(
    asio::io_context& io, peer_config config = regtest(), peer_preparation prepare = {}
) {
    auto ends = socket_pair(io);
    const client maker(io.get_executor(), std::move(config));
    auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound, prepare);
    remote theirs(std::move(ends.second), direction::inbound);
    co_await theirs.handshake();
    const auto up = co_await ours.ready();
    EXPECT_TRUE(up) << (up ? "" : up.error().message());
    co_return connected{std::move(ours), std::move(theirs)};
}

}  // namespace bitpeer::test
