#pragma once
/// X11: what Dash names its blocks by and proves work with. Eleven hash functions in a row, each a
/// candidate of the SHA-3 competition in its last version: BLAKE, Blue Midnight Wish, Groestl,
/// Skein, JH, Keccak (with the padding it had before it became SHA-3), Luffa, CubeHash, SHAvite-3,
/// SIMD and ECHO, all with results of 512 bits.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

namespace bitpeer::crypto {

/// X11 of `data`: the first half of the last function's result. A block's name is X11 of its 80
/// header bytes. Takes about 20 microseconds, a hundred times as long as SHA-256. Thread-safe;
/// never fails, never allocates.
[[nodiscard]] hash256 x11(byte_view data);

}  // namespace bitpeer::crypto
