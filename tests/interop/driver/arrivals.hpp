#pragma once
/// Tells everything that happens on one connection.

#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/runtime/subscription.hpp>

#include <vector>

namespace bitpeer::interop {

/// Subscribes to each message of each dialect by its type, to those that nobody knows, and to all
/// events. Every message is told once, with its fields and with the bytes that its value has
/// when it is encoded again.
[[nodiscard]] std::vector<subscription> tell_arrivals(const peer& from);

}  // namespace bitpeer::interop
