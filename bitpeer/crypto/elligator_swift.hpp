#pragma once
/// The key exchange of BIP324: public keys that look like random bytes, and what two of them agree
/// on. Everything about curves that the encrypted transport needs stands in this header.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/random.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace bitpeer::crypto {

/// A public key of secp256k1 in 64 bytes that cannot be told from random ones. Each 64 bytes are a
/// key, and each key has many such forms.
using elligator_swift = std::array<std::uint8_t, 64>;

/// Who began the connection: the keys are hashed in this order.
enum class party : std::uint8_t { initiator, responder };

/// The public key of `private_key` (big endian) in one of its forms, all of which are as likely
/// while nobody knows `chance`: it must be fresh. Nothing when the private key is not in 1..n-1;
/// random bytes are so with a probability of 2^-128. Takes a time that depends on public bytes
/// only.
[[nodiscard]] std::optional<elligator_swift> elligator_swift_create(
    const secret<32>& private_key, const entropy& chance
);

/// The x coordinate (big endian) that a key stands for.
[[nodiscard]] std::array<std::uint8_t, 32> elligator_swift_decode(const elligator_swift& key);

/// The x coordinate of `private_key` times the point with this x. Nothing when the private key is
/// not in 1..n-1 or no point has this x.
[[nodiscard]] std::optional<secret<32>> x_only_ecdh(
    const secret<32>& private_key, std::span<const std::uint8_t, 32> x
);

/// What both sides know and nobody else: a tagged hash of both keys and their `x_only_ecdh`.
/// `private_key` belongs to the key of `us` and is in 1..n-1.
[[nodiscard]] secret<32> bip324_shared_secret(
    const secret<32>& private_key, const elligator_swift& initiator,
    const elligator_swift& responder, party us
);

}  // namespace bitpeer::crypto
