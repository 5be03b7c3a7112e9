#pragma once
/// Why a connection ended. Each one ends for exactly one reason: the first.

#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer {

enum class disconnect_reason : std::uint8_t {
    // The remote broke a rule.
    wrong_magic,        ///< speaks for another network, or is no Bitcoin peer at all
    payload_too_large,  ///< claimed a payload above the dialect's limit
    v1_refused,         ///< speaks v1, and the configuration requires v2
    // It broke the encrypted transport (BIP324).
    own_key,           ///< sent back our own public key
    speaks_v1,         ///< we dialled in v2, and it began v1
    no_terminator,     ///< as much garbage as there may be, and no end of it
    packet_too_large,  ///< claimed a packet above the dialect's limit
    bad_tag,           ///< a packet is not genuine: changed, repeated, left out or out of order
    // It broke a rule of the protocol.
    obsolete_protocol_version,    ///< its protocol version is below our minimum
    missing_services,             ///< does not offer what the configuration requires
    negotiation_after_handshake,  ///< `wtxidrelay`, `sendaddrv2` or `feature` after `verack`
    malformed_negotiation,        ///< a `feature` that cannot be decoded (BIP434)
    out_of_order,                 ///< said at a time when the profile does not stand for it
    unknown_message,              ///< of a command that the dialect does not have, likewise
    malformed_message,            ///< a payload that cannot be decoded, likewise
    bad_checksum,                 ///< a damaged frame, likewise
    bad_command,                  ///< a frame whose command is not printable, likewise
    bloom_not_offered,  ///< used bloom filters with a peer that does not have them (BIP111)
    handshake_flood,    ///< said too much before its `verack`
    // The remote broke a rule of what this connection is for, or of what was agreed on.
    unwanted_transactions,     ///< relayed transactions although we asked for none
    reconciliation_violation,  ///< a `sendtxrcncl` that breaks BIP330: `detail` tells how
    useless_input_flood,       ///< said too much that is of no use
    broadcast_failed,          ///< did not take the transaction as it should: `detail` tells why
    // The remote did nothing for too long.
    handshake_timeout,  ///< no `verack` in time
    pong_timeout,       ///< a `ping` stayed unanswered
    inactivity,         ///< said nothing that we know for too long
    write_timeout,      ///< did not read what we wrote
    stalled,            ///< did not answer a question: `detail` tells which
    // Neither side is to blame.
    self_connection,    ///< the remote is ourselves
    closed_by_remote,   ///< the stream ended
    connection_failed,  ///< the operating system reported an error
    // We wanted it.
    requested,        ///< the owner called `disconnect`
    shed,             ///< given up so that the others go on: memory or places ran out
    not_admitted,     ///< the owner admitted no encrypted handshake
    version_refused,  ///< the owner refused the remote's `version`
    misconfigured,    ///< what the configuration has us say cannot be said: a user agent too long
    out_of_memory,    ///< there was none to go on with; what was under way is lost
    // The connection had its time.
    purpose_fulfilled,  ///< what the connection's kind is for is done
    lifetime_over,      ///< it was not done in the time that the kind allows
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
