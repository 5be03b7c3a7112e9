#pragma once
/// Fee rates as others may see them.

#include <bitpeer/base/random.hpp>

#include <cstdint>

namespace bitpeer {

/// Rounds a fee rate before it is told, so that nobody is known by the exact size of his pool: to
/// one of 0, 500, 550, 605 … 9,170,997, each a tenth above the one before (Bitcoin Core). Stateless
/// and thread-safe.
class fee_rate_rounding {
public:
    /// The lowest rate above zero: half of what a node that is not told otherwise relays for.
    static constexpr std::int64_t lowest = 500;
    /// The highest: whoever says this wants nothing, for now.
    static constexpr std::int64_t highest = 9'170'997;

    /// The next lower one with a chance of 2/3, else the next at or above; of those above the
    /// highest, the highest.
    [[nodiscard]] static std::int64_t rounded(std::int64_t rate, random_source& random);
};

}  // namespace bitpeer
