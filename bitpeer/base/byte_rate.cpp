#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/byte_rate.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace bitpeer {

namespace {

/// Smaller ones would have many calls move few bytes.
constexpr double worth_while = 4096;
constexpr double nanoseconds_per_second = 1e9;

std::int64_t nanoseconds(instant when) { return std::chrono::nanoseconds(when.monotonic).count(); }

}  // namespace

byte_rate::byte_rate(rate_limit limit)
    : nanoseconds_per_byte_(nanoseconds_per_second / limit.per_second),
      burst_(static_cast<std::int64_t>(std::ceil(std::max(1.0, limit.burst) * nanoseconds_per_byte_)
      )),
      piece_(std::min(
          burst_, static_cast<std::int64_t>(std::ceil(worth_while * nanoseconds_per_byte_))
      )) {
    ensure(limit.per_second > 0);
}

/// Rounded up: the limit is never exceeded.
std::int64_t byte_rate::cost(std::size_t bytes) const {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(bytes) * nanoseconds_per_byte_));
}

std::size_t byte_rate::left(std::int64_t empty_for) const {
    if (empty_for >= burst_) return 0;
    return static_cast<std::size_t>(
        static_cast<double>(burst_ - empty_for) / nanoseconds_per_byte_
    );
}

std::size_t byte_rate::there(instant now) const {
    const auto full_at = full_at_.load(std::memory_order_relaxed);
    return left(std::max<std::int64_t>(0, full_at - nanoseconds(now)));
}

void byte_rate::take(std::size_t moved, instant now) {
    const auto present = nanoseconds(now);
    auto full_at = full_at_.load(std::memory_order_relaxed);
    while (!full_at_.compare_exchange_weak(
        full_at, std::max(full_at, present) + cost(moved), std::memory_order_relaxed
    ))
        continue;
}

std::size_t byte_rate::grant(std::size_t wanted, instant now) {
    const auto present = nanoseconds(now);
    auto full_at = full_at_.load(std::memory_order_relaxed);
    for (;;) {
        const auto empty_for = std::max<std::int64_t>(0, full_at - present);
        const auto granted = std::min(wanted, left(empty_for));
        if (granted == 0) return 0;
        const auto then = present + empty_for + cost(granted);
        if (full_at_.compare_exchange_weak(full_at, then, std::memory_order_relaxed)) {
            return granted;
        }
    }
}

void byte_rate::give_back(std::size_t unused) {
    const auto worth =
        static_cast<std::int64_t>(static_cast<double>(unused) * nanoseconds_per_byte_);
    full_at_.fetch_sub(worth, std::memory_order_relaxed);
}

instant byte_rate::ready_at(instant now) const {
    const auto moment = full_at_.load(std::memory_order_relaxed) - burst_ + piece_;
    const auto wait = std::max<std::int64_t>(0, moment - nanoseconds(now));
    return now + std::chrono::nanoseconds(wait);
}

}  // namespace bitpeer
