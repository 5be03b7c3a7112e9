#pragma once
/// SHAvite-3 (Biham and Dunkelman; tweaked version of 2009).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// SHAvite-3-512 of `data`, without a salt.
[[nodiscard]] bytes64 shavite512(byte_view data);

}  // namespace bitpeer::crypto::detail
