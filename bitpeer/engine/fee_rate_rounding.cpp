#include <bitpeer/engine/fee_rate_rounding.hpp>

namespace bitpeer {

namespace {

constexpr double spacing = 1.1;

std::int64_t whole(double step) { return static_cast<std::int64_t>(step); }

}  // namespace

std::int64_t fee_rate_rounding::rounded(std::int64_t rate, random_source& random) {
    if (rate <= 0) return 0;
    if (rate > highest) return highest;
    const auto wanted = static_cast<double>(rate);
    double below = 0;
    double step = static_cast<double>(lowest);
    while (step < wanted && whole(step) < highest) {
        below = step;
        step *= spacing;
    }
    return whole(random.below(3) == 0 ? step : below);
}

}  // namespace bitpeer
