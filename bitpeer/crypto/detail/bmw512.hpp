#pragma once
/// Blue Midnight Wish (Gligoroski and others; version of 2009, second round).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// BMW-512 of `data`.
[[nodiscard]] bytes64 bmw512(byte_view data);

}  // namespace bitpeer::crypto::detail
