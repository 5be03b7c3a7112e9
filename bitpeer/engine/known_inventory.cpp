#include <bitpeer/engine/known_inventory.hpp>

namespace bitpeer {

namespace {

/// What the entry is about, without how it is to be sent.
wire::inventory_type kind_of(wire::inventory_type type) {
    const wire::inventory_type plain{type.number & ~wire::witness_flag};
    const bool block = plain == wire::inventory_type::filtered_block ||
                       plain == wire::inventory_type::compact_block;
    return block ? wire::inventory_type::block : plain;
}

}  // namespace

std::uint64_t known_inventory::fingerprint(const wire::inventory& entry) const {
    return crypto::siphash(key_, entry.hash, kind_of(entry.type).number);
}

}  // namespace bitpeer
