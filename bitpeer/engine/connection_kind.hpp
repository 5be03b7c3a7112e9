#pragma once
/// What a connection that we open is for: one row of rules for each kind.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/legality.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer {

/// Bitcoin Core's kinds of outbound connections.
enum class connection_kind : std::uint8_t {
    full_relay,         ///< blocks, transactions and addresses
    block_relay_only,   ///< blocks and nothing else: it tells nobody how the network hangs together
    feeler,             ///< is there a node at all?
    address_fetch,      ///< give me addresses
    manual,             ///< as `full_relay`, because a person wants it
    private_broadcast,  ///< one transaction, from nobody
};

/// What makes a connection end by itself, as `disconnect_reason::purpose_fulfilled`.
enum class ending : std::uint8_t {
    none,             ///< nothing does
    our_verack,       ///< our `verack` is written
    addresses,        ///< an `addr` or `addrv2` of more than one entry came
    acknowledgement,  ///< the transaction was fetched, and the `ping` behind it answered
};

[[nodiscard]] std::string_view to_string(ending when);

/// The rules of one kind. The default is a connection of no kind: everything is allowed, nothing
/// happens by itself.
struct kind_rules {
    std::string_view name = "none";
    std::string_view purpose{};  ///< one line for people

    /// Whether `version` says who we are; else it says nothing about us.
    bool introduces_us = true;
    /// Whether anything is negotiated between `version` and `verack`, and afterwards.
    bool negotiates = true;
    /// Whether transactions are relayed, in both directions: `version` says so if the
    /// configuration does.
    bool relays_transactions = true;
    /// Whether `sendtxrcncl` may be sent (BIP330).
    bool reconciles = true;
    /// Whether addresses are told.
    bool relays_addresses = true;
    /// Whether `getaddr` goes out right behind our `verack`.
    bool asks_addresses = false;
    /// Whether we ping, and whether the owner may send messages of his own.
    bool pings = true;
    bool owner_speaks = true;
    /// What an `addr` or `addrv2` of the remote's is to us.
    legality addresses = legality::process;
    /// What a `tx`, or an `inv` with a transaction in it, is to us.
    legality transactions = legality::process;
    ending ends = ending::none;
    /// After this time it ends as `disconnect_reason::lifetime_over`; zero: never.
    duration lifetime{};
    /// Whether a node is to let its misbehaviour pass, since somebody asked for just this remote.
    /// The engine's own rules hold all the same.
    bool punishment_waived = false;
};

/// What `version` says we are where it says nothing about us: as Bitcoin Core, so that nobody can
/// tell one from the other.
inline constexpr std::string_view anonymous_user_agent = "/pynode:0.0.1/";

/// How many kinds there are.
inline constexpr std::size_t kinds_count = 6;

/// All kinds, in the order of the enumeration.
extern const std::array<kind_rules, kinds_count> connection_kinds;

[[nodiscard]] const kind_rules& rules_of(connection_kind kind);
/// The rules of a connection of no kind.
[[nodiscard]] const kind_rules& rules_of_no_kind();

[[nodiscard]] inline std::string_view to_string(connection_kind kind) {
    return rules_of(kind).name;
}

}  // namespace bitpeer
