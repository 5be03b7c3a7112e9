/// Connections through a SOCKS5 proxy.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <tests/unit/runtime/fake_proxy.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include <string>

namespace bitpeer::test {
namespace {

using transport::socks5_error;
using transport::socks5_error_code;
using transport::socks5_reply;
using transport::socks5_step;

const std::string onion = std::string(56, 'a') + ".onion";

client through(asio::io_context& io, proxy_options proxy) {
    const dial_options dialling{std::move(proxy)};
    return {io.get_executor(), regtest(transport_policy::v1_only), dialling};
}

asio::awaitable<result<peer, failure>> dial(
    asio::io_context& io, const proxy_options& proxy, const std::string& target, duration within,
    const peer_preparation& prepare = {}
) {
    return through(io, proxy).connect(target, within, prepare);
}

/// How dialling `target` ends with a proxy that follows this script.
failure failure_with(const proxy_script& script, const std::string& target = onion) {
    failure why;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        fake_proxy proxy(io, script);
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                auto socket = co_await proxy.accept();
                if (socket.is_open()) co_await fake_proxy::drain(socket);
            },
            asio::detached
        );
        const auto dialled = co_await dial(io, proxy.options(), target, long_enough);
        EXPECT_FALSE(dialled);
        if (!dialled) why = dialled.error();
    });
    return why;
}

/// The remote behind the proxy says what our `version` told it.
struct met_remote {
    std::string remote_address;
    wire::version told;
    proxy_heard heard;
};

met_remote meet(const std::string& target, const proxy_script& script, proxy_options options) {
    met_remote met;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        fake_proxy proxy(io, script);
        options.address = proxy.options().address;
        std::optional<peer> inbound;
        subscription tap;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                auto socket = co_await proxy.accept();
                const client other(io.get_executor(), regtest());
                inbound = other.adopt(
                    make_stream(std::move(socket)),
                    direction::inbound,
                    [&](const peer& fresh) {
                        tap = fresh.tap([&](const tapped_message& message) {
                            if (message.flow != flow::received) return;
                            if (message.command != wire::version::command) return;
                            const auto read = wire::decode<wire::version>(message.payload.view());
                            EXPECT_TRUE(read);
                            if (read) met.told = *read;
                        });
                    }
                );
            },
            asio::detached
        );
        const auto dialled = co_await dial(io, options, target, long_enough);
        EXPECT_TRUE(dialled) << dialled.error().message();
        if (dialled) met.remote_address = dialled->remote_address();
        met.heard = proxy.heard();
    });
    return met;
}

TEST(runtime_proxy, dials_names_that_only_the_proxy_can_look_up) {
    for (const auto& name : {onion, std::string("no-such-name.invalid")}) {
        const auto met = meet(name + ":1234", {}, {});
        EXPECT_EQ(met.heard.host, name);
        EXPECT_EQ(met.heard.port, 1234);
        EXPECT_EQ(met.remote_address, name + ":1234");
        EXPECT_EQ(met.told.receiver, wire::net_address{}) << "neither the proxy's nor another";
    }
}

TEST(runtime_proxy, uses_the_port_of_the_network) {
    EXPECT_EQ(meet(onion, {}, {}).heard.port, networks::bitcoin_regtest.port);
}

TEST(runtime_proxy, tells_a_remote_its_own_address_and_not_the_proxys) {
    const auto v4 = meet("192.0.2.7:1234", {}, {});
    EXPECT_EQ(v4.heard.host, "192.0.2.7");
    EXPECT_EQ(v4.remote_address, "192.0.2.7:1234");
    wire::net_address expected;
    expected.address = to_legacy({asio::ip::make_address("192.0.2.7"), 1234});
    EXPECT_EQ(v4.told.receiver, expected);

    const auto v6 = meet("[2001:db8::1]:1234", {}, {});
    EXPECT_EQ(v6.heard.host, "2001:db8::1");
    EXPECT_EQ(v6.remote_address, "[2001:db8::1]:1234");
    expected.address = to_legacy({asio::ip::make_address("2001:db8::1"), 1234});
    EXPECT_EQ(v6.told.receiver, expected);
}

TEST(runtime_proxy, isolates_streams_unless_told_not_to) {
    const proxy_script wants_login{.method = {5, 2}};
    const auto first = meet(onion, wants_login, {});
    EXPECT_EQ(first.heard.methods, (bytes{0, 2}));
    EXPECT_FALSE(first.heard.user.empty());
    EXPECT_EQ(first.heard.user, first.heard.password);
    EXPECT_NE(first.heard.user, meet(onion, wants_login, {}).heard.user);

    EXPECT_EQ(meet(onion, {}, {.isolates_streams = false}).heard.methods, (bytes{0}));
}

