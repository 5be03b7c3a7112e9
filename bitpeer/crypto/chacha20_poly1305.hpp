#pragma once
/// ChaCha20-Poly1305 (RFC 8439): bytes that only those with the key can read or make.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace bitpeer::crypto {

/// 96 bits that must never come twice under one key. On the wire both numbers are little endian.
struct chacha20_nonce {
    std::uint32_t first = 0;
    std::uint64_t second = 0;

    [[nodiscard]] std::array<std::uint8_t, 12> bytes() const;
};

/// The cipher under one key at a time. Its context is made once and used again for each text, since
/// making one costs more than sealing a small message. Not thread-safe.
class chacha20_poly1305 {
public:
    static constexpr std::size_t tag_size = 16;

    explicit chacha20_poly1305(const secret<32>& key);

    /// Goes on under another key; the old one is wiped.
    void set_key(const secret<32>& key);

    /// Writes the encryption of `first` and, behind it, of `second`, then the tag, to `to`, which
    /// has just that size. `additional` is vouched for, but not part of it. The texts may lie where
    /// their encryption goes.
    void seal(
        const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
        byte_span to
    );

    /// Reads what `seal` wrote: `sealed` ends with the tag, `to` is that much shorter and may begin
    /// at the same place. Whether it is genuine: if not, what is in `to` means nothing. The tag is
    /// compared in constant time. `sealed` has at least a tag's size.
    [[nodiscard]] bool open(
        const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
    );

    /// The first 32 bytes that a text under `nonce` would be XORed with.
    [[nodiscard]] secret<32> keystream(const chacha20_nonce& nonce);

private:
    struct free_context {
        void operator()(void* context) const;
    };
    enum class way { open, seal };

    void begin(const chacha20_nonce& nonce, way which, byte_view additional);

    std::unique_ptr<void, free_context> context_;
};

}  // namespace bitpeer::crypto
