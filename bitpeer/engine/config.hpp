#pragma once
/// What the owner decides about a peer.

#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/engine/transport_policy.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/v2_padding.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace bitpeer {

/// Who opened the connection.
enum class direction : std::uint8_t { inbound, outbound };

/// The most that one connection holds. Beyond a budget the engine stops taking bytes, so that the
/// remote is slowed down by its own stream, or refuses what its owner wants to send; it never
/// grows.
struct byte_budgets {
    /// Events that nobody has polled. One more message may arrive above it.
    std::size_t undelivered_events = 5'000'000;
    /// Messages that are not written yet. Above it `send` fails. When the engine's own answers
    /// alone are above it, input waits: a remote that does not read must not make us queue them.
    std::size_t send_queue = 1'000'000;
    /// Inventory that waits to be announced. Above it `announce` fails.
    std::size_t inventory_queue = 1'800'000;
    /// What the remote is known to have: older entries are forgotten.
    std::size_t known_inventory = 480'000;
    /// What a remote may say before its `verack`, known to us or not; then it is disconnected. What
    /// opens an encrypted stream comes on top.
    std::size_t handshake_input = 100'000;
};

/// The configuration of one engine; copied when it is made.
struct peer_config {
    bitpeer::network network{};  ///< which magic, which dialect

    transport_policy transports = transport_policy::prefer_v2;  ///< encrypted or not
    /// What an encrypted connection sends besides messages. By default random garbage in front of
    /// them, as Bitcoin Core does, and no decoys.
    transport::v2_padding padding = transport::usual_padding();

    wire::services services{};           ///< what we offer
    wire::services required_services{};  ///< an outbound remote that lacks one is disconnected
    std::string user_agent = "/bitpeer:0.1.0/";  ///< at most 256 bytes, in the form of BIP14
    std::int32_t start_height = 0;               ///< the height of our best block
    /// Asked for that height instead, when our `version` is written: many peers share one
    /// configuration. Without an answer the connection ends as misconfigured.
    std::function<std::optional<std::int32_t>()> newest_height{};
    bool relay_transactions = true;  ///< false: announce no transactions to me (BIP37)
    bool wtxid_relay = true;         ///< offer `wtxidrelay` (BIP339)
    bool addrv2 = true;              ///< offer `sendaddrv2` (BIP155)
    /// Let the remote ask by `mempool` although we do not offer bloom filters, which is an offence
    /// otherwise (BIP111).
    bool serves_mempool = false;

    /// What we announce; the dialect's newest unless set. Lower values make us an older peer.
    std::optional<int> protocol_version{};
    /// Deadlines; the dialect's unless set.
    std::optional<timing> times{};
    std::optional<stall_timing> stalls{};
    std::optional<trickle_timing> trickle{};
    /// Another profile of behaviour than the dialect's own: `engine/dialects/` has some.
    std::optional<bitpeer::conduct> conduct{};

    byte_budgets budgets{};

    /// The remote's address as `version` tells it; zero when it is not known or not to be told.
    wire::net_address remote_address{};
    /// False for a stream of one's own through a proxy, if its address is the proxy's: then that
    /// stays untold. What a `client` dials through a proxy never has the proxy's address.
    bool tells_remote_address = true;

    /// Whether a nonce in a remote's `version` is one that an engine of the same owner sent: then
    /// we are talking to ourselves. Called from within the engine; empty: never.
    std::function<bool(std::uint64_t nonce)> is_own_nonce{};

    /// Whether to have nothing to do with a remote that says this; then why. The remote is told
    /// only by profiles that send `reject`. Called from within the engine; empty: nobody is
    /// refused.
    std::function<std::optional<wire::reject>(const wire::version&)> refuse_version{};
};

}  // namespace bitpeer
