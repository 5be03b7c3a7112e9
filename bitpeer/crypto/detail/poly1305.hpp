#pragma once
/// Poly1305 (RFC 8439) for short texts.

#include <bitpeer/base/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace bitpeer::crypto::detail {

/// Vouches for what is put into it, under a key that is used for this one text. Takes the same time
/// for texts of the same sizes whatever is in them and in the key.
class poly1305 {
public:
    static constexpr std::size_t tag_size = 16;

    explicit poly1305(std::span<const std::uint8_t, 32> key);

    /// Zeros are put behind `text` up to a multiple of 16 bytes, as an AEAD does.
    void put_padded(byte_view text);

    /// Vouches for all that was put.
    [[nodiscard]] std::array<std::uint8_t, tag_size> tag() const;

private:
    /// A number modulo 2^130 - 5 in 44, 44 and 42 bits, the lowest first, and little above them.
    using number = std::array<std::uint64_t, 3>;

    static number block(const std::uint8_t* from);
    static number product(const number& a, const number& b);
    static number sum_of_products(
        const number& a, const number& b, const number& c, const number& d
    );

    number sum_{};
    number factor_;
    number factor_squared_;
    std::array<std::uint64_t, 2> addend_;
};

}  // namespace bitpeer::crypto::detail
