#pragma once
/// What `bitpeer sim` says in the end.

#include <bitpeer/sim/tally.hpp>

#include "report.hpp"

#include <chrono>
#include <cstdint>

namespace bitpeer::tool {

/// A whole run of the simulator: many worlds.
struct simulation_result {
    sim::tally counts;
    std::uint64_t seeds = 0;
    std::uint64_t run_twice = 0;  ///< seeds that were, to compare
    std::uint64_t violated = 0;   ///< seeds with a violation
    std::uint64_t violations = 0;
    std::chrono::duration<double> took{};
};

/// Totals, then what happened by dialect, how connections ended, what was injected.
void tell(report& out, const simulation_result& result);

}  // namespace bitpeer::tool
