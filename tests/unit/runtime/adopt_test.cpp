/// Connections that the owner brings.

#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <tests/unit/runtime/wrapped_stream.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <thread>

namespace bitpeer::test {
namespace {

/// Counts how often it is closed.
class counting_stream final : public wrapped_stream {
public:
    counting_stream(std::unique_ptr<stream> inner, std::atomic<int>& closings)
        : wrapped_stream(std::move(inner)), closings_(closings) {}

    void close() override {
        ++closings_;
        wrapped_stream::close();
    }

private:
    std::atomic<int>& closings_;
};

struct counted_peer {
    std::atomic<int> closings = 0;
    pair_socket other_end;
    peer ours;

    explicit counted_peer(asio::io_context& io, const peer_preparation& prepare = {})
        : other_end(io) {
        auto ends = socket_pair(io);
        other_end = std::move(ends.second);
        const client maker(io.get_executor(), regtest());
        ours = maker.adopt(
            std::make_unique<counting_stream>(make_stream(std::move(ends.first)), closings),
            direction::outbound,
            prepare
        );
    }
};

TEST(runtime_adopt, of_a_peer_that_is_disconnected_before_it_starts_closes_the_stream_once) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        counted_peer made(io, [](const peer& early) {
            early.disconnect("before it began");
            early.disconnect("again");
        });
        const auto why = (co_await made.ours.closed()).value();
        EXPECT_EQ(why.detail, "before it began");
        EXPECT_EQ(made.closings, 1);
        made.ours.disconnect();
        EXPECT_EQ(made.ours.state(), stage::ended);
    });
}

TEST(runtime_adopt, closes_the_stream_once_whoever_ends_it_when) {
    for (int round = 0; round < 100; ++round) {
        asio::io_context io;
        std::optional<counted_peer> made;
        std::thread ender;
        made.emplace(io, [&](const peer& early) {
            ender = std::thread([early] { early.disconnect(); });
        });
        run(io, [&]() -> asio::awaitable<void> { co_await made->ours.closed(); });
        ender.join();
        EXPECT_EQ(made->closings, 1);
    }
}

TEST(runtime_adopt, of_an_ended_peer_takes_messages_and_drops_none_silently) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto config = regtest(transport_policy::v1_only);
        config.newest_height = [] { return std::optional<std::int32_t>(); };
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), config);
        const auto ours = maker.adopt(make_stream(std::move(ends.first)), direction::outbound);
        const auto why = (co_await ours.closed()).value();
        EXPECT_EQ(why.reason, disconnect_reason::misconfigured);
        const auto refused = ours.send(wire::getaddr{}, [](send_outcome) { FAIL(); });
        EXPECT_FALSE(refused);
        EXPECT_FALSE(ours.announce({}));
        ours.add_known({});
    });
}

TEST(runtime_addresses, of_both_ends_are_known_after_the_end_too) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        const auto server = listener::bind(io.get_executor(), "127.0.0.1:0", regtest()).value();
        const client maker(io.get_executor(), regtest());
        const auto dialled = (co_await maker.connect(server.local_address())).value();
        const auto accepted = (co_await server.accept()).value();
        EXPECT_EQ(dialled.remote_address(), server.local_address());
        EXPECT_EQ(dialled.local_address(), accepted.remote_address());
        EXPECT_EQ(dialled.to_string(), server.local_address() + " (outbound)");
        EXPECT_EQ(accepted.to_string(), dialled.local_address() + " (inbound)");
        dialled.disconnect();
        co_await dialled.closed();
        EXPECT_EQ(dialled.local_address(), accepted.remote_address());
        // What our version tells of the remote, unless it must not be told.
        EXPECT_EQ(accepted.remote().receiver.address.to_string(), server.local_address());
        auto secretive = regtest();
        secretive.tells_remote_address = false;
        const client other(io.get_executor(), secretive);
        const auto proxied = (co_await other.connect(server.local_address())).value();
        const auto seen = (co_await server.accept()).value();
        EXPECT_EQ(seen.remote().receiver, wire::net_address{});
    });
}

TEST(own_nonces, of_ten_thousand_handshakes_at_once_are_all_recognised) {
    own_nonces nonces;
    std::vector<engine> dialling;
    for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
        auto& made = dialling.emplace_back(
            regtest(), direction::outbound, system_now(), entropy::from_number(seed)
        );
        nonces.add(made.nonce());
    }
    for (const auto& made : dialling) EXPECT_TRUE(nonces.contains(made.nonce()));
    for (const auto& made : dialling) nonces.remove(made.nonce());
    for (const auto& made : dialling) EXPECT_FALSE(nonces.contains(made.nonce()));
}

TEST(own_nonces, are_those_of_one_owner) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        listener_options options;
        options.nonces = std::make_shared<own_nonces>();
        const auto server =
            listener::bind(io.get_executor(), "127.0.0.1:0", regtest(), options).value();
        const client another_node(io.get_executor(), regtest());
        EXPECT_TRUE(co_await another_node.connect(server.local_address()));
    });
}

}  // namespace
}  // namespace bitpeer::test
