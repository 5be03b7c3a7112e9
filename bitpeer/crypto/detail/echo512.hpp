#pragma once
/// ECHO (Benadjila and others; version 2.0 of 2010).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/words.hpp>

namespace bitpeer::crypto::detail {

/// ECHO-512 of `data`, without a salt.
[[nodiscard]] bytes64 echo512(byte_view data);

}  // namespace bitpeer::crypto::detail
