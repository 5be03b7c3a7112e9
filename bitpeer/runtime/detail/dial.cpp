#include <bitpeer/runtime/detail/dial.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <exception>
#include <utility>

namespace bitpeer::detail {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

failure_code code_of(const error_code& error) {
    if (error == asio::error::connection_refused) return failure_code::connect_refused;
    if (error == asio::error::timed_out) return failure_code::connect_timed_out;
    return failure_code::connect_failed;
}

std::string seconds_text(duration time) {
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    return std::to_string(milliseconds) + " ms";
}

}  // namespace

dial::dial(const asio::any_io_executor& executor, host_port to, duration within)
    : strand_(asio::make_strand(executor)),
      to_(std::move(to)),
      within_(within),
      resolver_(executor),
      socket_(executor),
      timer_(strand_) {}

void dial::start(waiter_ptr<answer> done) {
    done_ = std::move(done);
    asio::co_spawn(
        strand_,
        run(shared_from_this()),
        [self = shared_from_this()](const std::exception_ptr& thrown) {
            if (thrown) self->give_up(self->failed_by(failure_code::connect_failed, "exception"));
        }
    );
}

void dial::stop() {
    asio::post(strand_, [self = shared_from_this()] { self->give_up({failure_code::cancelled}); });
}

asio::awaitable<void> dial::run(std::shared_ptr<dial> self) {
    auto& d = *self;
    d.timer_.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(d.within_));
    d.timer_.async_wait([self](const error_code& cancelled) {
        if (cancelled) return;
        self->give_up(self->failed_by(
            failure_code::connect_timed_out, "no connection within " + seconds_text(self->within_)
        ));
    });
    error_code error;
    const auto endpoints = co_await resolve(self, error);
    if (d.over_) co_return;
    if (endpoints.empty()) {
        d.finish(failed(d.failed_by(failure_code::resolve_failed, error.message())));
        co_return;
    }
    for (const auto& endpoint : endpoints) {
        co_await d.socket_.async_connect(
            endpoint, asio::redirect_error(asio::use_awaitable, error)
        );
        if (d.over_) co_return;
        if (!error) break;
        error_code ignored;
        d.socket_.close(ignored);
    }
    if (error) {
        d.finish(failed(d.failed_by(code_of(error), error.message())));
    } else {
        d.finish({});
    }
}

asio::awaitable<std::vector<asio::ip::tcp::endpoint>> dial::resolve(
    std::shared_ptr<dial> self, error_code& error
) {
    std::vector<asio::ip::tcp::endpoint> endpoints;
    if (const auto numeric = asio::ip::make_address(self->to_.host, error); !error) {
        endpoints.emplace_back(numeric, self->to_.port);
        co_return endpoints;
    }
    const auto port = std::to_string(self->to_.port);
    const auto found = co_await self->resolver_.async_resolve(
        self->to_.host, port, asio::redirect_error(asio::use_awaitable, error)
    );
    for (const auto& entry : found) endpoints.push_back(entry.endpoint());
    co_return endpoints;
}

failure dial::failed_by(failure_code code, const std::string& what) const {
    const bool bracketed = to_.host.find(':') != std::string::npos;
    const auto host = bracketed ? "[" + to_.host + "]" : to_.host;
    return {code, host + ":" + std::to_string(to_.port) + ": " + what};
}

void dial::give_up(const failure& why) {
    if (over_) return;
    finish(failed(why));
    error_code ignored;
    socket_.close(ignored);
    resolver_.cancel();
}

void dial::finish(answer outcome) {
    over_ = true;
    timer_.cancel();
    std::exchange(done_, {})->complete(std::move(outcome));
}

}  // namespace bitpeer::detail