TEST(runtime_proxy, logs_in_afresh_for_each_connection_of_a_client) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const proxy_script refuses{.method = {5, 2}, .reply = {5, 1}};
        fake_proxy proxy(io, refuses);
        const auto dialler = through(io, proxy.options());
        const auto copy = dialler;
        std::vector<std::string> users;
        for (const auto* each : {&dialler, &copy, &dialler}) {
            bool done = false;
            asio::co_spawn(
                io,
                [&]() -> asio::awaitable<void> {
                    const auto socket = co_await proxy.accept();
                    users.push_back(proxy.heard().user);
                    done = true;
                },
                asio::detached
            );
            const auto dialled = co_await each->connect(onion, long_enough);
            EXPECT_EQ(dialled.error().code, failure_code::proxy_refused);
            co_await eventually(io, [&] { return done; });
        }
        EXPECT_EQ(users.size(), 3U);
        EXPECT_NE(users[0], users[1]);
        EXPECT_NE(users[1], users[2]);
        EXPECT_NE(users[0], users[2]);
    });
}

TEST(runtime_proxy, logs_in_with_the_credentials_it_was_given) {
    const auto met = meet(onion, {.method = {5, 2}}, {.credentials = {{"alice", "secret"}}});
    EXPECT_EQ(met.heard.methods, (bytes{0, 2}));
    EXPECT_EQ(met.heard.user, "alice");
    EXPECT_EQ(met.heard.password, "secret");
}

TEST(runtime_proxy, leaves_what_the_target_says_to_the_peer) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        // One write with the proxy's reply and the target's first message.
        engine eager(
            regtest(transport_policy::v1_only),
            direction::outbound,
            system_now(),
            entropy::from_number(2)
        );
        proxy_script script;
        const auto first_words = eager.transmit();
        for (const auto part : first_words.parts()) {
            script.reply.insert(script.reply.end(), part.begin(), part.end());
        }
        fake_proxy proxy(io, script);
        std::optional<asio::ip::tcp::socket> held;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> { held.emplace(co_await proxy.accept()); },
            asio::detached
        );
        asio::cancellation_signal enough;
        subscription tap;
        bool heard = false;
        bool over = false;
        asio::co_spawn(
            io,
            dial(
                io,
                proxy.options(),
                onion,
                long_enough,
                [&](const peer& fresh) {
                    tap = fresh.tap([&](const tapped_message& message) {
                        heard = heard || (message.flow == flow::received &&
                                          message.command == wire::version::command);
                    });
                }
            ),
            asio::bind_cancellation_slot(
                enough.slot(),
                [&](const std::exception_ptr&, const result<peer, failure>&) { over = true; }
            )
        );
        co_await eventually(io, [&] { return heard; });
        enough.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return over; });
    });
}

TEST(runtime_proxy, says_why_the_proxy_did_not_connect) {
    const auto why = failure_with({.reply = {5, 4}});
    EXPECT_EQ(why.code, failure_code::proxy_refused);
    EXPECT_EQ(why.whose(), fault::network);
    ASSERT_TRUE(why.proxy);
    EXPECT_EQ(why.proxy->reply(), socks5_reply::host_unreachable);
    EXPECT_TRUE(why.message().starts_with("proxy_refused: " + onion + ":18444 through 127.0.0.1:"))
        << why.message();
    EXPECT_TRUE(why.message().ends_with(": request: refused: host unreachable (0x04)"))
        << why.message();
    const auto of_tor = failure_with({.reply = {5, 0xf0}});
    EXPECT_EQ(of_tor.proxy->reply(), socks5_reply::onion_descriptor_not_found);
}

TEST(runtime_proxy, says_that_the_proxy_does_not_let_us_in) {
    const auto refused = failure_with({.method = {5, 2}, .login = {1, 1}});
    EXPECT_EQ(refused.code, failure_code::proxy_login_refused);
    EXPECT_EQ(
        refused.proxy, (socks5_error{socks5_error_code::login_refused, socks5_step::login, 1})
    );
    const auto no_method = failure_with({.method = {5, 0xff}});
    EXPECT_EQ(no_method.code, failure_code::proxy_login_refused);
    EXPECT_EQ(no_method.whose(), fault::local);
}

