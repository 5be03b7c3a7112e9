#pragma once
/// Who may look on while a world turns.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/engine/event.hpp>
#include <bitpeer/transport/frame.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <span>
#include <string_view>

namespace bitpeer::sim {

class endpoint;
class peer;

/// Is told of everything that happens at endpoints. Checkers and the trace are observers; add your
/// own with `world::observe`. What an observer finds wrong it tells to `world::violation`.
class observer {
public:
    observer() = default;
    observer(const observer&) = delete;
    observer& operator=(const observer&) = delete;
    virtual ~observer() = default;

    /// A peer has got its engine.
    virtual void connected(const peer& /*who*/) {}
    /// An endpoint took these bytes from its line.
    virtual void read(const endpoint& /*who*/, byte_view /*data*/) {}
    /// An endpoint put these bytes on its line.
    virtual void wrote(const endpoint& /*who*/, byte_view /*data*/) {}
    /// A message of a peer's stands on the line whole, as its remote will read it.
    virtual void said(const peer& /*who*/, const transport::frame& /*what*/) {}
    /// An endpoint learned that its connection is over.
    virtual void cut_off(const endpoint& /*who*/, std::string_view /*detail*/) {}
    /// An engine accepted a send or a request of its owner's.
    virtual void accepted(const peer& /*who*/, ticket /*id*/) {}
    /// An owner announced this, by the name that the remote goes by, and what came of it.
    virtual void announced(
        const peer& /*who*/, const wire::inventory& /*entry*/, announcement /*outcome*/
    ) {}
    /// An owner has these told at once, whatever the remote is known to have.
    virtual void insisted(const peer& /*who*/, std::span<const wire::inventory> /*entries*/) {}
    /// An owner took an event.
    virtual void happened(const peer& /*who*/, const event& /*what*/) {}
    /// An engine was told that its deadline has come.
    virtual void timed_out(const peer& /*who*/) {}
    /// An input was handled to the end: events and bytes were taken, the timer is set.
    virtual void settled(const peer& /*who*/) {}
    /// The run is over, and this peer's connection is not: it is brought to its end now.
    virtual void winding_up(const peer& /*who*/) {}
    /// The connection is over at both ends, and nobody will say anything more. The last call.
    virtual void finished(const peer& /*who*/) {}
};

}  // namespace bitpeer::sim
