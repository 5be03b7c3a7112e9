#include <bitpeer/runtime/detail/acceptance.hpp>
#include <bitpeer/runtime/detail/callbacks.hpp>
#include <bitpeer/runtime/detail/handler_of.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/detail/shared_setup.hpp>
#include <bitpeer/runtime/socket_stream.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>

namespace bitpeer::detail {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr duration shortest_pause = std::chrono::milliseconds(50);
constexpr duration longest_pause = std::chrono::seconds(5);

}  // namespace

acceptance::acceptance(asio::ip::tcp::acceptor bound, peer_config config, listener_options options)
    : strand_(guarded_strand::on(bound.get_executor())),
      options_(std::move(options)),
      config_(shared_setup(std::move(config), options_.nonces)),
      local_address_(to_string(bound.local_endpoint())),
      port_(bound.local_endpoint().port()),
      acceptor_(std::move(bound)),
      pause_(strand_),
      pause_length_(shortest_pause) {}

void acceptance::start() {
    strand_.belongs_to(weak_from_this());
    asio::post(strand_, [self = shared_from_this()] { self->resume(); });
}

/// Accepts again if there is room and nobody does yet.
void acceptance::resume() {
    if (running_ || closed_ || pending() >= options_.pending) return;
    running_ = true;
    handler_of<acceptance> handler(shared_from_this(), &acceptance::lost_run);
    asio::co_spawn(
        strand_,
        run(shared_from_this()),
        [handler = std::move(handler)](const std::exception_ptr& thrown) mutable {
            const auto self = handler.called();
            self->running_ = false;
            if (thrown) return self->starved();
            self->resume();
        }
    );
}

/// Asio had no memory for what it accepted: that threw out of `io_context::run`. Else the context
/// is at its end.
void acceptance::lost_run() {
    if (std::uncaught_exceptions() == 0) return;
    try {
        asio::post(strand_, [self = shared_from_this()] {
            self->running_ = false;
            self->starved();
        });
    } catch (const std::bad_alloc&) {  // the next caller has to do
    }
}

/// Something here had no memory: whatever it was is gone, and the next ones may have more luck.
void acceptance::starved() {
    tell(no_memory());
    if (running_ || closed_) return;
    pause_.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(pause_length_));
    pause_.async_wait([self = shared_from_this()](error_code) { self->resume(); });
}

asio::awaitable<void> acceptance::run(std::shared_ptr<acceptance> self) {
    auto& a = *self;
    while (!a.closed_ && a.pending() < a.options_.pending) {
        error_code error;
        auto connected =
            co_await a.acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (a.closed_) co_return;
        if (error) {
            co_await a.back_off(error);
        } else {
            a.pause_length_ = shortest_pause;
            try {
                a.opened(std::move(connected));
            } catch (const std::bad_alloc&) {  // this one goes, we stay
                a.tell(no_memory());
            }
        }
    }
}

/// Most errors, such as too few file descriptors, would come again at once and for a while.
asio::awaitable<void> acceptance::back_off(error_code error) {
    if (error == asio::error::connection_aborted) co_return;  // it was that one connection's
    tell({failure_code::connect_failed, "accepting on " + local_address_ + ": " + error.message()});
    pause_.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(pause_length_));
    pause_length_ = std::min(2 * pause_length_, longest_pause);
    co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

/// Refused ones are closed on without a word: an answer would be work, too.
result<std::shared_ptr<visitor>, refusal> acceptance::let_in(const asio::ip::tcp::socket& from
) const {
    if (!options_.gate) return nullptr;
    error_code gone;
    const auto remote = from.remote_endpoint(gone);
    if (gone) return nullptr;  // its session will tell
    auto entered = options_.gate->state_->enter(to_legacy(remote));
    if (!entered) {
        tell(
            {failure_code::not_admitted,
             to_string(remote) + ": " + std::string(to_string(entered.error()))}
        );
    }
    return entered;
}

void acceptance::opened(asio::ip::tcp::socket connected) {
    const auto entered = let_in(connected);
    if (!entered) return;
    connection_details details;
    if (const auto& own = *entered) {
        details.admits_v2 = [own] { return own->admits_encrypted(); };
    }
    auto made = session::open(
        make_stream(std::move(connected)),
        config_,
        std::move(details),
        direction::inbound,
        options_.nonces,
        [this, own = *entered](const peer& fresh) {
            if (own) {
                const auto known = session::of(fresh);
                own->is(known);
                known->watch_by(own);
            }
            if (options_.prepare) options_.prepare(fresh);
        }
    );
    const auto place = shaking_.insert(shaking_.end(), std::move(made));
    try {
        asio::co_spawn(
            strand_,
            shake_hands(shared_from_this(), place),
            [self = shared_from_this()](const std::exception_ptr&) {
                self->give_out();
                self->resume();
            }
        );
    } catch (const std::bad_alloc&) {
        shaking_.erase(place);
        throw;
    }
}

asio::awaitable<void> acceptance::shake_hands(
    std::shared_ptr<acceptance> self, handshakes::iterator who
) {
    const auto up = co_await who->ready();
    if (up && !self->closed_) {
        self->ready_.splice(self->ready_.end(), self->shaking_, who);
    } else {
        self->shaking_.erase(who);
    }
    if (!up && !self->closed_) self->tell(up.error());
}

void acceptance::give_out() {
    while (!ready_.empty() && !callers_.empty()) {
        const auto caller = std::move(callers_.front());
        callers_.pop_front();
        if (!caller->claim()) continue;  // cancelled
        caller->deliver(std::move(ready_.front()));
        ready_.pop_front();
    }
}

void acceptance::wait(waiter_ptr<answer> caller) {
    asio::post(strand_, [self = shared_from_this(), caller = std::move(caller)] {
        if (self->closed_) return caller->complete(failed(failure{failure_code::closed}));
        try {
            keep(self->callers_, caller);
        } catch (const std::bad_alloc&) {
            return caller->complete(failed(no_memory()));
        }
        self->give_out();
        self->resume();
    });
}

void acceptance::close() {
    asio::post(strand_, [self = shared_from_this()] { self->close_now(); });
}

void acceptance::close_now() {
    if (std::exchange(closed_, true)) return;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    ready_.clear();
    for (const auto& unfinished : shaking_) {
        unfinished.disconnect(frugal(failure_code::closed, "the listener was closed").detail);
    }
    for (const auto& caller : std::exchange(callers_, {})) {
        caller->complete(failed(failure{failure_code::closed}));
    }
}

void acceptance::tell(const failure& what) const {
    if (!options_.on_failure) return;
    const callback_scope inside;
    try {
        options_.on_failure(what);
    } catch (...) {  // there is nobody to tell, and strangers must not end the listener
    }
}

}  // namespace bitpeer::detail