TEST(runtime_proxy, says_that_it_is_no_proxy) {
    const auto foreign = failure_with({.method = {'H', 'T', 'T', 'P'}, .answers = 1});
    EXPECT_EQ(foreign.code, failure_code::proxy_failed);
    EXPECT_EQ(
        foreign.proxy, (socks5_error{socks5_error_code::wrong_version, socks5_step::method, 'H'})
    );
    const auto hung_up = failure_with({.answers = 1, .hangs_up = true});
    EXPECT_EQ(hung_up.code, failure_code::proxy_failed);
}

TEST(runtime_proxy, says_that_nobody_is_where_the_proxy_should_be) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        proxy_options gone;
        {
            const fake_proxy closed(io, {});
            gone = closed.options();
        }
        auto dialled = co_await dial(io, gone, onion, long_enough);
        EXPECT_EQ(dialled.error().code, failure_code::proxy_unreachable);
        gone.address.host = std::string(64, 'a') + ".invalid";  // no question leaves this machine
        dialled = co_await dial(io, gone, onion, long_enough);
        EXPECT_EQ(dialled.error().code, failure_code::proxy_unreachable);
    });
}

TEST(runtime_proxy, gives_up_in_time_wherever_the_proxy_falls_silent) {
    for (int answers = 0; answers < 3; ++answers) {
        run([answers](asio::io_context& io) -> asio::awaitable<void> {
            const proxy_script silent{.method = {5, 2}, .answers = answers};
            fake_proxy proxy(io, silent);
            asio::co_spawn(
                io,
                [&]() -> asio::awaitable<void> {
                    auto socket = co_await proxy.accept();
                    co_await fake_proxy::drain(socket);
                },
                asio::detached
            );
            const auto dialled = co_await dial(io, proxy.options(), onion, 30ms);
            EXPECT_EQ(dialled.error().code, failure_code::connect_timed_out);
            EXPECT_TRUE(dialled.error().detail.ends_with(" within 30 ms"))
                << dialled.error().detail;
        });
    }
}

TEST(runtime_proxy, can_be_cancelled_while_the_proxy_connects) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const proxy_script silent{.answers = 1};
        fake_proxy proxy(io, silent);
        bool asked = false;
        bool ended = false;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                auto socket = co_await proxy.accept();
                asked = true;
                co_await fake_proxy::drain(socket);
                ended = true;
            },
            asio::detached
        );
        asio::cancellation_signal signal;
        std::optional<failure_code> code;
        asio::co_spawn(
            io,
            dial(io, proxy.options(), onion, long_enough),
            asio::bind_cancellation_slot(
                signal.slot(),
                [&](const std::exception_ptr& thrown, const result<peer, failure>& made) {
                    EXPECT_FALSE(thrown);
                    code = made.error().code;
                }
            )
        );
        co_await eventually(io, [&] { return asked; });
        signal.emit(asio::cancellation_type::terminal);
        co_await eventually(io, [&] { return code && ended; });
        EXPECT_EQ(*code, failure_code::cancelled);
    });
}

TEST(runtime_proxy, is_needed_for_names_that_dns_does_not_know) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const client direct(io.get_executor(), regtest());
        for (const auto& name :
             {onion,
              onion + ":8333",
              std::string("EXAMPLE.Onion."),
              std::string("example.b32.i2p:0")}) {
            const auto dialled = co_await direct.connect(name, long_enough);
            EXPECT_EQ(dialled.error().code, failure_code::needs_proxy) << name;
            EXPECT_EQ(dialled.error().whose(), fault::local);
        }
        proxy_options nonsense;
        nonsense.address = {onion, 9050};
        const auto dialled = co_await dial(io, nonsense, "192.0.2.1", long_enough);
        EXPECT_EQ(dialled.error().code, failure_code::needs_proxy);
    });
}

TEST(runtime_proxy, refuses_credentials_that_are_none_before_it_dials) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        proxy_options proxy;
        proxy.address = {"192.0.2.1", 1080};
        proxy.credentials = {std::string(256, 'u'), "p"};
        const auto dialled = co_await dial(io, proxy, onion, long_enough);
        EXPECT_EQ(dialled.error().code, failure_code::proxy_login_refused);
        EXPECT_EQ(dialled.error().proxy->code, socks5_error_code::bad_credentials);
    });
}

}  // namespace
}  // namespace bitpeer::test
