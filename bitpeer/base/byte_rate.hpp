#pragma once
/// Bytes per second, for one connection or for many together.

#include <bitpeer/base/time.hpp>
#include <bitpeer/base/token_bucket.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace bitpeer {

/// Bytes that may pass: `burst` of them at once, `per_second` from then on. Whoever moves bytes is
/// granted them first, so that the limit is kept to the byte however many share it. Knows no clock.
/// Thread-safe, without a lock: the whole state is one number.
class byte_rate {
public:
    /// `per_second` must be above zero; the burst is one byte at least.
    explicit byte_rate(rate_limit limit);

    /// Takes as many as there are, `wanted` at most.
    [[nodiscard]] std::size_t grant(std::size_t wanted, instant now);
    /// Puts back what was granted just now and not moved.
    void give_back(std::size_t unused);
    /// As many as `grant` would take, and takes none: for whoever does not share it and moves them
    /// later. They are still there then.
    [[nodiscard]] std::size_t there(instant now) const;
    /// Takes so many, there or not.
    void take(std::size_t moved, instant now);
    /// From when on it is worth while to ask again: then a piece of some kilobytes is there, or as
    /// much as there ever is.
    [[nodiscard]] instant ready_at(instant now) const;

private:
    [[nodiscard]] std::int64_t cost(std::size_t bytes) const;
    [[nodiscard]] std::size_t left(std::int64_t empty_for) const;

    const double nanoseconds_per_byte_;
    const std::int64_t burst_;  // in nanoseconds
    const std::int64_t piece_;  // likewise
    std::atomic<std::int64_t> full_at_{
        0};  // the monotonic moment at which the whole burst is there
};

}  // namespace bitpeer
