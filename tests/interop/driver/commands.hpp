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

#include <bitpeer/runtime/peer.hpp>

#include <string>

namespace bitpeer::interop {

/// Carries out one line. What comes of it is told as events.
void obey(const peer& with, const std::string& line);

}  // namespace bitpeer::interop
