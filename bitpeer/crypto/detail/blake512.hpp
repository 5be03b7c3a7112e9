#pragma once
/// BLAKE-512 (Aumasson, Henzen, Meier, Phan; version of 2011 with 16 rounds).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// BLAKE-512 of `data`, without a salt.
[[nodiscard]] bytes64 blake512(byte_view data);

}  // namespace bitpeer::crypto::detail
