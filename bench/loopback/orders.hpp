#pragma once
/// What the program that measures says on standard input.

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <unistd.h>

#include <cstddef>
#include <optional>
#include <sstream>
#include <string>

namespace bitpeer::bench {

struct order {
    std::string word;
    std::size_t count = 1;
};

/// Runs an `io_context` until a line comes, so that orders are carried out outside of it.
class orders {
public:
    explicit orders(boost::asio::io_context& io) : io_(io), input_(io, dup(STDIN_FILENO)) {}

    /// Nothing when standard input has ended.
    [[nodiscard]] std::optional<order> next() {
        std::optional<order> made;
        const auto take = [&](const boost::system::error_code& error, std::size_t size) {
            io_.stop();
            if (error) return;
            std::istringstream line(text_.substr(0, size));
            text_.erase(0, size);
            line >> made.emplace().word >> made->count;
        };
        boost::asio::async_read_until(input_, boost::asio::dynamic_buffer(text_), '\n', take);
        io_.restart();
        io_.run();
        return made;
    }

private:
    boost::asio::io_context& io_;
    boost::asio::posix::stream_descriptor input_;
    std::string text_;
};

}  // namespace bitpeer::bench
