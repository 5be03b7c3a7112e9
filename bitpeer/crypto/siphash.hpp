#pragma once
/// SipHash-2-4: 64 bits that nobody can foretell without the key (Aumasson and Bernstein, 2012).
/// Compact blocks make short ids with it (BIP152), block filters spread their elements (BIP158),
/// transaction reconciliation makes sketches (BIP330). Also for tables that a remote can fill.
///
/// Thread-safe; never fails, never allocates.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

#include <cstdint>

namespace bitpeer::crypto {

/// 128 bits. Where a key comes as 16 bytes, each half is eight of them, little endian, `k0` first.
struct siphash_key {
    std::uint64_t k0 = 0;
    std::uint64_t k1 = 0;

    friend constexpr bool operator==(siphash_key, siphash_key) = default;
};

/// SipHash-2-4 of `data`.
[[nodiscard]] std::uint64_t siphash(siphash_key key, byte_view data);

/// The same of the hash's 32 bytes in wire order, without a loop over them: for a transaction's
/// short id.
[[nodiscard]] std::uint64_t siphash(siphash_key key, const hash256& hash);

/// The same of 36 bytes: the hash's, then `extra` in little endian. That is how an outpoint looks
/// on the wire.
[[nodiscard]] std::uint64_t siphash(siphash_key key, const hash256& hash, std::uint32_t extra);

}  // namespace bitpeer::crypto
