#pragma once
/// MurmurHash3, the 32-bit variant for x86 (Austin Appleby, 2011): what bloom filters choose their
/// bits with (BIP37). It is quick and even, and keeps no secret: whoever knows the seed can make
/// inputs that collide. For tables that a remote can fill take `siphash` instead.

#include <bitpeer/base/bytes.hpp>

#include <cstdint>

namespace bitpeer::crypto {

/// The hash of `data`, which is read as little-endian words. Thread-safe; never fails.
[[nodiscard]] std::uint32_t murmur3_32(byte_view data, std::uint32_t seed);

}  // namespace bitpeer::crypto
