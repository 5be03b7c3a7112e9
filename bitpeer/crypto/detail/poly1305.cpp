#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/detail/poly1305.hpp>

#include <algorithm>

namespace bitpeer::crypto::detail {

namespace {

__extension__ using wide = unsigned __int128;

constexpr std::uint64_t mask_44 = (std::uint64_t{1} << 44) - 1;
constexpr std::uint64_t mask_42 = (std::uint64_t{1} << 42) - 1;

wide times(std::uint64_t a, std::uint64_t b) { return wide{a} * b; }

/// What a times b adds to each limb: what comes to stand at 2^132 counts 4 * 5 times at 2^0.
struct columns {
    wide low = 0;
    wide middle = 0;
    wide high = 0;

    void add_product(const std::array<std::uint64_t, 3>& a, const std::array<std::uint64_t, 3>& b) {
        const auto b1 = 20 * b[1];
        const auto b2 = 20 * b[2];
        low += times(a[0], b[0]) + times(a[1], b2) + times(a[2], b1);
        middle += times(a[0], b[1]) + times(a[1], b[0]) + times(a[2], b2);
        high += times(a[0], b[2]) + times(a[1], b[1]) + times(a[2], b[0]);
    }

    /// The first limb may keep some bits too many, since the last carry ends there.
    [[nodiscard]] std::array<std::uint64_t, 3> carried() const {
        const auto second = middle + static_cast<std::uint64_t>(low >> 44);
        const auto third = high + static_cast<std::uint64_t>(second >> 44);
        const auto above = static_cast<std::uint64_t>(third >> 42);
        const auto first = (static_cast<std::uint64_t>(low) & mask_44) + 5 * above;
        return {
            first & mask_44,
            (static_cast<std::uint64_t>(second) & mask_44) + (first >> 44),
            static_cast<std::uint64_t>(third) & mask_42};
    }
};

}  // namespace

/// The limbs of a whole block, and the bit that stands behind it.
inline poly1305::number poly1305::block(const std::uint8_t* from) {
    const auto low = load_le<std::uint64_t>(from);
    const auto high = load_le<std::uint64_t>(from + 8);
    return {low & mask_44, (low >> 44 | high << 20) & mask_44, high >> 24 | std::uint64_t{1} << 40};
}

inline poly1305::number poly1305::product(const number& a, const number& b) {
    columns sums;
    sums.add_product(a, b);
    return sums.carried();
}

/// a times b, plus c times d.
inline poly1305::number poly1305::sum_of_products(
    const number& a, const number& b, const number& c, const number& d
) {
    columns sums;
    sums.add_product(a, b);
    sums.add_product(c, d);
    return sums.carried();
}

namespace {

std::array<std::uint64_t, 3> plus(
    const std::array<std::uint64_t, 3>& a, const std::array<std::uint64_t, 3>& b
) {
    return {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
}

}  // namespace

poly1305::poly1305(std::span<const std::uint8_t, 32> key)
    : addend_{load_le<std::uint64_t>(key.data() + 16), load_le<std::uint64_t>(key.data() + 24)} {
    // The algorithm wants some bits of the factor to be zero.
    const auto low = load_le<std::uint64_t>(key.data()) & 0x0ffffffc0fffffff;
    const auto high = load_le<std::uint64_t>(key.data() + 8) & 0x0ffffffc0ffffffc;
    factor_ = {low & mask_44, (low >> 44 | high << 20) & mask_44, high >> 24};
    factor_squared_ = product(factor_, factor_);
}

void poly1305::put_padded(byte_view text) {
    // Two blocks in a step, which need not wait for each other.
    while (text.size() >= 32) {
        sum_ = sum_of_products(
            plus(sum_, block(text.data())), factor_squared_, block(text.data() + 16), factor_
        );
        text = text.subspan(32);
    }
    while (!text.empty()) {
        const auto size = std::min<std::size_t>(text.size(), 16);
        std::array<std::uint8_t, 16> padded{};
        std::copy_n(text.begin(), size, padded.begin());
        sum_ = product(plus(sum_, block(padded.data())), factor_);
        text = text.subspan(size);
    }
}

std::array<std::uint8_t, poly1305::tag_size> poly1305::tag() const {
    // All carries, twice: then only the number as a whole may be above 2^130 - 5.
    auto [low, middle, high] = sum_;
    for (int i = 0; i < 2; ++i) {
        middle += low >> 44;
        low &= mask_44;
        high += middle >> 44;
        middle &= mask_44;
        low += 5 * (high >> 42);
        high &= mask_42;
    }
    // With 5 added it has a bit at 2^130 if and only if it is: then that is the number to take.
    const auto low_5 = low + 5;
    const auto middle_5 = middle + (low_5 >> 44);
    const auto high_5 = high + (middle_5 >> 44);
    const auto take = std::uint64_t{0} - (high_5 >> 42);
    low = (low & ~take) | (low_5 & mask_44 & take);
    middle = (middle & ~take) | (middle_5 & mask_44 & take);
    high = (high & ~take) | (high_5 & mask_42 & take);
    // Modulo 2^128, plus the key's other half.
    const auto lower = wide{low | middle << 44} + addend_[0];
    const auto upper =
        (middle >> 20 | high << 24) + addend_[1] + static_cast<std::uint64_t>(lower >> 64);
    std::array<std::uint8_t, tag_size> made;
    store_le(made.data(), static_cast<std::uint64_t>(lower));
    store_le(made.data() + 8, upper);
    return made;
}

}  // namespace bitpeer::crypto::detail
