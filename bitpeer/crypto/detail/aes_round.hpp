#pragma once
/// The round of AES (FIPS 197), for the hash functions that are built of it. The look-ups depend on
/// the data, which matters for keys only: what is hashed here is public.

#include <bitpeer/crypto/detail/unrolled.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto::detail {

/// `a` times x in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1.
[[nodiscard]] constexpr std::uint8_t times_x(std::uint8_t a) noexcept {
    return static_cast<std::uint8_t>(a << 1 ^ (a >> 7) * 0x1b);
}

/// SubBytes: the inverse in that field, then an affine map.
[[nodiscard]] constexpr std::array<std::uint8_t, 256> make_aes_sbox() noexcept {
    std::array<std::uint8_t, 256> sbox{};
    sbox[0] = 0x63;  // zero has no inverse and counts as its own
    std::uint8_t power = 1;
    std::uint8_t inverse = 1;
    do {
        // All others are powers of x + 1; the inverse is divided by it each time.
        power = static_cast<std::uint8_t>(power ^ times_x(power));
        inverse = static_cast<std::uint8_t>(inverse ^ inverse << 1);
        inverse = static_cast<std::uint8_t>(inverse ^ inverse << 2);
        inverse = static_cast<std::uint8_t>(inverse ^ inverse << 4);
        if ((inverse & 0x80) != 0) inverse ^= 0x09;
        sbox[power] = static_cast<std::uint8_t>(
            inverse ^ std::rotl(inverse, 1) ^ std::rotl(inverse, 2) ^ std::rotl(inverse, 3) ^
            std::rotl(inverse, 4) ^ 0x63
        );
    } while (power != 1);
    return sbox;
}

inline constexpr auto aes_sbox = make_aes_sbox();

/// Four columns of four bytes, each column a little-endian word.
using aes_state = std::array<std::uint32_t, 4>;

/// What SubBytes and MixColumns make of one byte, for each of the four rows it may stand in.
[[nodiscard]] constexpr std::array<std::array<std::uint32_t, 256>, 4> make_aes_columns() noexcept {
    std::array<std::array<std::uint32_t, 256>, 4> columns{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::uint32_t once = aes_sbox[byte];
        const std::uint32_t twice = times_x(aes_sbox[byte]);
        const auto column = twice | once << 8 | once << 16 | (twice ^ once) << 24;
        for (std::size_t row = 0; row < 4; ++row) {
            columns[row][byte] = std::rotl(column, static_cast<int>(8 * row));
        }
    }
    return columns;
}

inline constexpr auto aes_columns = make_aes_columns();

/// SubBytes, ShiftRows and MixColumns; the caller adds the key.
[[nodiscard]] constexpr aes_state aes_round(const aes_state& in) noexcept {
    aes_state out{};
    unrolled<4>([&](auto i) {
        out[i] = aes_columns[0][in[i] & 0xff] ^ aes_columns[1][in[(i + 1) % 4] >> 8 & 0xff] ^
                 aes_columns[2][in[(i + 2) % 4] >> 16 & 0xff] ^
                 aes_columns[3][in[(i + 3) % 4] >> 24];
    });
    return out;
}

}  // namespace bitpeer::crypto::detail
