#include <bitpeer/base/assert.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/handler_of.hpp>
#include <bitpeer/runtime/detail/read_pool.hpp>
#include <bitpeer/runtime/detail/session.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace bitpeer::detail {

namespace {

/// Room that somebody has.
class given_space final : public read_space {
public:
    explicit given_space(byte_span room) : room_(room) {}
    boost::asio::mutable_buffer take() override { return {room_.data(), room_.size()}; }

private:
    byte_span room_;
};

}  // namespace

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
    try {
        if (stream_->tells_when_readable()) {
            return stream_->when_readable(read_notice(shared_from_this(), strand_));
        }
    } catch (const std::bad_alloc&) {
        reading_ = false;
        throw;
    } catch (...) {
        reading_ = false;
        broken(std::current_exception());
        pump_again_ = true;
        return;
    }
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

void session::readable(const boost::system::error_code& error) {
    const attention whole(*this);
    try {
        if (!error) {
            read_at_once();
        } else {
            (void)heard({error, 0}, {});
        }
    } catch (const std::bad_alloc&) {
        reading_ = false;
        throw;
    } catch (...) {
        broken(std::current_exception());
    }
    reading_ = false;
    pump();
}

/// Where a read was full, the next bytes are there already. One whose remote has very much to say
/// lets others have their turn.
void session::read_at_once() {
    constexpr int reads_max = 16;
    for (int i = 0; i < reads_max && may_read(); ++i) {
        if (const auto more = read_in_place()) {
            if (!*more) return;
        } else {
            pooled_space space;
            const auto outcome = stream_->try_read(space);
            if (outcome.error == boost::asio::error::would_block) return;
            if (!heard(outcome, space.filled(outcome.count))) return;
            if (outcome.count < pooled_space::size) return;
        }
        pump();
    }
}

/// The rest of a large message is read to where it is going to be. Whether there is more to read;
/// nothing where there is no such message. Nobody may end the connection meanwhile, with which that
/// room would go.
std::optional<bool> session::read_in_place() {
    const std::lock_guard lock(mutex_);
    const auto room = engine_.room();
    if (room.empty()) return std::nullopt;
    given_space space(room);
    const auto outcome = stream_->try_read(space);
    if (outcome.error == boost::asio::error::would_block) return false;
    const auto taken = engine_.receive(room.first(outcome.count), system_now());
    ensure(taken == outcome.count);
    if (outcome.error) stream_ended(outcome.error);
    return !outcome.error && outcome.count == room.size();
}

/// For streams that can do nothing but wait.
boost::asio::awaitable<void> session::read(std::shared_ptr<session> self) {
    while (self->may_read()) {
        {
            pooled_space space;
            const auto outcome = co_await self->stream_->read_some(space);
            if (!self->heard(outcome, space.filled(outcome.count))) co_return;
        }
        self->pump();
    }
}

/// False: it was the last that can be heard.
bool session::heard(const io_outcome& outcome, byte_view read) {
    arrived(read);
    if (!outcome.error) return true;
    const std::lock_guard lock(mutex_);
    stream_ended(outcome.error);
    return false;
}

/// Under the mutex: nothing more can be read.
void session::stream_ended(const boost::system::error_code& error) {
    const bool in_order = error == boost::asio::error::eof;
    engine_.closed({!in_order, in_order ? std::string() : error.message()}, system_now());
}

/// What one read brought, in pieces: their messages are delivered while the processor still has
/// them at hand.
void session::arrived(byte_view in) {
    constexpr std::size_t piece = 8 * 1024;
    while (!in.empty()) {
        const auto part = in.first(std::min(in.size(), piece));
        const auto taken = offer(part);
        in = in.subspan(taken);
        if (in.empty() || taken < part.size()) break;
        deliver_events();
    }
    leftover_.assign(in.begin(), in.end());
}

/// Returns how much of it the engine took.
std::size_t session::offer(byte_view in) {
    const std::lock_guard lock(mutex_);
    if (!engine_.ended() && (!engine_.wants_input() || inbox_is_full())) return 0;
    return engine_.receive(in, system_now());
}

void session::offer_leftover() {
    if (leftover_.empty()) return;
    const auto taken = offer(leftover_);
    if (taken == 0) return;
    leftover_.erase(leftover_.begin(), leftover_.begin() + static_cast<std::ptrdiff_t>(taken));
    if (leftover_.empty()) leftover_ = bytes();  // `= {}` would keep its memory
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
