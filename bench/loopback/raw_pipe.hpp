#pragma once
/// Asio's sockets with nothing around them, used as our runtime uses them: what is there is waited
/// for, then read by one call of at most 64 KiB; what is to be said is written by one call.

#include <bitpeer/base/bytes.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bitpeer::bench {

class raw_pipe {
public:
    using tcp = boost::asio::ip::tcp;

    explicit raw_pipe(tcp::socket connected) : socket_(std::move(connected)) {
        boost::system::error_code ignored;
        socket_.non_blocking(true, ignored);
        socket_.set_option(tcp::no_delay(true), ignored);
    }

    /// What has come; nothing at the end.
    [[nodiscard]] boost::asio::awaitable<byte_span> read(byte_span space) {
        boost::system::error_code error;
        std::size_t count = 0;
        do {
            co_await socket_.async_wait(
                tcp::socket::wait_read,
                boost::asio::redirect_error(boost::asio::use_awaitable, error)
            );
            if (error) co_return byte_span();
            count = socket_.read_some(boost::asio::buffer(space.data(), space.size()), error);
        } while (error == boost::asio::error::would_block);
        co_return space.first(count);
    }

    /// Reads so many bytes; false when it ended before.
    [[nodiscard]] boost::asio::awaitable<bool> read_all(byte_span space, std::size_t count) {
        while (count > 0) {
            const auto got = co_await read(space);
            if (got.empty()) co_return false;
            count -= std::min(count, got.size());
        }
        co_return true;
    }

    [[nodiscard]] boost::asio::awaitable<bool> write(byte_view what) {
        boost::system::error_code error;
        co_await boost::asio::async_write(
            socket_,
            boost::asio::buffer(what.data(), what.size()),
            boost::asio::redirect_error(boost::asio::use_awaitable, error)
        );
        co_return !error;
    }

    [[nodiscard]] tcp::socket& socket() { return socket_; }

    void close() {
        boost::system::error_code ignored;
        socket_.close(ignored);
    }

private:
    tcp::socket socket_;
};

constexpr std::size_t read_size = 65'536;

}  // namespace bitpeer::bench
