#pragma once
/// What the driver is told to do, one command a line:
///
///     send COMMAND [PAYLOAD]      decode the hexadecimal payload and send the value
///     send-raw COMMAND [PAYLOAD]  send the payload as it stands
///     announce TYPE FIRST COUNT   that many inventory entries; hashes are consecutive numbers
///     know TYPE FIRST COUNT       the remote has these
///     ping
///     stats
///     disconnect [WHY]
///
/// and, without a word to the remote, what `block_orders.hpp` has.

#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <string>

namespace bitpeer::interop {

/// Whom commands are for, and whose messages it has.
struct connection {
    const peer& remote;
    const wire::dialect& dialect;
};

/// Carries out one line. What comes of it is told as events.
void obey(const connection& with, const std::string& line);

}  // namespace bitpeer::interop
