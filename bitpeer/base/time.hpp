#pragma once
/// Time as a value. Nothing in the library's core can ask what time it is: whoever calls says so.

#include <chrono>
#include <compare>
#include <cstdint>

namespace bitpeer {

/// A span of time.
using duration = std::chrono::nanoseconds;

/// A moment, on two clocks at once: the monotonic one, which every deadline is counted on, and Unix
/// time, which only `version` and address stamps carry. There is no `now()`: the runtime reads the
/// machine's clocks, the simulator makes time up, a test owns it.
struct instant {
    duration monotonic{};  ///< since an origin that one process keeps
    duration unix_time{};  ///< since 1970-01-01 UTC

    [[nodiscard]] constexpr std::int64_t unix_seconds() const noexcept {
        return std::chrono::floor<std::chrono::seconds>(unix_time).count();
    }

    friend constexpr instant operator+(instant when, duration later) noexcept {
        return {when.monotonic + later, when.unix_time + later};
    }
    friend constexpr duration operator-(instant later, instant earlier) noexcept {
        return later.monotonic - earlier.monotonic;
    }
    friend constexpr bool operator==(instant left, instant right) noexcept {
        return left.monotonic == right.monotonic;
    }
    friend constexpr auto operator<=>(instant left, instant right) noexcept {
        return left.monotonic <=> right.monotonic;
    }
};

}  // namespace bitpeer
