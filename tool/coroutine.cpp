#include "coroutine.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <exception>

namespace bitpeer::tool {

namespace asio = boost::asio;

interruption::interruption(asio::io_context& io)
    : never_(io, asio::steady_timer::time_point::max()) {}

asio::awaitable<void> interruption::wait() {
    if (requested_) co_return;
    co_await never_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void interruption::request() {
    requested_ = true;
    never_.cancel();
}

outcome run_until_done(const verb_coroutine& body) {
    asio::io_context io(1);
    interruption interrupt(io);
    asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code error, int /*signal*/) {
        if (error) return;
        interrupt.request();
        signals.clear();  // the next one has its usual effect
    });

    auto result = outcome::remote_failed;
    std::exception_ptr thrown;
    asio::co_spawn(io, body(io, interrupt), [&](std::exception_ptr error, outcome done) {
        thrown = error;
        result = done;
        signals.cancel();
    });
    io.run();
    if (thrown) std::rethrow_exception(thrown);
    return result;
}

outcome tell(report& out, const failure& why) {
    out.error(to_string(why.code), why.message());
    return outcome::remote_failed;
}

}  // namespace bitpeer::tool
