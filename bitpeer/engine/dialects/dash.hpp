#pragma once
/// How Dash's peers behave.

#include <bitpeer/engine/conduct.hpp>

namespace bitpeer::conducts {

/// A peer that stays connected to today's network: protocol version 70221, which is the lowest that
/// Dash Core 23 lets in and too low to be sent `sendaddrv2`; what it does not know it lets be. To
/// take part in `addrv2`, announce more: `config.protocol_version = 70240`.
extern const conduct dash;

/// Dash's Go fork of July 2016, which is btcd of that day under another name: Bitcoin's magic,
/// protocol version 70012, `verack` not waited for, no unknown messages, reject messages. For
/// `networks::bitcoin` and its kin, since the fork never changed them.
extern const conduct& godash;

}  // namespace bitpeer::conducts
