#pragma once
/// What an inventory entry is about, as a number.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <cstdint>

namespace bitpeer::sim::detail {

/// The same for all kinds that name the same thing. In a simulation nobody looks for collisions.
[[nodiscard]] inline std::uint64_t inventory_name(const wire::inventory& entry) {
    auto kind = entry.type.number & ~wire::witness_flag;
    if (kind == wire::inventory_type::filtered_block.number ||
        kind == wire::inventory_type::compact_block.number) {
        kind = wire::inventory_type::block.number;
    }
    return load_le<std::uint64_t>(entry.hash.bytes.data()) ^ std::uint64_t{kind} << 56;
}

}  // namespace bitpeer::sim::detail
