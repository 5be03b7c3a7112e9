#pragma once
/// The deadlines of one connection.

#include <bitpeer/base/time.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer {

/// Every deadline that an engine knows.
enum class timer : std::uint8_t {
    handshake,   ///< the remote's `verack` must have come
    next_ping,   ///< our next `ping` is due
    pong,        ///< the remote's `pong` must have come
    inactivity,  ///< something must have been received
    writing,     ///< some of what is queued must have been written
    request,     ///< the most urgent request must have been answered
    stall,       ///< the most urgent question must have been answered
    trickle,     ///< what waits to be announced is due
    fee_filter,  ///< our `feefilter` is to be looked at again
    lifetime,    ///< what the connection is for must have been done
    farewell,    ///< our last word must have been written
    pace,        ///< more bytes may pass again
    count_
};

/// At most one deadline of each kind. The set is small, so that the earliest is found by looking.
/// Deadlines are counted on the monotonic clock; their Unix time is by the clocks of the last
/// `set`.
class timer_table {
public:
    /// So many deadlines there are at most.
    static constexpr auto size = static_cast<std::size_t>(timer::count_);

    timer_table() { clear_all(); }

    void set(timer which, instant when) {
        at(which) = when.monotonic;
        unix_ahead_ = when.unix_time - when.monotonic;
    }
    void clear(timer which) { at(which) = never; }
    void clear_all() { deadlines_.fill(never); }

    [[nodiscard]] std::optional<instant> deadline(timer which) const {
        return told(deadlines_[static_cast<std::size_t>(which)]);
    }

    /// The earliest of all deadlines.
    [[nodiscard]] std::optional<instant> earliest() const {
        return told(*std::ranges::min_element(deadlines_));
    }

    /// Takes out one timer whose deadline has come, the most overdue first.
    [[nodiscard]] std::optional<timer> take_expired(instant now) {
        const auto first = std::ranges::min_element(deadlines_);
        if (*first == never || now.monotonic < *first) return std::nullopt;
        *first = never;
        return static_cast<timer>(first - deadlines_.begin());
    }

    /// Moves the deadlines that wait for the remote: time that we spent not reading is ours.
    void postpone_remote(duration by) {
        for (const auto which :
             {timer::handshake, timer::pong, timer::inactivity, timer::request, timer::stall}) {
            if (at(which) != never) at(which) += by;
        }
    }

private:
    static constexpr auto never = duration::max();

    [[nodiscard]] std::optional<instant> told(duration deadline) const {
        if (deadline == never) return std::nullopt;
        return instant{deadline, deadline + unix_ahead_};
    }

    duration& at(timer which) { return deadlines_[static_cast<std::size_t>(which)]; }

    std::array<duration, size> deadlines_{};
    duration unix_ahead_{};
};

}  // namespace bitpeer
