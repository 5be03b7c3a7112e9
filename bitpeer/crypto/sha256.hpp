#pragma once
/// SHA-256, once and twice (FIPS 180-4). Thread-safe; never fails.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>

#include <array>
#include <cstdint>
#include <span>

namespace bitpeer::crypto {

/// SHA-256 of `data`.
[[nodiscard]] hash256 sha256(byte_view data);

/// SHA-256 of the SHA-256 of `data`: what Bitcoin names things by.
[[nodiscard]] hash256 sha256d(byte_view data);

/// The first four bytes of `sha256d`: what a v1 frame vouches for its payload with.
[[nodiscard]] std::array<std::uint8_t, 4> frame_checksum(byte_view payload);

/// `sha256d` of each of `messages`, in their order, into as many `hashes`. Takes some two
/// thirds of the time that one after the other takes, where the processor can work on two at once.
void sha256d_each(std::span<const byte_view> messages, std::span<hash256> hashes);

/// `sha256d` of each two neighbours of `row` joined: `parents[i]` is that of `row[2 i]` and
/// `row[2 i + 1]`. There are half as many of them, and they may overwrite the row's own beginning.
void sha256d_pairs(std::span<const hash256> row, std::span<hash256> parents);

/// Hashes what is put into it piece by piece, so that a transaction is named without being written
/// down first. Has the shape of a byte sink of the wire floor. Allocates nothing.
class sha256_hasher {
public:
    void put(byte_view data);

    /// SHA-256 of everything put so far; begins anew.
    [[nodiscard]] hash256 finish();

    /// SHA-256 of the SHA-256 of everything put so far; begins anew.
    [[nodiscard]] hash256 finish_twice();

private:
    std::array<std::uint32_t, 8> state_ = initial;
    std::uint64_t size_ = 0;
    std::array<std::uint8_t, 64> partial_;  // of the last block, as much as came

    static constexpr std::array<std::uint32_t, 8> initial{
        0x6a09e667,
        0xbb67ae85,
        0x3c6ef372,
        0xa54ff53a,
        0x510e527f,
        0x9b05688c,
        0x1f83d9ab,
        0x5be0cd19};
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
