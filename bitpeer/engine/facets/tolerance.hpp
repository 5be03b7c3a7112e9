#pragma once
/// How much nonsense do I put up with?

#include <bitpeer/base/token_bucket.hpp>
#include <bitpeer/engine/context.hpp>

#include <cstddef>

namespace bitpeer::facets {

/// Lets useless input pass, as Bitcoin Core does, but not for ever: messages that are let go and
/// those that nobody knows take bytes from a budget that fills again with time
/// (`byte_budgets::useless_input`). Who spends more is disconnected.
class tolerance {
public:
    tolerance(rate_limit budget, instant now)
        : unlimited_(budget.burst <= 0), budget_(budget, now) {}

    /// So many bytes came that are of no use to anybody.
    void useless(std::size_t size, context& c) {
        if (unlimited_ || budget_.take(static_cast<double>(size), c.now)) return;
        c.end_with(
            disconnect_reason::useless_input_flood,
            std::to_string(size) + " useless bytes more than we put up with"
        );
    }

private:
    bool unlimited_;
    token_bucket budget_;
};

}  // namespace bitpeer::facets
