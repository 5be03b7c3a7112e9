#pragma once
/// Limits on rates.

#include <bitpeer/base/time.hpp>

#include <algorithm>
#include <chrono>

namespace bitpeer {

/// How much may happen at once, and how much per second from then on.
struct rate_limit {
    double burst = 0;
    double per_second = 0;
};

/// Tokens that come with time, up to a limit, and are taken by what happens. Knows no clock: each
/// call says when it is. Not thread-safe.
class token_bucket {
public:
    token_bucket(rate_limit limit, instant now) : token_bucket(limit, now, limit.burst) {}
    token_bucket(rate_limit limit, instant now, double filled)
        : limit_(limit), tokens_(filled), counted_(now) {}

    /// Takes so many if they are there; else none.
    [[nodiscard]] bool take(double count, instant now) {
        fill(now);
        if (tokens_ < count) return false;
        tokens_ -= count;
        return true;
    }

    /// Puts so many in at once, also above the limit; while it is above, no more come with time.
    void add(double count) { tokens_ += count; }

    [[nodiscard]] double tokens(instant now) {
        fill(now);
        return tokens_;
    }

private:
    void fill(instant now) {
        if (now <= counted_) return;
        const std::chrono::duration<double> passed = now - counted_;
        counted_ = now;
        if (tokens_ >= limit_.burst) return;
        tokens_ = std::min(limit_.burst, tokens_ + passed.count() * limit_.per_second);
    }

    rate_limit limit_;
    double tokens_;
    instant counted_;
};

}  // namespace bitpeer
