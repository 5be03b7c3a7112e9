#pragma once
/// One attempt to connect.

#include <bitpeer/base/time.hpp>
#include <bitpeer/runtime/detail/detours.hpp>
#include <bitpeer/runtime/detail/waiting.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/guarded_strand.hpp>
#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/runtime/stream.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::detail {

/// Connects to `to`, directly or `through` a proxy, within a time; nothing is said to the target
/// yet. Cancelling it is a failure, too. Each call is an attempt of its own.
[[nodiscard]] boost::asio::awaitable<result<std::unique_ptr<stream>, failure>> dial_stream(
    boost::asio::any_io_executor executor, host_port to, std::optional<detour> through,
    duration within
);

/// Resolves a name and connects to one of its addresses, within a time: the target's, or those of a
/// proxy, which it then asks for the target. Answers once, and in time even when the system's
/// resolver does not come back.
class dial final : public starving, public std::enable_shared_from_this<dial> {
public:
    using answer = result<void, failure>;

    dial(
        const boost::asio::any_io_executor& executor, host_port to, std::optional<detour> through,
        duration within
    );

    void start(waiter_ptr<answer> done);
    /// Gives up, soon. Any thread; does nothing once it has answered.
    void stop();
    /// The connection, after a good answer.
    [[nodiscard]] std::unique_ptr<stream> take();

private:
    using endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

    static boost::asio::awaitable<void> run(std::shared_ptr<dial> self);
    static boost::asio::awaitable<answer> connect(std::shared_ptr<dial> self);
    static boost::asio::awaitable<endpoints> resolve(
        std::shared_ptr<dial> self, boost::system::error_code& error
    );
    static boost::asio::awaitable<answer> negotiate(std::shared_ptr<dial> self);
    [[nodiscard]] answer before_it_begins() const;
    [[nodiscard]] answer verdict_of_proxy() const;
    [[nodiscard]] const host_port& first_hop() const { return through_ ? through_->proxy : to_; }
    [[nodiscard]] failure failed_by(failure_code code, const std::string& what) const;
    void give_up(const failure& why);
    void starved() override;
    void finish(answer outcome);

    guarded_strand strand_;
    const host_port to_;
    const std::optional<detour> through_;
    const duration within_;
    std::optional<transport::socks5> negotiation_;  // with the proxy
    boost::asio::ip::tcp::resolver resolver_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    waiter_ptr<answer> done_;
    bool connected_ = false;  // to the first hop
    bool over_ = false;
};

}  // namespace bitpeer::detail
