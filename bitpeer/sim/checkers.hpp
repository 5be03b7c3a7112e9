#pragma once
/// The promises of engine.hpp, checked after each step of a simulation.

#include <bitpeer/sim/observer.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace bitpeer::sim {

/// One checker for each promise:
///
/// - time: a deadline that was served does not come back at once;
/// - memory: no engine holds more than its budgets allow (`memory_bound`);
/// - silence: an engine that has ended wants nothing, sends nothing, and says nothing more;
/// - completion: each send and each request that was accepted completes exactly once;
/// - order: `version` goes out first, and nothing but negotiation before the remote's `verack`.
[[nodiscard]] std::vector<std::unique_ptr<observer>> standard_checkers();

/// The most bytes that an engine of this owner may hold, by the contract of `byte_budgets`.
[[nodiscard]] std::size_t memory_bound(const peer& whose);

}  // namespace bitpeer::sim
