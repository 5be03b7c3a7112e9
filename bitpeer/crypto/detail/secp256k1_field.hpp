#pragma once
/// Numbers modulo p = 2^256 - 2^32 - 977: the coordinates of secp256k1.

#include <bitpeer/base/bytes.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace bitpeer::crypto::detail {

/// A number modulo p, always below p. Only for numbers that are public: the time that its
/// operations take depends on the number.
class field_element {
public:
    using raw = std::array<std::uint8_t, 32>;

    constexpr field_element() = default;
    constexpr field_element(std::uint64_t small)  // NOLINT: literals are meant to convert
        : limbs_{small, 0, 0, 0} {}

    /// Of 32 big-endian bytes, reduced.
    [[nodiscard]] static field_element reduced(std::span<const std::uint8_t, 32> number);
    /// Nothing when they are not below p.
    [[nodiscard]] static std::optional<field_element> exact(std::span<const std::uint8_t, 32> number
    );

    [[nodiscard]] raw to_bytes() const;

    [[nodiscard]] constexpr bool is_zero() const { return *this == field_element(); }
    [[nodiscard]] field_element squared() const;
    /// Squared that many times.
    [[nodiscard]] field_element squared(int times) const;
    [[nodiscard]] field_element halved() const;
    /// 1 / this; zero for zero.
    [[nodiscard]] field_element inverse() const;
    /// The root that is a square itself, or nothing.
    [[nodiscard]] std::optional<field_element> root() const;

    friend field_element operator+(const field_element& a, const field_element& b);
    friend field_element operator-(const field_element& a, const field_element& b);
    friend field_element operator*(const field_element& a, const field_element& b);
    friend field_element operator-(const field_element& a) { return field_element() - a; }
    friend constexpr bool operator==(const field_element&, const field_element&) = default;

private:
    using words = std::array<std::uint64_t, 4>;  // the lowest first

    constexpr explicit field_element(const words& limbs) : limbs_(limbs) {}

    words limbs_{};
};

}  // namespace bitpeer::crypto::detail
