#pragma once
/// What SHA-256 does to whole blocks, as fast as this machine can.

#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto::detail {

using sha256_state = std::array<std::uint32_t, 8>;

constexpr std::size_t sha256_block = 64;

constexpr sha256_state sha256_initial{
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/// One way to do it (FIPS 180-4, 6.2.2).
struct sha256_compression {
    /// Takes `count` blocks of 64 bytes.
    void (*one)(sha256_state& state, const std::uint8_t* blocks, std::size_t count);
    /// The same with two messages side by side: most of the time that one takes is spent waiting
    /// for its own last step.
    void (*two
    )(sha256_state& first, const std::uint8_t* blocks_of_first, sha256_state& second,
      const std::uint8_t* blocks_of_second, std::size_t count);
};

/// The processor's own instructions where it has them, OpenSSL otherwise. Asked once.
[[nodiscard]] const sha256_compression& sha256_of_this_machine();

/// OpenSSL's.
[[nodiscard]] const sha256_compression& sha256_of_openssl();

/// With the SHA extensions of x86; null where there are none.
[[nodiscard]] const sha256_compression* sha256_of_x86();

}  // namespace bitpeer::crypto::detail
