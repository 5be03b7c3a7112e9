#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/engine/facets/reconciliation.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace bitpeer::facets {

namespace {

constexpr std::uint32_t our_version = 1;

/// The beginning of a tagged hash (BIP340): the tag's own, twice.
crypto::sha256_hasher tagged(std::string_view tag) {
    const byte_view characters(reinterpret_cast<const std::uint8_t*>(tag.data()), tag.size());
    const auto name = crypto::sha256(characters);
    crypto::sha256_hasher begun;
    begun.put(name.bytes);
    begun.put(name.bytes);
    return begun;
}

}  // namespace

crypto::siphash_key reconciliation::short_id_key(std::uint64_t one, std::uint64_t other) {
    std::array<std::uint8_t, 16> salts{};
    store_le(salts.data(), std::min(one, other));
    store_le(salts.data() + 8, std::max(one, other));
    auto hasher = tagged("Tx Relay Salting");
    hasher.put(salts);
    const auto hash = hasher.finish();
    return {
        load_le<std::uint64_t>(hash.bytes.data()), load_le<std::uint64_t>(hash.bytes.data() + 8)};
}

void reconciliation::offer(context& c) {
    const bool wanted =
        c.config.reconciles_transactions && c.config.wtxid_relay && c.kind.reconciles;
    if (!wanted || c.negotiated.protocol_version < c.rules.reconciliation_since) return;
    if (!c.asks_for_transactions() || !c.negotiated.remote_wants_transactions) return;
    our_salt_ = c.random.next();
    c.write(wire::sendtxrcncl{our_version, *our_salt_});
}

void reconciliation::handle(const wire::sendtxrcncl& theirs, context& c) {
    if (!c.config.reconciles_transactions) return;
    if (c.heard_verack) {
        return c.end_with(
            disconnect_reason::negotiation_after_handshake,
            std::string(wire::sendtxrcncl::command.text())
        );
    }
    constexpr auto violation = disconnect_reason::reconciliation_violation;
    if (!c.asks_for_transactions()) {
        return c.end_with(violation, "sendtxrcncl to who asked for no transactions");
    }
    if (!c.negotiated.remote_wants_transactions) {
        return c.end_with(violation, "sendtxrcncl of who asked for no transactions");
    }
    if (!our_salt_) return;  // it cannot mean us
    if (theirs_) return c.end_with(violation, "a second sendtxrcncl");
    if (theirs.version == 0) return c.end_with(violation, "sendtxrcncl of version 0");
    theirs_ = theirs;
}

void reconciliation::handle(const wire::verack& /*theirs*/, context& c) const {
    if (!our_salt_ || !theirs_ || !c.negotiated.wtxid_relay) return;
    c.negotiated.reconciliation = reconciliation_terms{
        .version = std::min(our_version, theirs_->version),
        .our_salt = *our_salt_,
        .remote_salt = theirs_->salt,
        .short_id_key = short_id_key(*our_salt_, theirs_->salt),
        .we_initiate = c.who_dialled == direction::outbound,
    };
}

}  // namespace bitpeer::facets
