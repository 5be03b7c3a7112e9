#pragma once
/// Shall we reconcile transactions?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer::facets {

/// Negotiates the reconciliation of transactions (BIP330) when the configuration wants it: both
/// sides relay transactions by wtxid and send `sendtxrcncl` before `verack`. Who breaks that is
/// disconnected. When it is off, what comes means nothing.
class reconciliation {
public:
    using consumes = wire::type_list<wire::sendtxrcncl, wire::verack>;

    /// The remote's `version` came, our `verack` is next.
    void offer(context& c);
    void handle(const wire::sendtxrcncl& theirs, context& c);
    /// Everything that counts was said.
    void handle(const wire::verack& theirs, context& c) const;

    /// The key that both sides make of their salts, whoever has which.
    [[nodiscard]] static crypto::siphash_key short_id_key(std::uint64_t one, std::uint64_t other);

private:
    std::optional<std::uint64_t> our_salt_;
    std::optional<wire::sendtxrcncl> theirs_;
};

}  // namespace bitpeer::facets
