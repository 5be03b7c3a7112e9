#pragma once
/// How Bitcoin's peers behave, and those that copy Bitcoin. A `peer_config` takes any of these:
///
///     config.conduct = conducts::btcd;

#include <bitpeer/engine/conduct.hpp>

namespace bitpeer::conducts {

/// The network of today, as Bitcoin Core 28 to 32 keeps it. The default.
extern const conduct bitcoin;

/// The verdicts of btcd's package `peer`, version 0.26: strict where Bitcoin Core looks away, says
/// why by `reject`, and gives up on slow answers.
extern const conduct btcd;

/// The same package as it was in July 2016, which Dash's Go fork is a copy of: protocol version
/// 70012, `verack` not waited for, no unknown messages.
extern const conduct btcd_2016;

}  // namespace bitpeer::conducts
