#pragma once
/// How a connection's bytes travel, as events tell it.

#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/wire/json_writer.hpp>

namespace bitpeer::interop {

/// The transport, who chose it, and of an encrypted one its session id and how much garbage either
/// side sent.
void add_transport(wire::json_object& told, const peer& of);

}  // namespace bitpeer::interop
