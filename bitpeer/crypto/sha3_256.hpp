#pragma once
/// SHA3-256 (FIPS 202): what the checksum in an onion service's name is made of.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

namespace bitpeer::crypto {

/// SHA3-256 of `data`. Thread-safe; never fails. Not what Ethereum calls Keccak-256, which fills up
/// the last block in another way.
[[nodiscard]] hash256 sha3_256(byte_view data);

}  // namespace bitpeer::crypto
