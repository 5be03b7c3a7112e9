#pragma once
/// One attempt to connect.

#include <bitpeer/base/time.hpp>
#include <bitpeer/runtime/detail/waiting.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/host_port.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <memory>
#include <string>
#include <vector>

namespace bitpeer::detail {

/// Resolves a name and connects to one of its addresses, within a time. Answers once, and in time
/// even when the system's resolver does not come back.
class dial : public std::enable_shared_from_this<dial> {
public:
    using answer = result<void, failure>;

    dial(const boost::asio::any_io_executor& executor, host_port to, duration within);

    void start(waiter_ptr<answer> done);
    /// Gives up, soon. Any thread; does nothing once it has answered.
    void stop();
    /// The connected socket, after a good answer.
    [[nodiscard]] boost::asio::ip::tcp::socket take() { return std::move(socket_); }

private:
    static boost::asio::awaitable<void> run(std::shared_ptr<dial> self);
    static boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> resolve(
        std::shared_ptr<dial> self, boost::system::error_code& error
    );
    [[nodiscard]] failure failed_by(failure_code code, const std::string& what) const;
    void give_up(const failure& why);
    void finish(answer outcome);

    const boost::asio::strand<boost::asio::any_io_executor> strand_;
    const host_port to_;
    const duration within_;
    boost::asio::ip::tcp::resolver resolver_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer timer_;
    waiter_ptr<answer> done_;
    bool over_ = false;
};

}  // namespace bitpeer::detail
