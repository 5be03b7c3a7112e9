#pragma once
/// CubeHash (Bernstein; CubeHash16/32 of 2009).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// CubeHash16/32-512 of `data`.
[[nodiscard]] bytes64 cubehash512(byte_view data);

}  // namespace bitpeer::crypto::detail
