#pragma once
/// What the owner decides about a peer.

#include <bitpeer/base/token_bucket.hpp>
#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/engine/connection_kind.hpp>
#include <bitpeer/engine/feature_offer.hpp>
#include <bitpeer/engine/features.hpp>
#include <bitpeer/engine/traffic_limits.hpp>
#include <bitpeer/engine/transport_policy.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/v2_padding.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer {

/// Who opened the connection.
enum class direction : std::uint8_t { inbound, outbound };

/// The most that one connection holds. Beyond a budget the engine stops taking bytes, so that the
/// remote is slowed down by its own stream, or refuses what its owner wants to send; it never
/// grows.
struct byte_budgets {
    /// Events that nobody has polled. One more message may arrive above it.
    std::size_t undelivered_events = 5'000'000;
    /// Messages to be written, each with 256 bytes for holding it. Above it `send` fails. When our
    /// own answers alone are above it, input waits: who does not read must not make us queue them.
    std::size_t send_queue = 1'000'000;
    /// Inventory that waits to be announced. Above it `announce` fails.
    std::size_t inventory_queue = 1'800'000;
    /// What the remote is known to have: older entries are forgotten.
    std::size_t known_inventory = 480'000;
    /// What a remote may say before its `verack`, known to us or not; then it is disconnected. What
    /// opens an encrypted stream comes on top.
    std::size_t handshake_input = 100'000;
    /// Bytes that are of no use: messages that are let go, and those whose command neither the
    /// dialect nor a feature has. Above it the connection ends. At once, four messages of the
    /// largest size may come, so that no newer peer is sent away for what we do not know yet; in
    /// the long run, 16 KiB a second: fifty of them together are still no burden to a home's line.
    /// Without a burst there is no limit.
    rate_limit useless_input{.burst = 16'000'000, .per_second = 16'384};
};

/// The configuration of one engine; copied when it is made.
struct peer_config {
    bitpeer::network network{};  ///< which magic, which dialect

    transport_policy transports = transport_policy::prefer_v2;  ///< encrypted or not
    /// What an encrypted connection sends besides messages. By default random garbage in front of
    /// them, as Bitcoin Core does, and no decoys.
    transport::v2_padding padding = transport::usual_padding();
    /// Whether to do the work of an encrypted handshake that a remote asks for, which is a
    /// thousand times that of a plain one: asked once for each inbound connection that speaks v2,
    /// before anything is computed or answered. False ends it. Called from within the engine;
    /// empty: always.
    std::function<bool()> admits_v2{};

    /// What a connection that we open is for; of no kind unless set. One that the remote opened has
    /// none.
    std::optional<connection_kind> kind{};
    /// The transaction of a `private_broadcast`: a `tx` message, with its witness. Without one, or
    /// with something else, such a connection ends as misconfigured.
    std::optional<wire::message> broadcast{};

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
    bool prefers_headers = false;    ///< ask for new blocks by `headers` (BIP130)
    /// What to ask for by `sendcmpct` when the handshake is done (BIP152).
    compact_block_role compact_blocks = compact_block_role::off;
    /// Transactions that pay less are not to be announced to us: satoshi per 1000 virtual bytes,
    /// told by `feefilter`, rounded, and changed by `engine::set_fee_filter`. Empty: nothing is
    /// told until that is called (BIP133).
    std::optional<std::int64_t> fee_filter{};
    /// Whatever the rounding says, no less than this is told: the least that we relay.
    std::int64_t fee_filter_floor = 0;
    /// Offer `sendtxrcncl`, and take the remote's seriously (BIP330, a draft). False: what comes is
    /// told to the owner and means nothing.
    bool reconciles_transactions = false;
    /// Extensions to advertise by `feature`, in this order (BIP434).
    std::vector<feature_offer> features{};
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
    traffic_limits traffic{};

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
