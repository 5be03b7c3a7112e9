#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/session.hpp>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <utility>

namespace bitpeer::detail {

namespace {

failure cancelled() { return {failure_code::cancelled}; }

}  // namespace

failure session::end_failure(failure_code code) const noexcept {
    auto made = frugal(code, remote_address_);
    made.transport = engine_.transport();  // short enough to stand in place
    if (const auto& why = engine_.why_ended()) made.disconnect = frugal_copy(*why);
    return made;
}

failure session::refusal(const send_error& error) const noexcept {
    if (error.code == misuse::ended) return end_failure(failure_code::ended);
    return frugal_copy(failure{.code = failure_code::not_sent, .refused = error});
}

session::sent session::send(const wire::message& message, send_done done) {
    try {
        decltype(open_) entry;
        if (done) entry.emplace(ticket{}, std::move(done));
        const std::lock_guard lock(mutex_);
        const auto now = time_to_send();
        const auto id = entry.empty() ? engine_.tell(message, now).map([] { return no_ticket; })
                                      : engine_.send(message, now);
        if (!id) {
            schedule();  // it may have ended over this
            return failed(refusal(id.error()));
        }
        if (auto node = entry.extract(ticket{})) {
            node.key() = *id;
            open_.insert(std::move(node));
        }
        schedule();
    } catch (const std::bad_alloc&) {
        return failed(no_memory());
    }
    return {};
}

/// Written before the next one's turn comes, where nothing else runs on the strand: what it needs
/// is at hand now.
session::sent session::tell(const wire::message& message) {
    {
        const std::lock_guard lock(mutex_);
        const auto queued = engine_.tell(message, time_to_send());
        if (!queued) {
            schedule();  // it may have ended over this
            return failed(refusal(queued.error()));
        }
        if (!begin_pump()) return {};
    }
    try {
        boost::asio::dispatch(strand_, [self = shared_from_this()] { self->write_only(); });
    } catch (const std::bad_alloc&) {
        const std::lock_guard lock(mutex_);
        pump_due_ = false;
        engine_.out_of_memory();
    }
    return {};
}

boost::asio::awaitable<session::sent> session::async_send(wire::message message) {
    return suspend<sent>(
        failed(cancelled()),
        [self = shared_from_this(), message = std::move(message)](waiter_ptr<sent> waiting) {
            // Not `self`: what the session holds must not hold the session.
            const auto done = [session = self.get(), waiting](send_outcome outcome) {
                if (outcome == send_outcome::written) return waiting->complete({});
                if (outcome == send_outcome::dropped_by_negotiation) {
                    return waiting->complete(
                        failed(frugal(failure_code::not_sent, to_string(outcome)))
                    );
                }
                const std::lock_guard lock(session->mutex_);
                waiting->complete(failed(session->end_failure(failure_code::ended)));
            };
            if (auto accepted = self->send(message, done); !accepted) {
                waiting->complete(std::move(accepted));
            }
        }
    );
}

boost::asio::awaitable<session::answer> session::ask(question about) {
    return suspend<answer>(
        failed(cancelled()),
        [self = shared_from_this(), about = std::move(about)](waiter_ptr<answer> waiting) {
            decltype(open_) entry;
            entry.emplace(ticket{}, answered([waiting](answer given) {
                              waiting->complete(std::move(given));
                          }));
            const std::lock_guard lock(self->mutex_);
            const auto id = about(self->engine_, system_now());
            self->schedule();
            if (!id) return waiting->complete(failed(self->refusal(id.error())));
            auto node = entry.extract(ticket{});
            node.key() = *id;
            self->open_.insert(std::move(node));
        }
    );
}

boost::asio::awaitable<session::answers> session::ask_data(
    std::vector<wire::inventory> wanted, duration within
) {
    /// What came so far, in the order of the question. Touched on the strand only.
    struct collection {
        std::vector<answer> given;
        std::size_t missing = 0;
        waiter_ptr<answers> waiting;
    };
    return suspend<answers>(
        failed(cancelled()),
        [self = shared_from_this(), wanted = std::move(wanted), within](waiter_ptr<answers> waiting
        ) {
            const auto all = std::make_shared<collection>();
            all->given.assign(wanted.size(), failed(cancelled()));
            all->missing = wanted.size();
            all->waiting = waiting;
            decltype(open_) entries;
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                entries.emplace_hint(entries.end(), ticket{i}, answered([all, i](answer given) {
                                         all->given[i] = std::move(given);
                                         if (--all->missing == 0)
                                             all->waiting->complete(std::move(all->given));
                                     }));
            }
            const std::lock_guard lock(self->mutex_);
            const auto ids = self->engine_.request_data(wanted, within, system_now());
            self->schedule();
            if (!ids) return waiting->complete(failed(self->refusal(ids.error())));
            if (ids->empty()) return waiting->complete(std::vector<answer>());
            for (const auto id : *ids) {
                auto node = entries.extract(entries.begin());
                node.key() = id;
                self->open_.insert(std::move(node));
            }
        }
    );
}

