#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/read_pool.hpp>
#include <bitpeer/runtime/detail/session.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace bitpeer::detail {

bool session::inbox_is_full() const {
    return std::ranges::any_of(*inboxes_, [](const auto& inbox) { return inbox->full(); });
}

bool session::may_read() const {
    if (!leftover_.empty()) return false;
    const std::lock_guard lock(mutex_);
    return engine_.wants_input() && !inbox_is_full();
}

void session::start_reading() {
    reading_ = true;
    handler_of<session> handler(shared_from_this(), &session::lost_reader);
    boost::asio::co_spawn(
        strand_,
        read(shared_from_this()),
        [handler = std::move(handler)](const std::exception_ptr& error) mutable {
            const auto self = handler.called();
            self->reading_ = false;
            self->broken(error);
            self->pump();
        }
    );
}

boost::asio::awaitable<void> session::read(std::shared_ptr<session> self) {
    while (self->may_read()) {
        io_outcome outcome;
        {
            pooled_space space;
            outcome = co_await self->stream_->read_some(space);
            self->arrived(space.filled(outcome.count));
        }
        if (outcome.error) {
            const bool in_order = outcome.error == boost::asio::error::eof;
            const std::lock_guard lock(self->mutex_);
            self->engine_.closed(
                {!in_order, in_order ? std::string() : outcome.error.message()}, system_now()
            );
            co_return;
        }
        self->pump();
    }
}

void session::arrived(byte_view in) {
    if (in.empty()) return;
    const std::lock_guard lock(mutex_);
    const auto taken = engine_.receive(in, system_now());
    leftover_.assign(in.begin() + static_cast<std::ptrdiff_t>(taken), in.end());
}

void session::offer_leftover() {
    if (leftover_.empty()) return;
    const std::lock_guard lock(mutex_);
    if (!engine_.ended() && (!engine_.wants_input() || inbox_is_full())) return;
    const auto taken = engine_.receive(leftover_, system_now());
    leftover_.erase(leftover_.begin(), leftover_.begin() + static_cast<std::ptrdiff_t>(taken));
    if (leftover_.empty()) leftover_ = {};
    pump_again_ = true;
}

std::size_t session::gather(gathered_parts& into) const {
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    const auto list = engine_.transmit();
    for (const auto part : list.parts()) into[count++] = {part.data(), part.size()};
    return count;
}

void session::written(const io_outcome& outcome) {
    const std::lock_guard lock(mutex_);
    const auto now = system_now();
    engine_.transmitted(outcome.count, now);
    if (outcome.error) engine_.closed({true, outcome.error.message()}, now);
}

/// Most of what is to be written goes at once: no coroutine is made for that. One who has very much
/// to write lets others have their turn.
bool session::write_at_once() {
    constexpr int writes_max = 8;
    gathered_parts parts;
    try {
        for (int i = 0; i < writes_max; ++i) {
            const auto count = gather(parts);
            if (count == 0) return true;
            const auto outcome = stream_->try_write({parts.data(), count});
            if (outcome.error == boost::asio::error::would_block) return false;
            written(outcome);
            pump_again_ = true;
            if (outcome.error) return true;
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (...) {
        broken(std::current_exception());
        pump_again_ = true;
        return true;
    }
    return false;
}

void session::start_writing() {
    writing_ = true;
    handler_of<session> handler(shared_from_this(), &session::lost_writer);
    boost::asio::co_spawn(
        strand_,
        write(shared_from_this()),
        [handler = std::move(handler)](const std::exception_ptr& error) mutable {
            const auto self = handler.called();
            self->writing_ = false;
            self->broken(error);
            self->pump();
        }
    );
}

/// One gathering write for all that is queued, until nothing is.
boost::asio::awaitable<void> session::write(std::shared_ptr<session> self) {
    gathered_parts parts;
    for (;;) {
        const auto count = self->gather(parts);
        if (count == 0) co_return;
        const io_outcome outcome = co_await self->stream_->write_some({parts.data(), count});
        self->written(outcome);
        if (outcome.error) co_return;
        self->pump();
    }
}

void session::broken(const std::exception_ptr& error) {
    if (!error) return;
    try {
        std::string what = "the stream threw";
        try {
            std::rethrow_exception(error);
        } catch (const std::bad_alloc&) {
            throw;
        } catch (const std::exception& thrown) {
            what += std::string(": ") + thrown.what();
        } catch (...) {  // nothing more is known
        }
        const std::lock_guard lock(mutex_);
        engine_.closed({true, std::move(what)}, system_now());
    } catch (const std::bad_alloc&) {
        ran_out();
    }
}

}  // namespace bitpeer::detail
