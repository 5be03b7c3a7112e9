/// Whom a listener lets in.

#include <bitpeer/runtime/inbound_gate.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <string>
#include <vector>

namespace bitpeer::test {
namespace {

/// A listener with a gate, and what it told.
struct guarded_listener {
    guarded_listener(
        asio::io_context& io, const inbound_limits& limits, inbound_gate::trust trusted = {}
    )
        : gate(limits, std::move(trusted)) {
        listener_options options;
        options.gate = gate;
        options.on_failure = [this](const failure& why) { failures.push_back(why); };
        server = listener::bind(io.get_executor(), "127.0.0.1:0", regtest(), options).value();
    }

    inbound_gate gate;
    std::vector<failure> failures;
    listener server;
};

TEST(runtime_inbound_gate, closes_on_those_it_refuses_and_tells_why) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto limits = inbound_limits::none();
        limits.per_host = 1;
        guarded_listener at(io, limits);
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        const auto first = co_await maker.connect(at.server.local_address());
        EXPECT_TRUE(first);
        const auto second = co_await maker.connect(at.server.local_address());
        EXPECT_EQ(second.error().code, failure_code::handshake_failed);
        EXPECT_EQ(at.failures.size(), 1U);
        EXPECT_EQ(at.failures.at(0).code, failure_code::not_admitted);
        EXPECT_NE(at.failures.at(0).detail.find(": host_full"), std::string::npos);
        const auto counts = at.gate.statistics();
        EXPECT_EQ(counts.connections, 1U);
        EXPECT_EQ(counts.admitted, 1U);
        EXPECT_EQ(counts.refused.at(refusal::host_full), 1U);
        at.server.close();
    });
}

TEST(runtime_inbound_gate, gives_a_place_back_when_a_connection_is_over) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto limits = inbound_limits::none();
        limits.per_host = 1;
        guarded_listener at(io, limits);
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        for (int i = 0; i < 3; ++i) {
            auto ours = co_await maker.connect(at.server.local_address());
            EXPECT_TRUE(ours) << i;
            if (!ours) break;
            const auto served = co_await at.server.accept();  // whose handle stays
            ours->disconnect();
            co_await served->closed();
            EXPECT_EQ(at.gate.statistics().connections, 0U);
        }
        at.server.close();
    });
}

TEST(runtime_inbound_gate, ends_one_that_makes_room) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto limits = inbound_limits::none();
        limits.connections = 3;
        guarded_listener at(io, limits);
        const client maker(io.get_executor(), regtest(transport_policy::v1_only));
        std::vector<peer> many;
        for (int i = 0; i < 3; ++i) {
            many.push_back((co_await maker.connect(at.server.local_address())).value());
        }
        // Another host, as far as an address says.
        asio::ip::tcp::socket other(io);
        other.open(asio::ip::tcp::v4());
        other.bind({asio::ip::make_address_v4("127.0.0.2"), 0});
        co_await other.async_connect(
            {asio::ip::address_v4::loopback(), at.server.port()}, asio::use_awaitable
        );
        const auto stranger = maker.adopt(make_stream(std::move(other)), direction::outbound);
        EXPECT_TRUE(co_await stranger.ready());
        const auto why = co_await many.back().closed();
        EXPECT_EQ(fault_of(why->reason), fault::network) << why->message();
        EXPECT_EQ(at.gate.statistics().made_room, 1U);
        EXPECT_EQ(at.gate.statistics().connections, 3U);
        EXPECT_EQ(many.front().state(), stage::running);
        at.server.close();
    });
}

TEST(runtime_inbound_gate, has_no_time_for_too_many_encrypted_handshakes) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto limits = inbound_limits::none();
        limits.encrypted = {.burst = 1, .per_second = 0.001};
        guarded_listener at(io, limits);
        const client maker(io.get_executor(), regtest(transport_policy::require_v2));
        EXPECT_TRUE(co_await maker.connect(at.server.local_address()));
        EXPECT_FALSE(co_await maker.connect(at.server.local_address()));
        co_await eventually(io, [&] { return !at.failures.empty(); });
        EXPECT_EQ(at.failures.at(0).disconnect->reason, disconnect_reason::not_admitted);
        EXPECT_EQ(at.gate.statistics().encrypted_refused, 1U);
        at.server.close();
    });
}

TEST(runtime_inbound_gate, asks_nothing_of_those_it_trusts) {
    run([](asio::io_context& io) -> asio::awaitable<void> {
        auto limits = inbound_limits::none();
        limits.per_host = 1;
        guarded_listener at(io, limits, wire::is_local);
        const client maker(io.get_executor(), regtest());
        std::vector<peer> many;
        for (int i = 0; i < 3; ++i) {
            many.push_back((co_await maker.connect(at.server.local_address())).value());
        }
        EXPECT_EQ(at.gate.statistics().trusted, 3U);
        EXPECT_EQ(at.gate.statistics().connections, 0U);
        at.server.close();
    });
}

}  // namespace
}  // namespace bitpeer::test
