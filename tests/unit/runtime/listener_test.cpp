/// Accepting peers.

#include <bitpeer/runtime/listener.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>

namespace bitpeer::test {
namespace {

using tcp_socket = asio::ip::tcp::socket;

listener listen(
    asio::io_context& io, listener_options options = {}, peer_config config = regtest()
) {
    return listener::bind(io.get_executor(), "127.0.0.1:0", std::move(config), std::move(options))
        .value();
}

asio::ip::tcp::endpoint endpoint_of(const listener& server) {
    return {asio::ip::address_v4::loopback(), server.port()};
}

TEST(runtime_listener, refuses_addresses_that_are_none_or_not_ours) {
    asio::io_context io;
    const auto bind = [&](const std::string& text) {
        const auto bound = listener::bind(io.get_executor(), text, regtest());
        return bound ? std::optional<failure_code>() : bound.error().code;
    };
    EXPECT_EQ(bind("localhost:0"), failure_code::bad_address);
    EXPECT_EQ(bind(""), failure_code::bad_address);
    EXPECT_EQ(bind("192.0.2.1:0"), failure_code::bind_failed);
    const auto first = listen(io);
    EXPECT_EQ(bind(first.local_address()), failure_code::bind_failed);
    EXPECT_EQ(first.local_address(), "127.0.0.1:" + std::to_string(first.port()));
}

TEST(runtime_listener, ends_those_who_wait_when_it_is_closed) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listen(io);
        std::vector<failure_code> codes;
        for (int i = 0; i < 3; ++i) {
            asio::co_spawn(
                io,
                server.accept(),
                [&](const std::exception_ptr&, const result<peer, failure>& accepted) {
                    codes.push_back(accepted.error().code);
                }
            );
        }
        co_await asio::post(io, asio::use_awaitable);
        server.close();
        server.close();
        co_await eventually(io, [&] { return codes.size() == 3; });
        EXPECT_EQ(codes, std::vector<failure_code>(3, failure_code::closed));
        EXPECT_EQ((co_await server.accept()).error().code, failure_code::closed);
        const client maker(io.get_executor(), regtest());
        const auto dialled = co_await maker.connect(server.local_address());
        EXPECT_EQ(dialled.error().code, failure_code::connect_refused);
    });
}

TEST(runtime_listener, lets_an_accept_be_cancelled_and_loses_no_peer) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listen(io);
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            server.accept(),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr&, const result<peer, failure>& accepted) {
                    code = accepted.error().code;
                }
            )
        );
        co_await asio::post(io, asio::use_awaitable);
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
        const client maker(io.get_executor(), regtest());
        EXPECT_TRUE(co_await maker.connect(server.local_address()));
        EXPECT_TRUE(co_await server.accept());
    });
}

TEST(runtime_listener, disconnects_what_nobody_accepted_when_it_is_closed) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto server = listen(io);
        const client maker(io.get_executor(), regtest());
        const auto kept = (co_await maker.connect(server.local_address())).value();
        const auto accepted = (co_await server.accept()).value();
        const auto unclaimed = (co_await maker.connect(server.local_address())).value();
        tcp_socket shaking(io);
        co_await shaking.async_connect(endpoint_of(server), asio::use_awaitable);
        server = {};
        co_await unclaimed.closed();
        std::array<char, 1> byte{};
        boost::system::error_code error;
        co_await shaking.async_read_some(
            asio::buffer(byte), asio::redirect_error(asio::use_awaitable, error)
        );
        EXPECT_TRUE(error);
        EXPECT_EQ(kept.state(), stage::running);
        EXPECT_EQ(accepted.state(), stage::running);
    });
}

TEST(runtime_listener, tells_of_handshakes_that_failed_and_goes_on) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        std::vector<failure> told;
        listener_options options;
        options.on_failure = [&](const failure& what) {
            told.push_back(what);
            throw std::runtime_error("nobody cares");
        };
        const auto server = listen(io, options, regtest(transport_policy::v1_only));
        tcp_socket stranger(io);
        co_await stranger.async_connect(endpoint_of(server), asio::use_awaitable);
        co_await asio::async_write(
            stranger, asio::buffer(std::string_view("GET / HTTP/1.0\r\n\r\n")), asio::use_awaitable
        );
        co_await eventually(io, [&] { return !told.empty(); });
        EXPECT_EQ(told.front().code, failure_code::handshake_failed);
        EXPECT_EQ(told.front().disconnect->reason, disconnect_reason::wrong_magic);
        EXPECT_EQ(told.front().detail, to_string(stranger.local_endpoint()));
        const client maker(io.get_executor(), regtest());
        EXPECT_TRUE(co_await maker.connect(server.local_address()));
        EXPECT_TRUE(co_await server.accept());
    });
}

TEST(runtime_listener, holds_no_more_than_its_limit_in_their_handshake) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        int prepared = 0;
        listener_options options;
        options.pending = 2;
        options.prepare = [&](const peer&) { ++prepared; };
        const auto server = listen(io, options);
        std::vector<tcp_socket> strangers;
        for (int i = 0; i < 4; ++i) {
            strangers.emplace_back(io);
            co_await strangers.back().async_connect(endpoint_of(server), asio::use_awaitable);
        }
        co_await eventually(io, [&] { return prepared == 2; });
        for (int i = 0; i < 100; ++i) co_await asio::post(io, asio::use_awaitable);
        EXPECT_EQ(prepared, 2);
        strangers[0].close();
        co_await eventually(io, [&] { return prepared == 3; });
        for (int i = 0; i < 100; ++i) co_await asio::post(io, asio::use_awaitable);
        EXPECT_EQ(prepared, 3);
        strangers.clear();
        const client maker(io.get_executor(), regtest());
        EXPECT_TRUE(co_await maker.connect(server.local_address()));
        EXPECT_TRUE(co_await server.accept());
    });
}

TEST(runtime_listener, backs_off_when_the_system_has_no_room_and_recovers) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        int failures = 0;
        listener_options options;
        options.on_failure = [&](const failure& what) {
            EXPECT_EQ(what.code, failure_code::connect_failed);
            ++failures;
        };
        const auto server = listen(io, options);
        const client maker(io.get_executor(), regtest());
        tcp_socket socket(io);
        socket.open(asio::ip::tcp::v4());
        rlimit normal{};
        getrlimit(RLIMIT_NOFILE, &normal);
        auto none = normal;
        none.rlim_cur = 0;
        setrlimit(RLIMIT_NOFILE, &none);
        co_await socket.async_connect(endpoint_of(server), asio::use_awaitable);
        co_await eventually(io, [&] { return failures > 0; });
        asio::steady_timer meanwhile(io, 100ms);
        co_await meanwhile.async_wait(asio::use_awaitable);
        setrlimit(RLIMIT_NOFILE, &normal);
        const auto dialled = maker.adopt(make_stream(std::move(socket)), direction::outbound);
        EXPECT_TRUE(co_await server.accept());
        // It paused: without, it would have failed a thousand times meanwhile.
        EXPECT_LT(failures, 10);
    });
}

}  // namespace
}  // namespace bitpeer::test
