#pragma once
/// Times that give nothing away.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>

#include <cmath>

namespace bitpeer {

/// The time from one event of a Poisson process to the next, `mean` on average (exponentially
/// distributed). Whoever sees when one event happened learns nothing about when the next will.
[[nodiscard]] inline duration poisson_wait(duration mean, random_source& random) {
    const auto factor = -std::log1p(-random.unit());
    return duration(static_cast<duration::rep>(static_cast<double>(mean.count()) * factor));
}

}  // namespace bitpeer
