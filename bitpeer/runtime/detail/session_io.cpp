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
    std::array<boost::asio::const_buffer, gather_list::parts_max> buffers;
    for (;;) {
        std::size_t count = 0;
        {
            const std::lock_guard lock(self->mutex_);
            for (const auto part : self->engine_.transmit().parts()) {
                buffers[count++] = {part.data(), part.size()};
            }
        }
        if (count == 0) co_return;
        const io_outcome outcome = co_await self->stream_->write_some({buffers.data(), count});
        {
            const std::lock_guard lock(self->mutex_);
            const auto now = system_now();
            self->engine_.transmitted(outcome.count, now);
            if (outcome.error) self->engine_.closed({true, outcome.error.message()}, now);
        }
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
