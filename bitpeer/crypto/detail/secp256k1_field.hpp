#pragma once
/// Numbers modulo p = 2^256 - 2^32 - 977: the coordinates of secp256k1.

#include <bitpeer/base/bytes.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace bitpeer::crypto::detail {

/// A number modulo p. Only for numbers that are public: the time that some of its operations take
/// depends on the number.
class field_element {
public:
    using raw = std::array<std::uint8_t, 32>;
    struct root_and_inverse;

    constexpr field_element() = default;
    constexpr field_element(std::uint64_t small)  // NOLINT: literals are meant to convert
        : limbs_{small & limb_mask, small >> limb_bits, 0, 0, 0} {}

    /// Of 32 big-endian bytes, reduced.
    [[nodiscard]] static field_element reduced(std::span<const std::uint8_t, 32> number);
    /// Nothing when they are not below p.
    [[nodiscard]] static std::optional<field_element> exact(std::span<const std::uint8_t, 32> number
    );

    /// Big endian, below p.
    [[nodiscard]] raw to_bytes() const;

    [[nodiscard]] bool is_zero() const;
    [[nodiscard]] field_element squared() const;
    /// Squared that many times.
    [[nodiscard]] field_element squared(int count) const;
    [[nodiscard]] field_element halved() const;
    /// 1 / this; zero for zero.
    [[nodiscard]] field_element inverse() const;
    /// The root that is a square itself, or nothing.
    [[nodiscard]] std::optional<field_element> root() const;
    /// Both for little more than one of them costs: that root and 1 / this, or nothing.
    [[nodiscard]] std::optional<root_and_inverse> rooted() const;
    /// The root of `above` / `below` that is a square itself, or nothing. `below` is not zero.
    [[nodiscard]] static std::optional<field_element> root_of_fraction(
        const field_element& above, const field_element& below
    );

    friend field_element operator+(const field_element& a, const field_element& b);
    friend field_element operator-(const field_element& a, const field_element& b);
    friend field_element operator*(const field_element& a, const field_element& b);
    friend field_element operator-(const field_element& a) { return field_element() - a; }
    friend bool operator==(const field_element& a, const field_element& b) {
        return (a - b).is_zero();
    }

private:
    static constexpr int limb_bits = 52;
    static constexpr std::uint64_t limb_mask = (std::uint64_t{1} << limb_bits) - 1;

    /// The lowest first, 52 bits apart. One number has several forms: what stands here may be above
    /// p, and a limb above its 52 bits by a little (below 2^52 + 2^48), so that carries need not
    /// run from one limb through to the last.
    using limbs = std::array<std::uint64_t, 5>;
    struct columns;

    constexpr explicit field_element(const limbs& given) : limbs_(given) {}
    /// Of limbs below 2^63.
    static field_element carried(const limbs& sum);
    static field_element folded(const columns& product);
    static field_element square_of(const limbs& of);
    /// The one form with all limbs within their bits that is below p.
    [[nodiscard]] limbs canonical() const;
    /// The power (p - 3) / 4.
    [[nodiscard]] field_element inverse_of_root() const;

    limbs limbs_{};
};

struct field_element::root_and_inverse {
    field_element root;
    field_element inverse;  ///< of the number itself; zero for zero
};

}  // namespace bitpeer::crypto::detail
