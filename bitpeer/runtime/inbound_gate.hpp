#pragma once
/// The limits on inbound connections, as listeners use them.

#include <bitpeer/node/inbound_admission.hpp>
#include <bitpeer/wire/address.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace bitpeer {

namespace detail {
class acceptance;
class gate_state;
}  // namespace detail

/// What a gate has done so far.
struct gate_statistics {
    std::size_t connections = 0;  ///< here now
    std::size_t handshakes = 0;   ///< of them, in their handshake
    std::uint64_t admitted = 0;
    std::map<refusal, std::uint64_t> refused;
    std::uint64_t made_room = 0;          ///< ended for a newcomer's sake
    std::uint64_t encrypted_refused = 0;  ///< handshakes of v2 that there was no time for
    std::uint64_t trusted = 0;            ///< let in without a question
};

/// Lets connections in or not, by `inbound_admission`: give it to a listener, or to all listeners
/// of the same node (`listener_options::gate`). Who is refused is closed on without a word, and
/// told to `listener_options::on_failure` with `not_admitted`. Copies are the same gate.
/// Thread-safe.
///
///     bitpeer::listener_options options;
///     options.gate = bitpeer::inbound_gate({.connections = 40});
class inbound_gate {
public:
    /// Whose connections count nowhere and are never refused: those from one's own machine, say.
    using trust = std::function<bool(const wire::address&)>;

    explicit inbound_gate(const inbound_limits& limits, trust trusted = {});

    [[nodiscard]] gate_statistics statistics() const;

private:
    friend class detail::acceptance;
    std::shared_ptr<detail::gate_state> state_;
};

}  // namespace bitpeer
