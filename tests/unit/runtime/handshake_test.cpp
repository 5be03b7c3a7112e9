/// Two peers find each other.

#include <bitpeer/runtime/listener.hpp>
#include <tests/unit/runtime/loop.hpp>

namespace bitpeer::test {
namespace {

listener listen(
    asio::io_context& io, listener_options options = {}, peer_config config = regtest()
) {
    return listener::bind(io.get_executor(), "127.0.0.1:0", std::move(config), std::move(options))
        .value();
}

TEST(runtime_handshake, succeeds_over_tcp_and_both_sides_know_each_other) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto inbound_config = regtest();
        inbound_config.user_agent = "/inbound:1/";
        auto outbound_config = regtest();
        outbound_config.user_agent = "/outbound:2/";
        outbound_config.start_height = 7;
        const auto server = listen(io, {}, inbound_config);
        const client maker(io.get_executor(), outbound_config);

        const auto dialled = (co_await maker.connect(server.local_address())).value();
        const auto accepted = (co_await server.accept()).value();

        EXPECT_EQ(dialled.remote().user_agent, "/inbound:1/");
        EXPECT_EQ(accepted.remote().user_agent, "/outbound:2/");
        EXPECT_EQ(accepted.remote().start_height, 7);
        EXPECT_EQ(dialled.who_dialled(), direction::outbound);
        EXPECT_EQ(accepted.who_dialled(), direction::inbound);
        EXPECT_EQ(dialled.state(), stage::running);
        EXPECT_EQ(dialled.remote_address(), server.local_address());
        EXPECT_EQ(dialled.transport(), "v2");
        EXPECT_EQ(accepted.transport(), "v2");
        EXPECT_TRUE(dialled.session());
        EXPECT_EQ(dialled.session(), accepted.session());
        EXPECT_EQ(dialled.statistics().chosen, transport_choice::preferred);
        EXPECT_EQ(accepted.statistics().chosen, transport_choice::detected);
        EXPECT_GT(dialled.statistics().bytes_received, 0u);
        EXPECT_TRUE(dialled.negotiated().wtxid_relay);
        EXPECT_EQ(accepted.remote().receiver.address.to_string(), server.local_address());
    });
}

TEST(runtime_handshake, takes_the_networks_port_when_none_is_named) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listen(io);
        auto config = regtest();
        config.network.port = server.port();
        const client maker(io.get_executor(), config);
        EXPECT_TRUE(co_await maker.connect("127.0.0.1"));
        EXPECT_TRUE(co_await maker.connect("localhost"));
    });
}

TEST(runtime_handshake, works_over_ipv6_in_brackets) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listener::bind(io.get_executor(), "[::1]:0", regtest());
        if (!server) co_return;  // a machine without IPv6
        const client maker(io.get_executor(), regtest());
        const auto dialled = co_await maker.connect(server->local_address());
        EXPECT_TRUE(dialled);
        if (dialled) EXPECT_EQ(dialled->remote_address(), server->local_address());
    });
}

TEST(runtime_handshake, is_refused_when_we_dialled_ourselves) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client maker(io.get_executor(), regtest());
        std::optional<failure> told;
        listener_options options;
        options.nonces = maker.nonces();
        options.on_failure = [&](const failure& what) { told = what; };
        const auto server = listen(io, options);

        const auto dialled = co_await maker.connect(server.local_address());
        EXPECT_FALSE(dialled);
        if (!dialled) EXPECT_EQ(dialled.error().code, failure_code::handshake_failed);
        EXPECT_TRUE(told);
        if (told) {
            EXPECT_EQ(told->code, failure_code::handshake_failed);
            EXPECT_EQ(told->disconnect->reason, disconnect_reason::self_connection);
        }
    });
}

TEST(runtime_handshake, forgets_its_nonce_when_it_is_done) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listen(io);
        const client maker(io.get_executor(), regtest());
        const auto dialled = (co_await maker.connect(server.local_address())).value();
        const auto accepted = (co_await server.accept()).value();
        EXPECT_FALSE(maker.nonces()->contains(accepted.remote().nonce));
    });
}

TEST(runtime_handshake, fails_with_the_reason_when_the_remote_is_no_peer) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        const std::string_view greeting = "HTTP/1.1 400 Bad Request\r\n\r\n";
        co_await asio::async_write(ends.second, asio::buffer(greeting), asio::use_awaitable);
        const auto up = co_await ours.ready();
        EXPECT_FALSE(up);
        if (!up) {
            EXPECT_EQ(up.error().code, failure_code::handshake_failed);
            EXPECT_EQ(up.error().disconnect->reason, disconnect_reason::wrong_magic);
            EXPECT_EQ(up.error().whose(), fault::remote);
            EXPECT_NE(up.error().message().find("v1"), std::string::npos);
        }
    });
}

TEST(runtime_handshake, fails_when_the_remote_hangs_up) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::inbound);
        ends.second.close();
        const auto up = co_await ours.ready();
        EXPECT_FALSE(up);
        if (!up) EXPECT_EQ(up.error().disconnect->reason, disconnect_reason::closed_by_remote);
        const auto why = (co_await ours.closed()).value();
        EXPECT_EQ(why.reason, disconnect_reason::closed_by_remote);
        const auto again = co_await ours.ready();
        EXPECT_EQ(again.error().code, failure_code::handshake_failed);
    });
}

TEST(runtime_handshake, ends_in_the_time_that_connect_was_given) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        // Accepts, by the kernel, and never says anything.
        asio::ip::tcp::acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
        const client maker(io.get_executor(), regtest());
        const auto dialled = co_await maker.connect(to_string(silent.local_endpoint()), 20ms);
        EXPECT_FALSE(dialled);
        if (!dialled) {
            EXPECT_EQ(dialled.error().code, failure_code::handshake_failed);
            EXPECT_EQ(dialled.error().disconnect->reason, disconnect_reason::handshake_timeout);
        }
    });
}

}  // namespace
}  // namespace bitpeer::test
