#pragma once
/// What `inv`, `getdata` and `notfound` speak of.

#include <bitpeer/base/hash256.hpp>

#include <compare>
#include <cstdint>
#include <functional>
#include <string>

namespace bitpeer::wire {

/// The kind of thing that an inventory entry names. Kinds that we do not know are kept. 6 and 7
/// mean different things to different drafts (BIP331, BIP183), so they have no name here.
struct inventory_type {
    std::uint32_t number = 0;

    static const inventory_type error;
    static const inventory_type transaction;          ///< by txid
    static const inventory_type block;                ///< by block hash
    static const inventory_type filtered_block;       ///< answered by `merkleblock` (BIP37)
    static const inventory_type compact_block;        ///< answered by `cmpctblock` (BIP152)
    static const inventory_type wtxid_transaction;    ///< by wtxid (BIP339)
    static const inventory_type witness_transaction;  ///< by txid, answered with witness (BIP144)
    static const inventory_type witness_block;        ///< answered with witness (BIP144)

    friend constexpr bool operator==(inventory_type, inventory_type) = default;
    friend constexpr auto operator<=>(inventory_type, inventory_type) = default;
};

/// Set on a type in `getdata` to be answered with witness data (BIP144).
inline constexpr std::uint32_t witness_flag = 1U << 30;

inline constexpr inventory_type inventory_type::error{0};
inline constexpr inventory_type inventory_type::transaction{1};
inline constexpr inventory_type inventory_type::block{2};
inline constexpr inventory_type inventory_type::filtered_block{3};
inline constexpr inventory_type inventory_type::compact_block{4};
inline constexpr inventory_type inventory_type::wtxid_transaction{5};
inline constexpr inventory_type inventory_type::witness_transaction{1 | witness_flag};
inline constexpr inventory_type inventory_type::witness_block{2 | witness_flag};

/// The name as it stands above, or the number.
[[nodiscard]] std::string to_string(inventory_type type);

/// One entry: a kind and the hash of that which it names.
struct inventory {
    inventory_type type;
    hash256 hash;

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("hash", self.hash);
    }
    friend constexpr bool operator==(const inventory&, const inventory&) = default;
    friend constexpr auto operator<=>(const inventory&, const inventory&) = default;
};

}  // namespace bitpeer::wire

template <>
struct std::hash<bitpeer::wire::inventory> {
    std::size_t operator()(const bitpeer::wire::inventory& entry) const noexcept {
        return std::hash<bitpeer::hash256>{}(entry.hash) ^ entry.type.number;
    }
};
