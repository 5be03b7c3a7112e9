#pragma once
/// Luffa (De Canniere, Sato, Watanabe; version 2 of 2009).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// Luffa-512 of `data`.
[[nodiscard]] bytes64 luffa512(byte_view data);

}  // namespace bitpeer::crypto::detail
