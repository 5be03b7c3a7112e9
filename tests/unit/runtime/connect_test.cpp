/// Connecting that does not succeed.

#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

namespace bitpeer::test {
namespace {

using acceptor = asio::ip::tcp::acceptor;
using endpoint = asio::ip::tcp::endpoint;

/// An address that nobody answers: the kernel's queue of connections to accept is full.
class crowded {
public:
    explicit crowded(asio::io_context& io) : acceptor_(io) {
        acceptor_.open(asio::ip::tcp::v4());
        acceptor_.bind({asio::ip::address_v4::loopback(), 0});
        acceptor_.listen(0);
        for (int i = 0; i < 8; ++i) {
            waiting_.emplace_back(io);
            waiting_.back().async_connect(acceptor_.local_endpoint(), asio::detached);
        }
    }
    [[nodiscard]] std::string address() const { return to_string(acceptor_.local_endpoint()); }
    void end() { waiting_.clear(); }

private:
    acceptor acceptor_;
    std::vector<asio::ip::tcp::socket> waiting_;
};

TEST(runtime_connect, is_refused_where_nobody_listens) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        acceptor gone(io, {asio::ip::address_v4::loopback(), 0});
        const auto address = to_string(gone.local_endpoint());
        gone.close();
        const client maker(io.get_executor(), regtest());
        const auto dialled = co_await maker.connect(address);
        EXPECT_EQ(dialled.error().code, failure_code::connect_refused);
        EXPECT_EQ(
            dialled.error().message(), "connect_refused: " + address + ": Connection refused"
        );
    });
}

TEST(runtime_connect, gives_up_in_time) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        crowded target(io);
        const client maker(io.get_executor(), regtest());
        const auto dialled = co_await maker.connect(target.address(), 30ms);
        EXPECT_EQ(dialled.error().code, failure_code::connect_timed_out);
        EXPECT_EQ(dialled.error().whose(), fault::network);
        target.end();
    });
}

TEST(runtime_connect, can_be_cancelled_while_it_connects) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        crowded target(io);
        const client maker(io.get_executor(), regtest());
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            maker.connect(target.address(), long_enough),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr& thrown, const result<peer, failure>& made) {
                    EXPECT_FALSE(thrown);
                    code = made.error().code;
                }
            )
        );
        for (int i = 0; i < 10; ++i) co_await asio::post(io, asio::use_awaitable);
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
        target.end();
    });
}

TEST(runtime_connect, can_be_cancelled_while_it_shakes_hands) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
        const client maker(io.get_executor(), regtest());
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        std::optional<peer> made;
        asio::co_spawn(
            io,
            maker.connect(
                to_string(silent.local_endpoint()),
                long_enough,
                [&](const peer& early) { made = early; }
            ),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr& thrown, const result<peer, failure>& outcome) {
                    EXPECT_FALSE(thrown);
                    code = outcome.error().code;
                }
            )
        );
        co_await eventually(io, [&] { return made.has_value(); });
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
        EXPECT_EQ((co_await made->closed()).value().detail, "connecting was cancelled");
    });
}

TEST(runtime_connect, can_be_cancelled_before_it_begins) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
        const client maker(io.get_executor(), regtest());
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            maker.connect(to_string(silent.local_endpoint()), long_enough),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr&, const result<peer, failure>& outcome) {
                    code = outcome ? failure_code::closed : outcome.error().code;
                }
            )
        );
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code.has_value(); });
        EXPECT_EQ(*code, failure_code::cancelled);
    });
}

TEST(runtime_connect, refuses_what_is_no_address) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client maker(io.get_executor(), regtest());
        for (const auto* text : {"", "a b", "[::1", "127.0.0.1:99999"}) {
            const auto dialled = co_await maker.connect(text);
            EXPECT_EQ(dialled.error().code, failure_code::bad_address);
            EXPECT_EQ(dialled.error().whose(), fault::local);
        }
    });
}

TEST(runtime_connect, says_so_when_a_name_has_no_address) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client maker(io.get_executor(), regtest());
        // No label may have more than 63 characters: no question leaves this machine.
        const auto dialled = co_await maker.connect(std::string(64, 'a') + ".invalid", long_enough);
        EXPECT_EQ(dialled.error().code, failure_code::resolve_failed);
    });
}

TEST(runtime_connect, tries_the_next_address_of_a_name) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        // localhost often is ::1 first, where nobody listens.
        acceptor server(io, {asio::ip::address_v4::loopback(), 0});
        const auto port = server.local_endpoint().port();
        const client maker(io.get_executor(), regtest());
        std::optional<peer> inbound;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                auto socket = co_await server.async_accept(asio::use_awaitable);
                inbound = maker.adopt(make_stream(std::move(socket)), direction::inbound);
            },
            asio::detached
        );
        const client other(io.get_executor(), regtest());
        const auto dialled = co_await other.connect("localhost:" + std::to_string(port));
        EXPECT_TRUE(dialled);
        if (dialled) EXPECT_EQ(dialled->remote_address(), "127.0.0.1:" + std::to_string(port));
    });
}

}  // namespace
}  // namespace bitpeer::test
