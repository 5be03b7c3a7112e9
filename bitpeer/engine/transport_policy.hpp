#pragma once
/// Which transport a connection uses, and who decided that.

#include <cstdint>
#include <string_view>

namespace bitpeer {

/// What the owner wants of a connection's transport: v2 is encrypted (BIP324), v1 is what all peers
/// speak. Who accepts connections and knows v2 should offer `services::encrypted_transport`.
enum class transport_policy : std::uint8_t {
    /// Nothing but v1, whoever dials.
    v1_only,
    /// Dials in v2, and lets the owner dial again in v1 where the remote seems not to know it (see
    /// `engine::falls_back_to_v1`; `client` does that by itself). Answers in what it is spoken to.
    /// The same as `v1_only` where v2 has no room for the dialect's messages.
    prefer_v2,
    /// Nothing but v2: a remote that speaks v1 gets no answer.
    require_v2,
    /// v1, because the remote closed on a v2 connection of ours just before, or did not answer.
    v1_after_v2,
};

[[nodiscard]] std::string_view to_string(transport_policy policy);

/// Why a connection uses the transport that it uses.
enum class transport_choice : std::uint8_t {
    configured,  ///< the policy names it
    preferred,   ///< the policy prefers it
    detected,    ///< the remote began with it, or nothing came yet that tells
    fallback,    ///< v2 was tried just before, and the remote closed on it, or was silent
    only_one,    ///< v2 has no room for the dialect's messages
};

/// The name as it stands above: stable, for logs, programs and counters.
[[nodiscard]] std::string_view to_string(transport_choice choice);

/// The same for people: "v2 was tried before, and closed on".
[[nodiscard]] std::string_view explanation_of(transport_choice choice);

}  // namespace bitpeer
