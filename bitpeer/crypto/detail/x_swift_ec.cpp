#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/detail/x_swift_ec.hpp>

namespace bitpeer::crypto::detail {

namespace {

/// The root of -3 that is a square itself.
const field_element& root_of_minus_three() {
    static const auto root = (-field_element(3)).root().value();
    return root;
}

/// x^3 + 7.
field_element curve(const field_element& x) { return x.squared() * x + 7; }

/// The point with x = `above` / `below`, if the curve has one. A root and the division cost one
/// power together: with m = (above^3 + 7 below^3) below, y^2 is m / below^4, and 1 / below is
/// (above^3 + 7 below^3) / m.
std::optional<curve_point> point_at(const field_element& above, const field_element& below) {
    const auto sum = above.squared() * above + field_element(7) * below.squared() * below;
    const auto m = (sum * below).rooted();
    if (!m) return std::nullopt;
    const auto inverse = sum * m->inverse;
    return curve_point{above * inverse, m->root * inverse.squared()};
}

}  // namespace

curve_point x_swift_ec(field_element u, field_element t) {
    if (u.is_zero()) u = 1;
    if (t.is_zero()) t = 1;
    const auto cubic = curve(u);
    if ((cubic + t.squared()).is_zero()) t = t + t;
    // With X = (u^3 + 7 - t^2) / 2t and Y = (X + t) / cu, the BIP tries u + 4Y^2 and
    // (-X/Y - u) / 2, else takes (X/Y - u) / 2. As fractions: Y = sum / below and
    // X/Y = difference * cu / sum.
    const auto sum = cubic + t.squared();
    const auto difference = cubic - t.squared();
    const auto cu = root_of_minus_three() * u;
    const auto square_below = ((t + t) * cu).squared();
    if (const auto first =
            point_at(u * square_below + field_element(4) * sum.squared(), square_below)) {
        return *first;
    }
    const auto x_by_y = difference * cu;
    const auto from_u = u * sum;
    if (const auto second = point_at(-x_by_y - from_u, sum + sum)) return *second;
    const auto third = point_at(x_by_y - from_u, sum + sum);
    ensure(third.has_value());  // where neither of the others is a point, this one is
    return *third;
}

std::optional<field_element> x_swift_ec_inverse(
    const field_element& x, const field_element& u, unsigned which
) {
    field_element v;
    field_element w;
    if ((which & 2) == 0) {
        if (curve(-x - u).root()) return std::nullopt;
        v = x;
        // Not zero: where u^2 + uv + v^2 is, -x - u is a point's x, as x is.
        const auto root =
            field_element::root_of_fraction(-curve(u), u.squared() + u * v + v.squared());
        if (!root) return std::nullopt;
        w = *root;
    } else {
        const auto s = x - u;
        if (s.is_zero()) return std::nullopt;
        const auto s_rooted = s.rooted();
        if (!s_rooted) return std::nullopt;
        const auto under_root =
            -s * (field_element(4) * curve(u) + field_element(3) * u.squared() * s);
        const auto r = under_root.root();
        if (!r) return std::nullopt;
        if ((which & 1) != 0 && r->is_zero()) return std::nullopt;
        v = (*r * s_rooted->inverse - u).halved();
        w = s_rooted->root;
    }
    const auto c = root_of_minus_three();
    const auto part = (which & 1) == 0 ? field_element(1) - c : field_element(1) + c;
    const auto t = w * (u * part.halved() + v);
    const bool negative = (which & 5) == 0 || (which & 5) == 5;
    return negative ? -t : t;
}

}  // namespace bitpeer::crypto::detail
