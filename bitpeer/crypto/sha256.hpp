#pragma once
/// SHA-256, once and twice (FIPS 180-4). Thread-safe; never fails.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

#include <array>
#include <cstdint>
#include <memory>

namespace bitpeer::crypto {

/// SHA-256 of `data`.
[[nodiscard]] hash256 sha256(byte_view data);

/// SHA-256 of the SHA-256 of `data`: what Bitcoin names things by.
[[nodiscard]] hash256 sha256d(byte_view data);

/// The first four bytes of `sha256d`: what a v1 frame vouches for its payload with.
[[nodiscard]] std::array<std::uint8_t, 4> frame_checksum(byte_view payload);

/// Hashes what is put into it piece by piece, so that a transaction is named without being written
/// down first. Has the shape of a byte sink of the wire floor. Small pieces are cheap, and so is
/// making a hasher: each thread keeps a few used ones.
class sha256_hasher {
public:
    sha256_hasher();
    sha256_hasher(sha256_hasher&&) noexcept;
    sha256_hasher& operator=(sha256_hasher&&) noexcept;
    ~sha256_hasher();

    void put(byte_view data);

    /// SHA-256 of everything put so far; begins anew.
    [[nodiscard]] hash256 finish();

    /// SHA-256 of the SHA-256 of everything put so far; begins anew.
    [[nodiscard]] hash256 finish_twice();

    struct state;

private:
    std::unique_ptr<state> state_;
};

/// The same, hashed twice.
class sha256d_hasher {
public:
    void put(byte_view data) { inner_.put(data); }

    /// `sha256d` of everything put so far; begins anew.
    [[nodiscard]] hash256 finish() { return inner_.finish_twice(); }

private:
    sha256_hasher inner_;
};

}  // namespace bitpeer::crypto
