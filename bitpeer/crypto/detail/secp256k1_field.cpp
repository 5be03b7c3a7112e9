#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/detail/secp256k1_field.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <cstddef>

namespace bitpeer::crypto::detail {

namespace {

__extension__ using wide = unsigned __int128;
using words = std::array<std::uint64_t, 4>;

constexpr words modulus{0xfffffffefffffc2f, ~0ULL, ~0ULL, ~0ULL};
/// 2^256 modulo p.
constexpr std::uint64_t folded = 0x1000003d1;

constexpr std::uint64_t low(wide number) { return static_cast<std::uint64_t>(number); }
constexpr std::uint64_t high(wide number) { return static_cast<std::uint64_t>(number >> 64); }

/// a + b; whether it went over 2^256.
bool add(words& a, const words& b) {
    wide carry = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        carry += wide{a[i]} + b[i];
        a[i] = low(carry);
        carry = high(carry);
    }
    return carry != 0;
}

/// a - b; whether it went below zero.
bool subtract(words& a, const words& b) {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto difference = wide{a[i]} - b[i] - borrow;
        a[i] = low(difference);
        borrow = high(difference) & 1;
    }
    return borrow != 0;
}

bool below_modulus(const words& a) {
    auto copy = a;
    return subtract(copy, modulus);
}

/// For a number below 2p, of which `over` says whether it has a bit above the words.
void reduce_once(words& a, bool over) {
    if (!over && a[3] != modulus[3]) return;  // nearly always
    auto less = a;
    if (!subtract(less, modulus) || over) a = less;
}

/// Of eight words.
words reduced_product(const std::array<std::uint64_t, 8>& product) {
    words result;
    wide carry = 0;
    unrolled<4>([&](auto i) {
        carry += wide{product[i + 4]} * folded + product[i];
        result[i] = low(carry);
        carry = high(carry);
    });
    // The carry has 34 bits; folding it once more carries at most one.
    carry = wide{low(carry)} * folded;
    unrolled<4>([&](auto i) {
        carry += result[i];
        result[i] = low(carry);
        carry = high(carry);
    });
    reduce_once(result, carry != 0);
    return result;
}

words load(std::span<const std::uint8_t, 32> number) {
    words limbs;
    for (std::size_t i = 0; i < 4; ++i) {
        limbs[3 - i] = load_be<std::uint64_t>(number.data() + 8 * i);
    }
    return limbs;
}

}  // namespace

field_element field_element::reduced(std::span<const std::uint8_t, 32> number) {
    auto limbs = load(number);
    reduce_once(limbs, false);
    return field_element(limbs);
}

std::optional<field_element> field_element::exact(std::span<const std::uint8_t, 32> number) {
    const auto limbs = load(number);
    if (!below_modulus(limbs)) return std::nullopt;
    return field_element(limbs);
}

field_element::raw field_element::to_bytes() const {
    raw number;
    for (std::size_t i = 0; i < 4; ++i) store_be(number.data() + 8 * i, limbs_[3 - i]);
    return number;
}

field_element operator+(const field_element& a, const field_element& b) {
    auto sum = a.limbs_;
    const bool over = add(sum, b.limbs_);
    reduce_once(sum, over);
    return field_element(sum);
}

field_element operator-(const field_element& a, const field_element& b) {
    auto difference = a.limbs_;
    if (subtract(difference, b.limbs_)) add(difference, modulus);
    return field_element(difference);
}

field_element operator*(const field_element& a, const field_element& b) {
    std::array<std::uint64_t, 8> product{};
    unrolled<4>([&](auto i) {
        std::uint64_t carry = 0;
        unrolled<4>([&](auto j) {
            const auto sum = wide{a.limbs_[i]} * b.limbs_[j] + product[i + j] + carry;
            product[i + j] = low(sum);
            carry = high(sum);
        });
        product[i + 4] = carry;
    });
    return field_element(reduced_product(product));
}

field_element field_element::squared() const { return *this * *this; }

field_element field_element::squared(int times) const {
    auto result = *this;
    for (int i = 0; i < times; ++i) result = result.squared();
    return result;
}

field_element field_element::halved() const {
    auto limbs = limbs_;
    const bool odd = (limbs[0] & 1) != 0;
    const bool over = odd && add(limbs, modulus);
    for (std::size_t i = 0; i < 3; ++i) limbs[i] = limbs[i] >> 1 | limbs[i + 1] << 63;
    limbs[3] = limbs[3] >> 1 | std::uint64_t{over} << 63;
    return field_element(limbs);
}

namespace {

/// Powers whose exponents have only ones in base two: both exponents below begin with 223 ones, a
/// zero and 22 ones.
struct powers_of_ones {
    explicit powers_of_ones(const field_element& a) {
        two = a.squared() * a;
        const auto three = two.squared() * a;
        const auto six = three.squared(3) * three;
        const auto nine = six.squared(3) * three;
        const auto eleven = nine.squared(2) * two;
        const auto twenty_two = eleven.squared(11) * eleven;
        const auto forty_four = twenty_two.squared(22) * twenty_two;
        const auto eighty_eight = forty_four.squared(44) * forty_four;
        const auto double_that = eighty_eight.squared(88) * eighty_eight;
        const auto most = double_that.squared(44) * forty_four;
        beginning = (most.squared(3) * three).squared(23) * twenty_two;
    }

    field_element two;        // 11
    field_element beginning;  // 1 (223 times), 0, 1 (22 times)
};

}  // namespace

/// The power p - 2, whose last ten bits are 00001 011 01 (Fermat).
field_element field_element::inverse() const {
    const powers_of_ones ones(*this);
    const auto third_last = ones.beginning.squared(5) * *this;
    return (third_last.squared(3) * ones.two).squared(2) * *this;
}

/// The power (p + 1) / 4, whose last eight bits are 000011 00: since p is 3 modulo 4 it is the
/// root, if there is one.
std::optional<field_element> field_element::root() const {
    const powers_of_ones ones(*this);
    const auto candidate = (ones.beginning.squared(6) * ones.two).squared(2);
    if (candidate.squared() != *this) return std::nullopt;
    return candidate;
}

}  // namespace bitpeer::crypto::detail
