#pragma once
/// One hostile connection: a socket, and what became of it.

#include <bitpeer/base/bytes.hpp>
#include <tests/support/splitmix64.hpp>

#include "ending.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::abuse {

/// A message as it came, unencrypted.
struct heard {
    std::string command;
    bytes payload;
};

/// Everything that can be done with a connection, well or badly. What fails says false or nothing;
/// then it is over, and whatever follows does nothing. Used by one thread.
///
/// Nowhere here does a condition await by itself: GCC 12 lays out wrongly the frame of a coroutine
/// that begins with one.
class hostile {
public:
    hostile(boost::asio::io_context& io, std::uint64_t seed, std::size_t pace)
        : random_(seed), pace_(pace), socket_(io), timer_(io), listening_(io) {}

    /// From `source`, unless that is unspecified.
    boost::asio::awaitable<bool> connect(
        boost::asio::ip::tcp::endpoint to, boost::asio::ip::address source
    );

    /// Writes all of it, no faster than the pace.
    boost::asio::awaitable<bool> write(byte_view data);
    /// Writes this again and again until the end.
    boost::asio::awaitable<void> write_for_ever(byte_view data);

    /// So many bytes.
    boost::asio::awaitable<std::optional<bytes>> read(std::size_t size);
    /// The next message in v1.
    boost::asio::awaitable<std::optional<heard>> read_message();
    /// Passes over messages until one of that name.
    boost::asio::awaitable<std::optional<bytes>> await_message(std::string_view command);
    /// Reads and forgets everything from now on, beside whatever else is done.
    void ignore_answers();
    /// The same until the end.
    boost::asio::awaitable<void> ignore_until_the_end();

    /// Does nothing for a while, or until the end; then false.
    boost::asio::awaitable<bool> wait(std::chrono::milliseconds length);
    boost::asio::awaitable<void> wait_for_ever();

    /// The handshake in v1: both sides are up afterwards.
    boost::asio::awaitable<bool> shake_hands();

    /// Says that nothing more will come, and can still read.
    void close_sending();
    /// Ends it in order, or by a reset.
    void close();
    void reset();

    /// The time is up: looks what has become of it, and ends it.
    void stop();
    /// Completes when nothing runs any more that was begun here.
    boost::asio::awaitable<void> settle();

    [[nodiscard]] test::splitmix64& random() { return random_; }
    [[nodiscard]] const std::string& local_address() const { return local_address_; }
    [[nodiscard]] std::uint64_t bytes_written() const { return written_; }
    [[nodiscard]] bool shook_hands() const { return shook_hands_; }
    [[nodiscard]] std::optional<ending> end() const { return end_; }

private:
    bool over(boost::system::error_code error);
    void end_as(ending how);
    boost::asio::awaitable<bool> write_at_once(byte_view data);

    test::splitmix64 random_;
    std::size_t pace_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer listening_;  // waits as long as answers are ignored
    bool ignoring_ = false;
    std::string local_address_;
    std::uint64_t written_ = 0;
    bool shook_hands_ = false;
    std::optional<ending> end_;
};

}  // namespace bitpeer::abuse
