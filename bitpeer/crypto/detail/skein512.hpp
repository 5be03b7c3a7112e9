#pragma once
/// Skein (Ferguson and others; version 1.3 of 2010).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// Skein-512-512 of `data`, without a key.
[[nodiscard]] bytes64 skein512(byte_view data);

}  // namespace bitpeer::crypto::detail
