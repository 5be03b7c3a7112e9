#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/detail/secp256k1_field.hpp>

#include <algorithm>
#include <cstddef>

namespace bitpeer::crypto::detail {

namespace {

__extension__ using wide = unsigned __int128;

constexpr std::uint64_t mask = (std::uint64_t{1} << 52) - 1;
/// The highest limb of a number below 2^256.
constexpr std::uint64_t highest_mask = (std::uint64_t{1} << 48) - 1;
/// 2^256 modulo p, and 2^260, where the sixth limb would begin.
constexpr std::uint64_t beyond_256 = 0x1000003d1;
constexpr std::uint64_t beyond_260 = beyond_256 << 4;

constexpr std::array<std::uint64_t, 5> modulus{0xffffefffffc2f, mask, mask, mask, highest_mask};

wide times(std::uint64_t a, std::uint64_t b) { return wide{a} * b; }
std::uint64_t low(wide column) { return static_cast<std::uint64_t>(column) & mask; }
std::uint64_t high(wide column) { return static_cast<std::uint64_t>(column >> 52); }

/// Takes what is above 2^256 from the last limb to the first and carries from limb to limb: then
/// all but the last are within their bits.
void carry_through(std::array<std::uint64_t, 5>& limbs) {
    const auto above = limbs[4] >> 48;
    limbs[4] &= highest_mask;
    limbs[0] += above * beyond_256;
    for (std::size_t i = 0; i < 4; ++i) {
        limbs[i + 1] += limbs[i] >> 52;
        limbs[i] &= mask;
    }
}

/// Of limbs that are all within their bits.
bool below_modulus(const std::array<std::uint64_t, 5>& limbs) {
    return std::lexicographical_compare(
        limbs.rbegin(), limbs.rend(), modulus.rbegin(), modulus.rend()
    );
}

}  // namespace

/// Sums of products, 52 bits apart, each below 2^115: what multiplying limbs gives.
struct field_element::columns {
    std::array<wide, 9> sums;
};

/// All limbs carry at once, each into the next. Of limbs below 2^63 the first becomes less than
/// 2^52 + 2^48, the others less than 2^52 + 2^11.
[[gnu::always_inline]] inline field_element field_element::carried(const limbs& sum) {
    return field_element(limbs{
        (sum[0] & mask) + (sum[4] >> 52) * beyond_260,
        (sum[1] & mask) + (sum[0] >> 52),
        (sum[2] & mask) + (sum[1] >> 52),
        (sum[3] & mask) + (sum[2] >> 52),
        (sum[4] & mask) + (sum[3] >> 52)});
}

/// Limbs are below 2^52.1, so columns are below 2^107, what they carry below 2^55 and the limbs
/// that are folded below 2^56.
[[gnu::always_inline]] inline field_element field_element::folded(const columns& product) {
    auto c = product.sums;
    // The upper limbs come down in one step, by way of 2^260.
    c[0] += times(low(c[5]), beyond_260);
    c[1] += times(low(c[6]) + high(c[5]), beyond_260);
    c[2] += times(low(c[7]) + high(c[6]), beyond_260);
    c[3] += times(low(c[8]) + high(c[7]), beyond_260);
    c[4] += times(high(c[8]), beyond_260);
    // What the fifth carries comes down once more.
    const auto first = low(c[0]) + times(high(c[4]), beyond_260);
    return carried(
        {low(first),
         low(c[1]) + high(c[0]) + high(first),
         low(c[2]) + high(c[1]),
         low(c[3]) + high(c[2]),
         low(c[4]) + high(c[3])}
    );
}

field_element::limbs field_element::canonical() const {
    auto form = limbs_;
    carry_through(form);
    // If this carried above 2^256, what is left below is so little that the next will not.
    carry_through(form);
    if (below_modulus(form)) return form;
    // Minus p is plus 2^256 - p modulo 2^256.
    form[0] += beyond_256;
    for (std::size_t i = 0; i < 4; ++i) {
        form[i + 1] += form[i] >> 52;
        form[i] &= mask;
    }
    form[4] &= highest_mask;
    return form;
}

field_element field_element::reduced(std::span<const std::uint8_t, 32> number) {
    std::array<std::uint64_t, 4> words;
    for (std::size_t i = 0; i < 4; ++i) {
        words[3 - i] = load_be<std::uint64_t>(number.data() + 8 * i);
    }
    return field_element(limbs{
        words[0] & mask,
        (words[0] >> 52 | words[1] << 12) & mask,
        (words[1] >> 40 | words[2] << 24) & mask,
        (words[2] >> 28 | words[3] << 36) & mask,
        words[3] >> 16});
}

std::optional<field_element> field_element::exact(std::span<const std::uint8_t, 32> number) {
    const auto read = reduced(number);
    if (!below_modulus(read.limbs_)) return std::nullopt;
    return read;
}

field_element::raw field_element::to_bytes() const {
    const auto form = canonical();
    raw number;
    store_be(number.data(), form[4] << 16 | form[3] >> 36);
    store_be(number.data() + 8, form[3] << 28 | form[2] >> 24);
    store_be(number.data() + 16, form[2] << 40 | form[1] >> 12);
    store_be(number.data() + 24, form[1] << 52 | form[0]);
    return number;
}

bool field_element::is_zero() const { return canonical() == limbs{}; }

field_element operator+(const field_element& a, const field_element& b) {
    field_element::limbs sum;
    for (std::size_t i = 0; i < 5; ++i) sum[i] = a.limbs_[i] + b.limbs_[i];
    return field_element::carried(sum);
}

field_element operator-(const field_element& a, const field_element& b) {
    // So many p, that no limb goes below zero.
    field_element::limbs difference;
    for (std::size_t i = 0; i < 5; ++i) difference[i] = a.limbs_[i] + 32 * modulus[i] - b.limbs_[i];
    return field_element::carried(difference);
}

field_element operator*(const field_element& left, const field_element& right) {
    const auto [a0, a1, a2, a3, a4] = left.limbs_;
    const auto [b0, b1, b2, b3, b4] = right.limbs_;
    return field_element::folded({{
        times(a0, b0),
        times(a0, b1) + times(a1, b0),
        times(a0, b2) + times(a1, b1) + times(a2, b0),
        times(a0, b3) + times(a1, b2) + times(a2, b1) + times(a3, b0),
        times(a0, b4) + times(a1, b3) + times(a2, b2) + times(a3, b1) + times(a4, b0),
        times(a1, b4) + times(a2, b3) + times(a3, b2) + times(a4, b1),
        times(a2, b4) + times(a3, b3) + times(a4, b2),
        times(a3, b4) + times(a4, b3),
        times(a4, b4),
    }});
}

[[gnu::always_inline]] inline field_element field_element::square_of(const limbs& of) {
    const auto [a0, a1, a2, a3, a4] = of;
    const auto twice0 = 2 * a0;
    const auto twice1 = 2 * a1;
    const auto twice2 = 2 * a2;
    const auto twice3 = 2 * a3;
    return folded({{
        times(a0, a0),
        times(twice0, a1),
        times(twice0, a2) + times(a1, a1),
        times(twice0, a3) + times(twice1, a2),
        times(twice0, a4) + times(twice1, a3) + times(a2, a2),
        times(twice1, a4) + times(twice2, a3),
        times(twice2, a4) + times(a3, a3),
        times(twice3, a4),
        times(a4, a4),
    }});
}

field_element field_element::squared() const { return square_of(limbs_); }

field_element field_element::squared(int count) const {
    auto result = *this;
    for (int i = 0; i < count; ++i) result = square_of(result.limbs_);
    return result;
}

field_element field_element::halved() const {
    auto form = limbs_;
    if ((form[0] & 1) != 0) {
        for (std::size_t i = 0; i < 5; ++i) form[i] += modulus[i];
    }
    for (std::size_t i = 0; i < 4; ++i) {
        form[i] = (form[i] >> 1) + ((form[i + 1] & 1) << 51);
    }
    form[4] >>= 1;
    return carried(form);
}

namespace {

/// Powers whose exponents have only ones in base two: the exponents below begin with 223 ones, a
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

/// Its last eight bits are 00001 011. Since p is 3 modulo 4, its square times the number is the
/// power (p - 1) / 2: 1 for squares, -1 for other numbers but zero.
field_element field_element::inverse_of_root() const {
    const powers_of_ones ones(*this);
    return (ones.beginning.squared(5) * *this).squared(3) * ones.two;
}

std::optional<field_element::root_and_inverse> field_element::rooted() const {
    const auto turned = inverse_of_root();
    root_and_inverse found{*this * turned, turned.squared()};
    if (found.root.squared() != *this) return std::nullopt;
    return found;
}

std::optional<field_element> field_element::root() const {
    const auto found = rooted();
    if (!found) return std::nullopt;
    return found->root;
}

/// (above / below)^((p + 1) / 4), without dividing: below^-1 is below^(p - 2).
std::optional<field_element> field_element::root_of_fraction(
    const field_element& above, const field_element& below
) {
    const auto product = above * below;
    const auto candidate = product * (product * below.squared()).inverse_of_root();
    if (candidate.squared() * below != above) return std::nullopt;
    return candidate;
}

}  // namespace bitpeer::crypto::detail
