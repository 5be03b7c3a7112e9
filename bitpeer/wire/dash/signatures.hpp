#pragma once
/// Keys and signatures of Dash's masternodes, as bytes: nothing here checks them.

#include <bitpeer/wire/field_types.hpp>

#include <array>
#include <cstdint>

namespace bitpeer::wire::dash {

/// A compressed BLS12-381 point of the first group.
using bls_public_key = std::array<std::uint8_t, 48>;

/// A compressed BLS12-381 point of the second group.
using bls_signature = std::array<std::uint8_t, 96>;

/// The hash of a public key (RIPEMD-160 of SHA-256): whose votes count for a masternode.
using key_id = std::array<std::uint8_t, 20>;

/// A signature that was made with an ECDSA key (65 bytes, the key can be recovered) or a BLS key
/// (96 bytes). Where only one of them can stand the messages still write its length.
using sized_signature = var_bytes<96>;

}  // namespace bitpeer::wire::dash
