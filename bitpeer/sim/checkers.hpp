#pragma once
/// The promises of engine.hpp, checked after each step of a simulation.

#include <bitpeer/sim/observer.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace bitpeer::sim {

/// One checker for each promise. Of one engine:
///
/// - time: a deadline that was served does not come back at once;
/// - budgets: no engine holds more than its budgets allow (`memory_bound`), takes messages while
///   others wait for its owner that fill their budget, or listens to more than a handshake takes
///   before there is one;
/// - silence: an engine that has ended wants nothing, sends nothing, and says nothing more;
/// - completion: each send and each request that was accepted completes exactly once;
/// - patience: no remote is waited for after its time.
///
/// Of what it writes, read along as the remote will read it:
///
/// - order: `version` goes out first, negotiation in its place, and all else behind the remote's
///   `verack`;
/// - pongs: each `ping` is answered, in order, and never has to wait behind more than the engine
///   may have queued;
/// - known inventory: nothing is announced to who announced or sent it, nor twice;
/// - trickle: blocks are announced at once, all else at the configured pace, in bounded batches,
///   and nothing is forgotten.
///
/// Of both ends together:
///
/// - delivery: what an engine tells of, its remote said, in that order, with nothing passed over;
/// - agreement: both know who ended a connection, and nobody is accused of what no engine does.
[[nodiscard]] std::vector<std::unique_ptr<observer>> standard_checkers();

/// The most bytes that an engine of this owner may hold, by the contract of `byte_budgets`.
[[nodiscard]] std::size_t memory_bound(const peer& whose);

}  // namespace bitpeer::sim
