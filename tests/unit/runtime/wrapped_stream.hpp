#pragma once
/// Streams that do what another does, but for what a test changes.

#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace bitpeer::test {

class wrapped_stream : public stream {
public:
    explicit wrapped_stream(std::unique_ptr<stream> inner) : inner_(std::move(inner)) {}

    asio::any_io_executor get_executor() override { return inner_->get_executor(); }
    asio::awaitable<io_outcome> read_some(read_space& space) override {
        return inner_->read_some(space);
    }
    [[nodiscard]] bool tells_when_readable() const override {
        return inner_->tells_when_readable();
    }
    void when_readable(read_notice told) override { inner_->when_readable(std::move(told)); }
    io_outcome try_read(read_space& space) override { return inner_->try_read(space); }
    asio::awaitable<io_outcome> write_some(std::span<const asio::const_buffer> parts) override {
        return inner_->write_some(parts);
    }
    io_outcome try_write(std::span<const asio::const_buffer> parts) override {
        return inner_->try_write(parts);
    }
    void close() override { inner_->close(); }
    [[nodiscard]] std::string remote_address() const override { return "wrapped"; }

private:
    std::unique_ptr<stream> inner_;
};

using wrapping = std::function<std::unique_ptr<stream>(std::unique_ptr<stream>)>;

enum class pings { sent, heard };

/// A peer over a stream that `wrap` made sends or hears so many pings, all of them and in order.
inline void exchange_pings(const wrapping& wrap, pings what, std::uint64_t count) {
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        const client other(io.get_executor(), regtest());  // one client's peers know each other
        const auto ours =
            maker.adopt(wrap(make_stream(std::move(ends.first))), direction::outbound);
        const auto theirs = other.adopt(make_stream(std::move(ends.second)), direction::inbound);
        EXPECT_TRUE(co_await ours.ready());
        EXPECT_TRUE(co_await theirs.ready());
        const auto& sender = what == pings::sent ? ours : theirs;
        const auto& hearer = what == pings::sent ? theirs : ours;
        auto heard = hearer.inbox<wire::ping>();
        for (std::uint64_t nonce = 1; nonce <= count; ++nonce) {
            EXPECT_TRUE(sender.send(wire::ping{nonce}));
        }
        for (std::uint64_t nonce = 1; nonce <= count; ++nonce) {
            auto arrived = (co_await heard.next()).value();
            const bool own = nonce == 1 && arrived.nonce != 1;  // each side pings when it is up
            if (own) arrived = (co_await heard.next()).value();
            EXPECT_EQ(arrived.nonce, nonce);
        }
        ours.disconnect();
        theirs.disconnect();
        co_await ours.closed();
        co_await theirs.closed();
    });
}

/// Why a peer over a stream that `wrap` made ends, when one byte of the remote's waits in it.
inline std::string end_over(const wrapping& wrap, direction who_dialled) {
    std::string why;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        auto ends = socket_pair(io);
        asio::write(ends.second, asio::buffer("x", 1));
        const client maker(io.get_executor(), regtest());
        const auto ours = maker.adopt(wrap(make_stream(std::move(ends.first))), who_dialled);
        why = (co_await ours.closed()).value().message();
    });
    return why;
}

}  // namespace bitpeer::test
