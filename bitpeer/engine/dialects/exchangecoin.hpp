#pragma once
/// How Exchangecoin's peers behave. A `peer_config` for another flavour takes the second:
///
///     config.conduct = conducts::exchangecoin_peer_v2;

#include <bitpeer/engine/conduct.hpp>

namespace bitpeer::conducts {

/// The package `peer/v3` of exccd 2.7: silent and strict. What it does not know ends the
/// connection, `verack` is not waited for, inventory trickles every half second.
extern const conduct exchangecoin;

/// The same lineage's package `peer/v2`: says why by `reject`, and gives `getblocks` no more time
/// than anything else.
extern const conduct exchangecoin_peer_v2;

}  // namespace bitpeer::conducts
