#pragma once
/// One connection to the remote, on which anything may be said.

#include <bitpeer/base/time.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/message.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::tool::conform {

enum class happening : std::uint8_t {
    message,
    ended,    ///< the remote closed, or what it sent cannot be read
    silence,  ///< nothing came in time
};

struct arrival {
    happening what = happening::silence;
    wire::command_name command{};
    shared_bytes payload{};
};

/// What was said on one connection or more, for people who want to see how a verdict came about.
struct transcript {
    std::vector<std::string> sent{};
    std::vector<std::string> came{};

    static constexpr std::size_t lines_max = 40;
    static void note(std::vector<std::string>& in, std::string line);
};

/// A socket and a transport. Nothing is said or answered on its own.
class link {
public:
    using clock = std::chrono::steady_clock;

    /// `net` and `log` must outlive it.
    link(boost::asio::any_io_executor executor, const network& net, transcript& log);

    /// Connects. Empty when it worked, else the system's words.
    [[nodiscard]] boost::asio::awaitable<std::string> dial(
        boost::asio::ip::tcp::endpoint to, duration within
    );

    /// From here on these are the bytes' meaning. In v2: exchanges keys, too; false when the remote
    /// sends none in time.
    [[nodiscard]] boost::asio::awaitable<bool> speak(
        std::unique_ptr<transport::transport> how, duration within
    );

    /// Bytes as they are. What cannot be written shows when something is read.
    [[nodiscard]] boost::asio::awaitable<void> write(
        bytes data, std::string described, duration within
    );
    /// Messages, in one write.
    [[nodiscard]] boost::asio::awaitable<void> send(
        std::vector<wire::message> messages, duration within
    );
    /// The bytes that `send` would write.
    [[nodiscard]] bytes sealed(const wire::message& message);
    void note_sent(std::string line) { transcript::note(log_.sent, std::move(line)); }

    /// What comes next.
    [[nodiscard]] boost::asio::awaitable<arrival> next(clock::time_point until);

    /// Any byte at all.
    [[nodiscard]] bool heard_anything() const { return received_ > 0; }
    [[nodiscard]] const transport::transport* transport() const { return transport_.get(); }
    [[nodiscard]] bool ended() const { return ended_; }

private:
    [[nodiscard]] std::optional<arrival> take();
    [[nodiscard]] boost::asio::awaitable<bool> read(clock::time_point until);
    void note_end(std::string why);

    const network& net_;
    transcript& log_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    std::unique_ptr<transport::transport> transport_;
    bytes input_;
    std::size_t used_ = 0;  // of the input
    std::uint64_t received_ = 0;
    bool ended_ = false;
};

}  // namespace bitpeer::tool::conform
