#pragma once
/// Groestl (Gauravaram and others; version of 2011).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// Groestl-512 of `data`.
[[nodiscard]] bytes64 groestl512(byte_view data);

}  // namespace bitpeer::crypto::detail
