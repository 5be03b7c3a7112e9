#pragma once
/// HKDF (RFC 5869) with SHA-256: many keys from one secret.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <string_view>

namespace bitpeer::crypto {

/// The secret is extracted once; each name then gives a key of its own, from which neither the
/// secret nor another key can be told. Thread-safe once made; never fails.
class hkdf_sha256 {
public:
    /// `salt` need not be secret and may be empty.
    hkdf_sha256(byte_view salt, byte_view key_material);

    /// The 32 bytes that belong to `name` (the RFC's "info").
    [[nodiscard]] secret<32> expand(byte_view name) const;
    [[nodiscard]] secret<32> expand(std::string_view name) const;

private:
    secret<32> extracted_;
};

}  // namespace bitpeer::crypto
