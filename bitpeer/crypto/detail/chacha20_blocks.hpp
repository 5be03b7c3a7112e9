#pragma once
/// Blocks of ChaCha20 (RFC 8439), many at once: of one stream or of several under the same key.

#include <bitpeer/base/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace bitpeer::crypto::detail {

inline constexpr std::size_t chacha20_block_size = 64;

/// The last four words of a block's input: its number within its stream and the stream's nonce.
using chacha20_place = std::array<std::uint32_t, 4>;

/// Read where it lies: no copy of it is left on the stack.
using chacha20_key = std::span<const std::uint8_t, 32>;

/// The most blocks that are made at once.
inline constexpr std::size_t chacha20_blocks_max = 16;

/// Writes the blocks of those places, one behind the other. There are 4, 8, 12 or 16 of them, and
/// `to` has 64 bytes for each. Takes the same time whatever the key.
void chacha20_blocks(chacha20_key key, std::span<const chacha20_place> places, byte_span to);

/// The same, four blocks at a time, on any machine.
void chacha20_four_blocks(chacha20_key key, const chacha20_place* places, std::uint8_t* to);

/// The same with AVX2, which the machine must have.
void chacha20_four_blocks_avx2(chacha20_key key, const chacha20_place* places, std::uint8_t* to);
void chacha20_eight_blocks_avx2(chacha20_key key, const chacha20_place* places, std::uint8_t* to);

/// The same with AVX-512, which the machine must have: `count` blocks, as above, in hardly more
/// time than four, since each step waits for the one before.
void chacha20_blocks_avx512(
    chacha20_key key, const chacha20_place* places, std::size_t count, std::uint8_t* to
);

/// The words that each block begins with: "expand 32-byte k".
inline constexpr std::array<std::uint32_t, 4> chacha20_constants{
    0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

}  // namespace bitpeer::crypto::detail