boost::asio::awaitable<session::round_trip> session::ping(duration within) {
    return suspend<round_trip>(
        failed(cancelled()),
        [self = shared_from_this(), within](waiter_ptr<round_trip> waiting) {
            const std::lock_guard lock(self->mutex_);
            const auto now = system_now();
            std::erase_if(self->pings_, [](const auto& old) { return old.waiting->settled(); });
            self->pings_.reserve(self->pings_.size() + 1);
            // Another ping would take the place of the one that others wait for.
            if (self->pings_.empty()) {
                if (const auto id = self->engine_.ping(now); !id) {
                    self->schedule();
                    return waiting->complete(failed(self->refusal(id.error())));
                }
            } else if (self->engine_.ended()) {
                return waiting->complete(failed(self->end_failure(failure_code::ended)));
            }
            self->pings_.push_back({std::move(waiting), now + within});
            self->schedule();
        }
    );
}

boost::asio::awaitable<session::sent> session::ready() {
    return suspend<sent>(
        failed(cancelled()),
        [self = shared_from_this()](waiter_ptr<sent> waiting) {
            const std::lock_guard lock(self->mutex_);
            if (self->engine_.ended()) {
                const auto code =
                    self->was_up_ ? failure_code::ended : failure_code::handshake_failed;
                return waiting->complete(failed(self->end_failure(code)));
            }
            if (self->was_up_) return waiting->complete({});
            keep(self->waiting_for_ready_, std::move(waiting));
        }
    );
}

boost::asio::awaitable<session::farewell> session::closed() {
    return suspend<farewell>(
        failed(cancelled()),
        [self = shared_from_this()](waiter_ptr<farewell> waiting) {
            const std::lock_guard lock(self->mutex_);
            if (self->finished_) return waiting->complete(frugal_copy(*self->engine_.why_ended()));
            keep(self->waiting_for_end_, std::move(waiting));
        }
    );
}

session::farewell session::wait() {
    namespace asio = boost::asio;
    const auto base = strand_.base();
    const auto* context = base.target<asio::io_context::executor_type>();
    const auto* pool = base.target<asio::thread_pool::executor_type>();
    if (callback_scope::inside() || strand_.plain().running_in_this_thread() ||
        (context != nullptr && context->running_in_this_thread()) ||
        (pool != nullptr && pool->running_in_this_thread())) {
        return failed(failure{failure_code::would_block});
    }
    finished_.wait(false);
    const std::lock_guard lock(mutex_);
    return frugal_copy(*engine_.why_ended());
}

std::optional<bitpeer::disconnect> session::why_ended() const {
    const std::lock_guard lock(mutex_);
    if (!engine_.why_ended()) return std::nullopt;
    return frugal_copy(*engine_.why_ended());
}

void session::report_writes() {
    const std::lock_guard lock(mutex_);
    engine_.report_writes(true);
}

void session::report_heard() {
    const std::lock_guard lock(mutex_);
    engine_.on_heard([this](const transport::received& what, instant now) {
        heard_.push_back({what, now});
    });
}

void session::disconnect(std::string detail) {
    const std::lock_guard lock(mutex_);
    if (engine_.ended()) return;
    engine_.disconnect(system_now(), std::move(detail));
    schedule();
}

void session::shed(std::string detail) {
    const std::lock_guard lock(mutex_);
    if (engine_.ended()) return;
    engine_.shed(system_now(), std::move(detail));
    schedule();
}

std::shared_ptr<session> session::of(const peer& handle) { return handle.handle_->get(); }

bool session::watch_by(std::shared_ptr<overseer> watching) {
    const std::lock_guard lock(mutex_);
    if (finished_) return false;
    auto all = overseers_ ? *overseers_ : overseers();
    all.push_back(std::move(watching));
    overseers_ = std::make_shared<overseers>(std::move(all));
    held_told_ = 0;
    schedule();
    return true;
}

std::size_t session::bytes_held() const {
    const std::lock_guard lock(mutex_);
    return bytes_held_now();
}

void session::disconnect_by_handle() noexcept {
    std::string detail;
    try {
        detail = "the last handle is gone";
    } catch (const std::bad_alloc&) {  // the reason has to do
    }
    disconnect(std::move(detail));
}

std::shared_ptr<inbox_queue> session::open_inbox(
    std::vector<wire::message_type_id> types, inbox_options options
) {
    auto opened =
        std::make_shared<inbox_queue>(std::move(types), options, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self) return;
            const std::lock_guard lock(self->mutex_);
            self->schedule();
        });
    const std::lock_guard lock(mutex_);
    if (ended_told_) {
        opened->end(end_failure(failure_code::ended));
        return opened;
    }
    auto longer = std::make_shared<inboxes>();
    for (const auto& inbox : *inboxes_) {
        if (!inbox->over()) longer->push_back(inbox);
    }
    longer->push_back(opened);
    inboxes_ = std::move(longer);
    return opened;
}

}  // namespace bitpeer::detail
