#pragma once
/// What two peers agreed on.

#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/engine/feature_offer.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer {

/// How one side wants new blocks (BIP152).
enum class compact_block_role : std::uint8_t {
    off,             ///< it said nothing about compact blocks
    low_bandwidth,   ///< announced as always; it may ask for the compact form
    high_bandwidth,  ///< by `cmpctblock`, unasked
};

[[nodiscard]] std::string_view to_string(compact_block_role role);

/// What two peers that reconcile transactions agreed on (BIP330).
struct reconciliation_terms {
    std::uint32_t version = 0;         ///< the lower of the two
    std::uint64_t our_salt = 0;        ///< in our `sendtxrcncl`
    std::uint64_t remote_salt = 0;     ///< in the remote's
    crypto::siphash_key short_id_key;  ///< of both salts: names transactions in 32 bits
    bool we_initiate = false;          ///< rounds are begun by who dialled

    friend bool operator==(const reconciliation_terms&, const reconciliation_terms&) = default;
};

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
    /// What the remote wants, and what we told it that we want. Only `sendcmpct` of the version
    /// that the profile speaks counts: 2 in Bitcoin.
    compact_block_role remote_compact_role = compact_block_role::off;
    compact_block_role our_compact_role = compact_block_role::off;
    /// Announce transactions to it: it said so in its `version`, or loaded a filter since (BIP37).
    bool remote_wants_transactions = true;
    std::int64_t remote_fee_filter = 0;  ///< satoshi per 1000 virtual bytes (BIP133)
    std::optional<reconciliation_terms> reconciliation;  ///< if both want it (BIP330)

    /// What the remote advertised by `feature`, in its order, the first 256 (BIP434).
    std::vector<remote_feature> remote_features;
    /// Those of ours that it agreed to, by their names; final when its `verack` came.
    std::vector<std::string> agreed_features;

    /// Whether both sides advertised this extension and ours accepted what the remote said of it.
    [[nodiscard]] bool has_feature(std::string_view id) const {
        return std::find(agreed_features.begin(), agreed_features.end(), id) !=
               agreed_features.end();
    }

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
