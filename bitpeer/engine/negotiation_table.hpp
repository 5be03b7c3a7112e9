#pragma once
/// What is negotiated, as a table: documentation is printed from it, and a test plays each row.

#include <bitpeer/engine/connection_kind.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer {

/// When we send a message of the negotiation.
enum class negotiation_moment : std::uint8_t {
    before_our_verack,    ///< between the remote's `version` and our `verack`
    after_their_verack,   ///< as the first word when the handshake is done
    after_our_first_ping  ///< as soon as the handshake is done, behind the first `ping`
};

/// What a message does that comes again, or too late.
enum class negotiation_outcome : std::uint8_t {
    nothing,  ///< nothing new is said by it
    counts,   ///< it says something new: the last one counts, or all do
    ends,     ///< it ends the connection
};

[[nodiscard]] std::string_view to_string(negotiation_moment sent);
[[nodiscard]] std::string_view to_string(negotiation_outcome outcome);

/// One message of the negotiation, as Bitcoin's profile has it.
struct negotiation_rule {
    wire::command_name command;
    std::string_view defined_by;
    int since = 0;       ///< it is sent to who shares this protocol version with us
    wire::phase when{};  ///< when it is heard
    negotiation_moment sent{};
    std::string_view switched_by;   ///< the field of `peer_config`
    std::string_view changes;       ///< what the remote's changes, for people
    negotiation_outcome doubled{};  ///< a second one before `verack`
    negotiation_outcome late{};     ///< one after `verack`
};

/// In the order in which we send them.
inline constexpr std::array negotiation_rules{
    negotiation_rule{
        .command = "wtxidrelay",
        .defined_by = "BIP339",
        .since = 70016,
        .when = wire::phase::negotiation,
        .sent = negotiation_moment::before_our_verack,
        .switched_by = "wtxid_relay",
        .changes = "if both send it, transactions are announced by wtxid",
        .doubled = negotiation_outcome::nothing,
        .late = negotiation_outcome::ends},
    negotiation_rule{
        .command = "sendaddrv2",
        .defined_by = "BIP155",
        .since = 70016,
        .when = wire::phase::negotiation,
        .sent = negotiation_moment::before_our_verack,
        .switched_by = "addrv2",
        .changes = "addresses are told by `addrv2`",
        .doubled = negotiation_outcome::nothing,
        .late = negotiation_outcome::ends},
    negotiation_rule{
        .command = "sendtxrcncl",
        .defined_by = "BIP330 (draft)",
        .since = 70016,
        .when = wire::phase::early,
        .sent = negotiation_moment::before_our_verack,
        .switched_by = "reconciles_transactions",
        .changes = "if both send it and `wtxidrelay`, both know the key of the short ids",
        .doubled = negotiation_outcome::ends,
        .late = negotiation_outcome::ends},
    negotiation_rule{
        .command = "feature",
        .defined_by = "BIP434",
        .since = 70017,
        .when = wire::phase::negotiation,
        .sent = negotiation_moment::before_our_verack,
        .switched_by = "features",
        .changes = "if both send it, the extension's messages may flow",
        .doubled = negotiation_outcome::counts,
        .late = negotiation_outcome::ends},
    negotiation_rule{
        .command = "sendcmpct",
        .defined_by = "BIP152",
        .since = 70014,
        .when = wire::phase::early,
        .sent = negotiation_moment::after_their_verack,
        .switched_by = "compact_blocks",
        .changes = "blocks may be told by `cmpctblock`, asked for or not",
        .doubled = negotiation_outcome::counts,
        .late = negotiation_outcome::counts},
    negotiation_rule{
        .command = "sendheaders",
        .defined_by = "BIP130",
        .since = 70012,
        .when = wire::phase::early,
        .sent = negotiation_moment::after_our_first_ping,
        .switched_by = "prefers_headers",
        .changes = "blocks are announced by `headers`",
        .doubled = negotiation_outcome::nothing,
        .late = negotiation_outcome::counts},
    negotiation_rule{
        .command = "feefilter",
        .defined_by = "BIP133",
        .since = 70013,
        .when = wire::phase::running,
        .sent = negotiation_moment::after_our_first_ping,
        .switched_by = "fee_filter",
        .changes = "cheaper transactions are not announced",
        .doubled = negotiation_outcome::nothing,
        .late = negotiation_outcome::counts},
};

/// Both tables, of the negotiation and of the kinds of connections, as a page of Markdown.
[[nodiscard]] std::string negotiation_page();

}  // namespace bitpeer
