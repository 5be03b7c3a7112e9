#pragma once
/// The map between x coordinates of secp256k1 and pairs of field elements that BIP324 describes:
/// what ElligatorSwift is made of. All of it is about public numbers.

#include <bitpeer/crypto/detail/secp256k1_field.hpp>

#include <optional>

namespace bitpeer::crypto::detail {

/// One of the two points of the curve y^2 = x^3 + 7 that have this x.
struct curve_point {
    field_element x;
    field_element y;
};

/// The point that `u` and `t` stand for: XSwiftEC. Each pair stands for one.
[[nodiscard]] curve_point x_swift_ec(field_element u, field_element t);

/// The `t` with which `u` stands for `x`, of the up to eight that there are: XSwiftECInv. `x` is on
/// the curve, `u` is not zero, `which` is 0 to 7.
[[nodiscard]] std::optional<field_element> x_swift_ec_inverse(
    const field_element& x, const field_element& u, unsigned which
);

}  // namespace bitpeer::crypto::detail
