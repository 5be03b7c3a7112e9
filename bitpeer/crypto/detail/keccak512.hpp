#pragma once
/// Keccak (Bertoni and others; version 3 of 2011). SHA-3 (FIPS 202) differs from it in one byte of
/// padding.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// Keccak[1024] of `data`, 512 bits of it.
[[nodiscard]] bytes64 keccak512(byte_view data);

}  // namespace bitpeer::crypto::detail
