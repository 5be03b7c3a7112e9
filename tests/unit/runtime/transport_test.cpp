/// Which transport a live connection has, and the second attempt in v1.

#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <tests/unit/runtime/fake_proxy.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/detached.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::test {
namespace {

using enum transport_policy;

listener listen(asio::io_context& io, transport_policy policy) {
    return listener::bind(io.get_executor(), "127.0.0.1:0", regtest(policy)).value();
}

struct taken {
    std::string transport;
    transport_choice chosen{};
    std::uint64_t fallbacks = 0;
    int prepared = 0;
};

/// What comes of these policies; a failure's text otherwise.
result<taken, std::string> meet(transport_policy dialler, transport_policy listening) {
    result<taken, std::string> came_of_it = failed(std::string("nothing"));
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listen(io, listening);
        const client maker(io.get_executor(), regtest(dialler));
        taken seen;
        const auto dialled =
            co_await maker.connect(server.local_address(), long_enough, [&](const peer&) {
                ++seen.prepared;
            });
        seen.fallbacks = maker.fallbacks();
        if (dialled) {
            seen.transport = dialled->transport();
            seen.chosen = dialled->statistics().chosen;
            came_of_it = seen;
        } else {
            came_of_it = failed(std::string(to_string(dialled.error().disconnect->reason)));
        }
    });
    return came_of_it;
}

TEST(runtime_transport, is_v2_between_two_who_prefer_it) {
    const auto both = meet(prefer_v2, prefer_v2).value();
    EXPECT_EQ(both.transport, "v2");
    EXPECT_EQ(both.chosen, transport_choice::preferred);
    EXPECT_EQ(both.fallbacks, 0u);
    EXPECT_EQ(both.prepared, 1);
}

TEST(runtime_transport, is_v1_where_only_that_is_wanted) {
    const auto both = meet(v1_only, prefer_v2).value();
    EXPECT_EQ(both.transport, "v1");
    EXPECT_EQ(both.chosen, transport_choice::configured);
    EXPECT_EQ(both.fallbacks, 0u);
}

TEST(runtime_transport, falls_back_to_v1_with_who_knows_nothing_else_and_says_so) {
    const auto both = meet(prefer_v2, v1_only).value();
    EXPECT_EQ(both.transport, "v1");
    EXPECT_EQ(both.chosen, transport_choice::fallback);
    EXPECT_EQ(both.fallbacks, 1u);
    EXPECT_EQ(both.prepared, 2);
}

TEST(runtime_transport, is_none_where_one_requires_what_the_other_does_not_speak) {
    const std::string_view closed[] = {"closed_by_remote", "connection_failed"};
    for (const auto& [dialler, listening] :
         {std::pair(require_v2, v1_only), std::pair(v1_only, require_v2)}) {
        const auto nothing = meet(dialler, listening);
        ASSERT_FALSE(nothing);
        EXPECT_NE(std::ranges::find(closed, nothing.error()), std::end(closed)) << nothing.error();
    }
}

/// As an old btcd does that takes our key for a header, and waits for its payload.
TEST(runtime_transport, falls_back_to_v1_in_time_with_who_reads_and_says_nothing) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        asio::ip::tcp::acceptor silent(io, {asio::ip::address_v4::loopback(), 0});
        bytes words(24);
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                const auto kept = co_await silent.async_accept(asio::use_awaitable);
                auto socket = co_await silent.async_accept(asio::use_awaitable);
                co_await asio::async_read(socket, asio::buffer(words), asio::use_awaitable);
            },
            asio::detached
        );
        const client maker(io.get_executor(), regtest());
        const auto port = std::to_string(silent.local_endpoint().port());
        const auto dialled = co_await maker.connect("127.0.0.1:" + port, std::chrono::seconds(1));
        EXPECT_FALSE(dialled);
        EXPECT_EQ(maker.fallbacks(), 1u);
        const auto magic = networks::bitcoin_regtest.magic;
        EXPECT_TRUE(std::ranges::equal(byte_view(words).first(4), magic));
    });
}

TEST(runtime_transport, of_the_second_attempt_goes_through_the_same_proxy_as_somebody_else) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        fake_proxy proxy(io, {.method = {5, 2}});
        std::vector<proxy_heard> heard;
        std::vector<bytes> first_words;
        std::optional<asio::ip::tcp::socket> last;
        asio::co_spawn(
            io,
            [&]() -> asio::awaitable<void> {
                for (int i = 0; i < 2; ++i) {
                    auto socket = co_await proxy.accept();
                    heard.push_back(proxy.heard());
                    bytes words(24);
                    co_await asio::async_read(socket, asio::buffer(words), asio::use_awaitable);
                    first_words.push_back(std::move(words));
                    if (i == 0) {
                        boost::system::error_code ignored;
                        socket.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
                        co_await fake_proxy::drain(socket);
                    } else {
                        last = std::move(socket);
                    }
                }
                last->close();
            },
            asio::detached
        );
        const dial_options dialling{proxy.options()};
        const client maker(io.get_executor(), regtest(), dialling);
        const auto dialled = co_await maker.connect("example.onion:18444", long_enough);
        EXPECT_FALSE(dialled);
        EXPECT_EQ(maker.fallbacks(), 1u);
        EXPECT_EQ(heard.size(), 2u);
        EXPECT_EQ(heard.at(0).host, "example.onion");
        EXPECT_EQ(heard.at(1).host, "example.onion");
        EXPECT_NE(heard.at(0).user, heard.at(1).user);
        const auto magic = networks::bitcoin_regtest.magic;
        EXPECT_FALSE(std::ranges::equal(byte_view(first_words.at(0)).first(4), magic));
        EXPECT_TRUE(std::ranges::equal(byte_view(first_words.at(1)).first(4), magic));
    });
}

TEST(runtime_transport, sends_decoys_that_the_remote_counts_and_ignores) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io);
        EXPECT_TRUE(ours.send_decoy(5000));
        EXPECT_TRUE(ours.send(wire::getaddr{}));
        (void)(co_await theirs.expect<wire::getaddr>());
        EXPECT_EQ(theirs.engine().statistics().decoys_received, 1u);
        EXPECT_TRUE(ours.opened());
        EXPECT_FALSE(ours.falls_back_to_v1());
    });
}

TEST(runtime_transport, of_v1_has_no_decoys_and_no_session) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto [ours, theirs] = co_await connect(io, regtest(v1_only));
        EXPECT_FALSE(ours.send_decoy(5000));
        EXPECT_FALSE(ours.session());
        EXPECT_FALSE(ours.opened());
    });
}

}  // namespace
}  // namespace bitpeer::test
