#include <bitpeer/crypto/detail/x_swift_ec.hpp>

#include <array>
#include <cstdint>

namespace bitpeer::crypto::detail {

namespace {

/// The root of -3 that is a square itself.
const field_element& root_of_minus_three() {
    static const auto root = (-field_element(3)).root().value();
    return root;
}

/// x^3 + 7.
field_element curve(const field_element& x) { return x.squared() * x + 7; }

}  // namespace

bool is_on_curve(const field_element& x) { return curve(x).root().has_value(); }

field_element x_swift_ec(field_element u, field_element t) {
    if (u.is_zero()) u = 1;
    if (t.is_zero()) t = 1;
    if ((curve(u) + t.squared()).is_zero()) t = t + t;
    // With X = (u^3 + 7 - t^2) / 2t and Y = (X + t) / cu, the BIP tries u + 4Y^2 and
    // (-X/Y - u) / 2, else takes (X/Y - u) / 2. Written as Y = sum / below and
    // X/Y = difference * cu / sum, one inversion does.
    const auto sum = curve(u) + t.squared();
    const auto difference = curve(u) - t.squared();
    const auto cu = root_of_minus_three() * u;
    const auto below = (t + t) * cu;
    const auto inverse = (sum * below).inverse();
    const auto y = sum.squared() * inverse;
    const auto first = u + field_element(4) * y.squared();
    if (is_on_curve(first)) return first;
    const auto x_by_y = difference * cu * below * inverse;
    const auto second = (-x_by_y - u).halved();
    if (is_on_curve(second)) return second;
    return (x_by_y - u).halved();
}

std::optional<field_element> x_swift_ec_inverse(
    const field_element& x, const field_element& u, unsigned which
) {
    field_element v;
    field_element s;
    if ((which & 2) == 0) {
        if (is_on_curve(-x - u)) return std::nullopt;
        v = x;
        s = -curve(u) * (u.squared() + u * v + v.squared()).inverse();
    } else {
        s = x - u;
        if (s.is_zero()) return std::nullopt;
        const auto under_root =
            -s * (field_element(4) * curve(u) + field_element(3) * u.squared() * s);
        const auto r = under_root.root();
        if (!r) return std::nullopt;
        if ((which & 1) != 0 && r->is_zero()) return std::nullopt;
        v = (*r * s.inverse() - u).halved();
    }
    const auto w = s.root();
    if (!w) return std::nullopt;
    const auto c = root_of_minus_three();
    const auto part = (which & 1) == 0 ? field_element(1) - c : field_element(1) + c;
    const auto t = *w * (u * part.halved() + v);
    const bool negative = (which & 5) == 0 || (which & 5) == 5;
    return negative ? -t : t;
}

}  // namespace bitpeer::crypto::detail
