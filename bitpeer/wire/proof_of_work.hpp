#pragma once
/// Whether a hash is small enough.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/block_header.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer::wire {

/// The target that `bits` stands for, as a number in the byte order of `hash256` (least significant
/// byte first). Nothing for what stands for none: negative, zero, or above 256 bits.
[[nodiscard]] std::optional<hash256> target_of(std::uint32_t bits);

/// `left <= right`, both taken as numbers.
[[nodiscard]] bool not_above(const hash256& left, const hash256& right);

/// The header's hash meets its own `bits`, and those are not easier than `limit` (compact too).
/// Only for networks whose proof of work is the block hash itself: Bitcoin's, not Litecoin's.
[[nodiscard]] bool meets_target(const block_header& header, std::uint32_t limit);

}  // namespace bitpeer::wire
