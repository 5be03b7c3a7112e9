#pragma once
/// ChaCha20-Poly1305 (RFC 8439): bytes that only those with the key can read or make.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace bitpeer::crypto {

/// 96 bits that must never come twice under one key. On the wire both numbers are little endian.
struct chacha20_nonce {
    std::uint32_t first = 0;
    std::uint64_t second = 0;

    [[nodiscard]] std::array<std::uint8_t, 12> bytes() const;
};

/// The cipher under one key at a time. Long texts are OpenSSL's; for short ones its calls cost
/// several times what the cipher does, so those are sealed here, and what hides them is made at
/// once for as many nonces that follow on each other as 16 blocks are enough for
/// (docs/decisions/0013). Not thread-safe.
class chacha20_poly1305 {
public:
    static constexpr std::size_t tag_size = 16;

    /// Up to this size a text is short.
    static constexpr std::size_t short_max = 15 * 64;  // with the tag's key 16 blocks

    explicit chacha20_poly1305(const secret<32>& key) { set_key(key); }

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

    /// The same for a text that arrives piece by piece: first this, then each piece in its order,
    /// which is decrypted where it lies, and at last the tag. Only then may anything of it be
    /// believed. Nothing else may be asked of this object meanwhile.
    void begin_open(const chacha20_nonce& nonce, byte_view additional);
    void open_piece(byte_span piece);
    /// Whether all of it is genuine.
    [[nodiscard]] bool finish_open(std::span<const std::uint8_t, tag_size> tag);

    /// The first 32 bytes that a text under `nonce` would be XORed with.
    [[nodiscard]] secret<32> keystream(const chacha20_nonce& nonce);

private:
    struct free_context {
        void operator()(void* context) const;
    };
    enum class way { open, seal };

    void begin(const chacha20_nonce& nonce, way which, byte_view additional);
    void seal_long(
        const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
        byte_span to
    );
    [[nodiscard]] bool open_long(
        const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
    );
    /// What a text of `size` bytes, a short one, is hidden by: a block for the tag's key, then as
    /// many as the text has. It stays until the next one is asked for.
    [[nodiscard]] const std::uint8_t* stream_for(const chacha20_nonce& nonce, std::size_t size);

    secret<32> key_;
    /// `blocks_of_each_` blocks for each of `nonces_ahead_` nonces from `ahead_from_` on.
    secret<64 + short_max> ahead_;
    chacha20_nonce ahead_from_;
    std::uint32_t nonces_ahead_ = 0;
    std::uint32_t blocks_of_each_ = 0;
    /// Made for the first long text, and again and again used: making one is dear.
    std::unique_ptr<void, free_context> context_;
    bool context_has_key_ = false;
};

}  // namespace bitpeer::crypto
