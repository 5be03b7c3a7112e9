#pragma once
/// Asio's sockets as streams.

#include <bitpeer/runtime/stream.hpp>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace bitpeer {

/// "192.0.2.1:8333", "[2001:db8::1]:8333".
[[nodiscard]] std::string to_string(const boost::asio::ip::tcp::endpoint& endpoint);

/// The address as `version` writes it.
[[nodiscard]] wire::legacy_address to_legacy(const boost::asio::ip::tcp::endpoint& endpoint);

/// A connected stream socket of any protocol.
template <class Protocol, class Executor>
class socket_stream final : public stream {
public:
    using socket_type = boost::asio::basic_stream_socket<Protocol, Executor>;

    explicit socket_stream(socket_type socket) : socket_(std::move(socket)) {
        boost::system::error_code ignored;  // whatever is wrong shows at the first read
        socket_.non_blocking(true, ignored);
        if constexpr (over_tcp) {
            socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
            if (const auto remote = socket_.remote_endpoint(ignored); !ignored) remote_ = remote;
            if (const auto local = socket_.local_endpoint(ignored); !ignored) local_ = local;
        }
    }

    boost::asio::any_io_executor get_executor() override { return socket_.get_executor(); }

    boost::asio::awaitable<io_outcome> read_some(read_space& space) override {
        io_outcome outcome;
        do {
            // Without a buffer: most peers wait most of the time.
            co_await socket_.async_wait(
                socket_type::wait_read,
                boost::asio::redirect_error(boost::asio::use_awaitable, outcome.error)
            );
            if (outcome.error) co_return outcome;
            outcome = try_read(space);
        } while (outcome.error == boost::asio::error::would_block);
        co_return outcome;
    }

    [[nodiscard]] bool tells_when_readable() const override { return true; }

    void when_readable(read_notice told) override {
        socket_.async_wait(socket_type::wait_read, std::move(told));
    }

    io_outcome try_read(read_space& space) override {
        io_outcome outcome;
        outcome.count = socket_.read_some(space.take(), outcome.error);
        return outcome;
    }

    boost::asio::awaitable<io_outcome> write_some(std::span<const boost::asio::const_buffer> parts
    ) override {
        io_outcome outcome;
        outcome.count = co_await socket_.async_write_some(
            parts, boost::asio::redirect_error(boost::asio::use_awaitable, outcome.error)
        );
        co_return outcome;
    }

    io_outcome try_write(std::span<const boost::asio::const_buffer> parts) override {
        io_outcome outcome;
        outcome.count = socket_.write_some(parts, outcome.error);
        return outcome;
    }

    void close() override {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

    [[nodiscard]] std::string remote_address() const override {
        if constexpr (over_tcp) return to_string(remote_);
        return "local";
    }

    [[nodiscard]] std::string local_address() const override {
        if constexpr (over_tcp) return to_string(local_);
        return "local";
    }

    [[nodiscard]] std::optional<wire::legacy_address> remote_endpoint() const override {
        if constexpr (over_tcp) return to_legacy(remote_);
        return std::nullopt;
    }

private:
    static constexpr bool over_tcp = std::is_same_v<Protocol, boost::asio::ip::tcp>;

    socket_type socket_;
    typename Protocol::endpoint remote_{};
    typename Protocol::endpoint local_{};
};

/// A connected socket as a stream: `make_stream(std::move(socket))`.
template <class Protocol, class Executor>
[[nodiscard]] std::unique_ptr<stream> make_stream(
    boost::asio::basic_stream_socket<Protocol, Executor> connected
) {
    return std::make_unique<socket_stream<Protocol, Executor>>(std::move(connected));
}

}  // namespace bitpeer
