#pragma once
/// How a verb runs: one coroutine on one thread, ended early by an interrupt.

#include <bitpeer/runtime/failure.hpp>

#include "verb.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>

namespace bitpeer::tool {

/// The user wants the verb to end: SIGINT or SIGTERM came. A second signal ends the process at
/// once.
class interruption {
public:
    explicit interruption(boost::asio::io_context& io);

    [[nodiscard]] bool requested() const { return requested_; }

    /// Completes at the first signal.
    [[nodiscard]] boost::asio::awaitable<void> wait();

    /// Makes `wait` complete.
    void request();

private:
    boost::asio::steady_timer never_;
    bool requested_ = false;
};

using verb_coroutine =
    std::function<boost::asio::awaitable<outcome>(boost::asio::io_context&, interruption&)>;

/// Runs `body` to its end. What it left behind (peers, listeners) is destroyed before the context
/// is.
[[nodiscard]] outcome run_until_done(const verb_coroutine& body);

/// Reports a failure of the runtime.
[[nodiscard]] outcome tell(report& out, const failure& why);

}  // namespace bitpeer::tool
