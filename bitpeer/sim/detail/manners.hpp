#pragma once
/// How the owners of a population behave: by the rules.

#include <bitpeer/base/random.hpp>
#include <bitpeer/engine/event.hpp>
#include <bitpeer/sim/detail/node.hpp>
#include <bitpeer/sim/peer.hpp>

#include <cstddef>

namespace bitpeer::sim::detail {

/// Does not wait for the handshake to ask what can wait in the engine.
void anticipate(peer& self, random_source& random);

/// The handshake is done: asks what one asks then.
void greet(peer& self, node& mine, random_source& random);

/// Does what a message asks for, and takes what it brings.
void answer(peer& self, node& mine, const wire::message& arrived, random_source& random);

/// Says something, up to `most` messages of it. `remote` is who is at the other end; null: a
/// stranger, to whom only what everybody has to stand is said.
void speak(peer& self, node& mine, const node* remote, std::size_t most, random_source& random);

}  // namespace bitpeer::sim::detail
