#pragma once
/// One story, told twice.

#include <bitpeer/sim/world.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bitpeer::sim {

/// Puts endpoints into a world, connects them, lets things happen. Whatever it decides by chance it
/// takes from `world::random`.
using scenario = std::function<void(world&)>;

/// What a run brought to light.
struct run_report {
    std::uint64_t seed = 0;
    std::uint64_t trace = 0;  ///< the hash of everything that happened
    std::size_t steps = 0;
    std::vector<std::string> violations;

    [[nodiscard]] bool ok() const { return violations.empty(); }
    /// "seed 17: 2 violations in 4711 steps", then each of them on a line.
    [[nodiscard]] std::string message() const;
};

/// Runs `story` to its end with this seed, twice, and compares: that is how a clock, an
/// uninitialised byte or the order of a hash table is caught. A difference counts as a violation.
[[nodiscard]] run_report double_run(std::uint64_t seed, const scenario& story);

}  // namespace bitpeer::sim
