#include <bitpeer/engine/facets/bloom.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

/// From this version on `services` says who has bloom filters (BIP111).
constexpr int bloom_service_since = 70011;

}  // namespace

legality bloom::verdict(wire::command_name command, const context& c) {
    constexpr wire::command_name filters[] = {"filteradd", "filterclear", "filterload"};
    if (c.rules.bloom == bloom_rule::none) return legality::process;
    const bool filter = std::ranges::find(filters, command) != std::end(filters);
    const bool by_theirs = c.rules.bloom == bloom_rule::theirs;
    // The rule of 2016 said nothing of `mempool`.
    const bool mempool = command == wire::command_name("mempool") && !by_theirs;
    if (!filter && (!mempool || c.config.serves_mempool)) return legality::process;
    const auto judged = by_theirs ? c.negotiated.remote.services : c.config.services;
    if (judged.has(wire::services::bloom)) return legality::process;
    return c.bitcoin_version() >= bloom_service_since ? legality::disconnect : legality::ignore;
}

void bloom::handle(const wire::filterload& /*theirs*/, context& c) {
    c.negotiated.remote_wants_transactions = true;
}

void bloom::handle(const wire::filterclear& /*theirs*/, context& c) {
    c.negotiated.remote_wants_transactions = true;
}

}  // namespace bitpeer::facets
