#pragma once
/// Why a connection ended. Each one ends for exactly one reason: the first.

#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer {

enum class disconnect_reason : std::uint8_t {
    // The remote broke a rule.
    wrong_magic,                  ///< speaks for another network, or is no Bitcoin peer at all
    payload_too_large,            ///< claimed a payload above the dialect's limit
    obsolete_protocol_version,    ///< its protocol version is below our minimum
    missing_services,             ///< does not offer what the configuration requires
    negotiation_after_handshake,  ///< `wtxidrelay`, `sendaddrv2` or `feature` after `verack`
    malformed_negotiation,        ///< a `feature` that cannot be decoded (BIP434)
    // The remote did nothing for too long.
    handshake_timeout,  ///< no `verack` in time
    pong_timeout,       ///< a `ping` stayed unanswered
    inactivity,         ///< nothing was received, or nothing could be sent, for too long
    // Neither side is to blame.
    self_connection,    ///< the remote is ourselves
    closed_by_remote,   ///< the stream ended
    connection_failed,  ///< the operating system reported an error
    // We wanted it.
    requested,      ///< the owner called `disconnect`
    misconfigured,  ///< what the configuration has us say cannot be said: a user agent too long
};

/// The reason's name as it stands above: stable, for logs, programs and counters.
[[nodiscard]] std::string_view to_string(disconnect_reason reason);

/// Who made a connection end.
enum class fault : std::uint8_t { remote, local, network };

[[nodiscard]] fault fault_of(disconnect_reason reason);
[[nodiscard]] std::string_view to_string(fault who);

/// The end of a connection.
struct disconnect {
    disconnect_reason reason{};
    std::string detail;  ///< for people: values, limits, the operating system's words; may be empty

    /// "pong_timeout: no pong for 1200 s".
    [[nodiscard]] std::string message() const;
};

}  // namespace bitpeer
