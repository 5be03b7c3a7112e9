#pragma once
/// What two peers agreed on.

#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer {

/// Everything that was negotiated, complete when the handshake is. Later messages (`sendheaders`,
/// `sendcmpct`, `feefilter`) go on to update the remote's wishes.
struct features {
    wire::version remote;      ///< the remote's `version` as it came
    int protocol_version = 0;  ///< the lower of the two
    /// Whose numbers the versions are.
    wire::numbering numbering = wire::numbering::bitcoin;

    bool wtxid_relay = false;  ///< both sent `wtxidrelay`: announce transactions by wtxid (BIP339)
    bool remote_wants_addrv2 = false;   ///< it sent `sendaddrv2` (BIP155)
    bool remote_wants_headers = false;  ///< announce blocks to it by `headers` (BIP130)
    std::optional<wire::sendcmpct> remote_compact_blocks;  ///< its last `sendcmpct` (BIP152)
    /// Announce transactions to it: it said so in its `version`, or loaded a filter since (BIP37).
    bool remote_wants_transactions = true;
    std::int64_t remote_fee_filter = 0;  ///< satoshi per 1000 virtual bytes (BIP133)

    /// Blocks and transactions go to it with their witness (BIP144).
    [[nodiscard]] bool witness() const { return remote.services.has(wire::services::witness); }

    /// How payloads to and from this peer are written.
    [[nodiscard]] wire::format_options format() const {
        return {
            .protocol_version = protocol_version,
            .numbering = numbering,
            .witness = witness() ? wire::witness::included : wire::witness::stripped,
        };
    }
};

}  // namespace bitpeer
