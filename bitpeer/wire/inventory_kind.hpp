#pragma once
/// What the numbers in inventory mean to a dialect.

#include <bitpeer/wire/inventory.hpp>

#include <cstdint>

namespace bitpeer::wire {

/// What an inventory entry names, whatever number its dialect has for it, and whether its witness
/// is wanted with it.
enum class inventory_kind : std::uint8_t {
    other,           ///< passed on, but nobody here knows what it is
    txid,            ///< a transaction
    wtxid,           ///< a transaction, by the name that covers its witness (BIP339)
    whole_block,     ///< answered by `block`
    filtered_block,  ///< a block, answered by `merkleblock` (BIP37)
    compact_block,   ///< a block, answered by `cmpctblock` (BIP152)
};

[[nodiscard]] constexpr bool is_block(inventory_kind kind) {
    return kind >= inventory_kind::whole_block;
}
[[nodiscard]] constexpr bool is_transaction(inventory_kind kind) {
    return kind == inventory_kind::txid || kind == inventory_kind::wtxid;
}

/// Bitcoin's numbers. Those of BIP144 may have the flag that asks for witness data.
[[nodiscard]] constexpr inventory_kind bitcoin_inventory_kind(inventory_type type) {
    switch (type.number) {
        case inventory_type::transaction.number:
        case inventory_type::witness_transaction.number: return inventory_kind::txid;
        case inventory_type::wtxid_transaction.number: return inventory_kind::wtxid;
        case inventory_type::block.number:
        case inventory_type::witness_block.number: return inventory_kind::whole_block;
        case inventory_type::filtered_block.number:
        case inventory_type::filtered_block.number | witness_flag:
            return inventory_kind::filtered_block;
        case inventory_type::compact_block.number: return inventory_kind::compact_block;
        default: return inventory_kind::other;
    }
}

}  // namespace bitpeer::wire
