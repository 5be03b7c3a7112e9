#pragma once
/// JH (Hongjun Wu; version of 2011 with 42 rounds).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// JH-512 of `data`.
[[nodiscard]] bytes64 jh512(byte_view data);

}  // namespace bitpeer::crypto::detail
