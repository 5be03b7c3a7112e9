#pragma once
/// SIMD (Leurent, Bouillaguet, Fouque; version 1.1 of 2009).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// SIMD-512 of `data`.
[[nodiscard]] bytes64 simd512(byte_view data);

}  // namespace bitpeer::crypto::detail
