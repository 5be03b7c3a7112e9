#include <bitpeer/engine/facets/keepalive.hpp>

#include <algorithm>
#include <string>

namespace bitpeer::facets {

namespace {

std::string seconds_text(duration time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " s";
}

duration time_to_write(std::size_t size, const timing& times) {
    if (times.write_rate == 0) return times.write_timeout;
    return times.write_timeout + std::chrono::seconds(size / times.write_rate);
}

}  // namespace

wire::ping keepalive::next_ping(context& c) {
    std::uint64_t nonce = 0;
    while (nonce == 0) nonce = c.random.next();
    return {nonce};
}

void keepalive::pinged(const wire::ping& ours, context& c) {
    if (!c.pings_are_answered()) return;
    outstanding_.push_back({ours.nonce, c.now, c.now + c.times.pong_timeout});
    c.statistics.pending_ping = {ours.nonce, c.now};
    if (outstanding_.size() == 1) await_oldest(c);
}

void keepalive::ping(context& c) {
    const auto ours = next_ping(c);
    c.write(ours);
    pinged(ours, c);
}

/// The deadline is the oldest ping's: pinging again makes no dead peer alive.
void keepalive::await_oldest(context& c) const {
    if (outstanding_.empty() || c.times.pong_timeout <= duration::zero()) {
        c.timers.clear(timer::pong);
    } else {
        c.timers.set(timer::pong, outstanding_.front().deadline);
    }
}

void keepalive::postpone(duration by) {
    for (std::size_t i = 0; i < outstanding_.size(); ++i) {
        outstanding_[i].deadline = outstanding_[i].deadline + by;
    }
}

void keepalive::running(context& c) {
    if (c.times.ping_interval > duration::zero() && c.kind.pings) {
        if (c.rules.pings_at_once) ping(c);
        c.timers.set(timer::next_ping, c.now + c.times.ping_interval);
    }
    received(c);
}

void keepalive::received(context& c) {
    if (c.stage != stage::running || c.times.inactivity_timeout <= duration::zero()) return;
    c.timers.set(timer::inactivity, c.now + c.times.inactivity_timeout);
}

void keepalive::written(context& c) { c.timers.clear(timer::writing); }

/// Only what waits to be written can be late: a peer to whom we have nothing to say is none the
/// worse for it. Each message has its own time: a trickle of bytes gives it no more.
void keepalive::settled(context& c) {
    if (c.stage != stage::running || c.times.write_timeout <= duration::zero()) return;
    if (c.out.writable_bytes() == 0 || c.output_is_paced) {
        c.timers.clear(timer::writing);
    } else if (!c.timers.deadline(timer::writing)) {
        c.timers.set(timer::writing, c.now + time_to_write(c.out.next_size(), c.times));
    }
}

void keepalive::handle(const wire::ping& theirs, context& c) {
    if (c.pings_are_answered()) c.write(wire::pong{theirs.nonce});
}

void keepalive::handle(const wire::pong& theirs, context& c) {
    // A zero nonce comes from peers that cannot echo.
    if (theirs.nonce == 0) return give_up(c);
    auto answered = outstanding_.find_if([&](const outstanding_ping& ping) {
        return ping.nonce == theirs.nonce;
    });
    if (answered == outstanding_.size()) return;
    const auto round_trip = c.now - outstanding_[answered].sent;
    auto& minimum = c.statistics.minimum_ping;
    c.statistics.last_ping = round_trip;
    minimum = minimum ? std::min(*minimum, round_trip) : round_trip;
    c.events.push(ping_answered{round_trip});
    // Answers come in the order of the questions: those before it were passed over.
    for (++answered; answered > 0; --answered) outstanding_.pop_front();
    if (outstanding_.empty()) c.statistics.pending_ping.reset();
    await_oldest(c);
}

void keepalive::unreadable(wire::command_name command, context& c) {
    if (command == wire::pong::command) give_up(c);
}

/// The measurement is given up and the connection stays, as Bitcoin Core does.
void keepalive::give_up(context& c) {
    outstanding_.clear();
    c.statistics.pending_ping.reset();
    await_oldest(c);
}

void keepalive::expired(timer which, context& c) {
    if (which == timer::next_ping) {
        if (outstanding_.empty()) ping(c);
        c.timers.set(timer::next_ping, c.now + c.times.ping_interval);
    } else if (which == timer::pong) {
        c.end_with(
            disconnect_reason::pong_timeout, "no pong for " + seconds_text(c.times.pong_timeout)
        );
    } else if (which == timer::inactivity) {
        c.end_with(
            disconnect_reason::inactivity,
            "no message that we know for " + seconds_text(c.times.inactivity_timeout)
        );
    } else if (which == timer::writing) {
        const auto size = c.out.next_size();
        c.end_with(
            disconnect_reason::write_timeout,
            "a message of " + std::to_string(size) + " bytes was not taken in " +
                seconds_text(time_to_write(size, c.times))
        );
    }
}

}  // namespace bitpeer::facets
