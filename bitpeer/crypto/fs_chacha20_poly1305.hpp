#pragma once
/// FSChaCha20Poly1305 (BIP324): an authenticated cipher that forgets. Seals packets.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/chacha20_poly1305.hpp>
#include <bitpeer/crypto/fs_chacha20.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace bitpeer::crypto {

/// One direction of a connection: each packet has the next nonce, so packets can neither be
/// repeated nor exchanged. After `rekey_interval` packets the key is replaced by one that is made
/// from it, and nothing can be told any more of what went before. Not thread-safe.
class fs_chacha20_poly1305 {
public:
    static constexpr std::size_t tag_size = chacha20_poly1305::tag_size;

    explicit fs_chacha20_poly1305(
        const secret<32>& key, std::uint32_t rekey_interval = bip324_rekey_interval
    )
        : cipher_(key), rekey_interval_(rekey_interval) {}

    /// As `chacha20_poly1305::seal`.
    void seal(byte_view additional, byte_view first, byte_view second, byte_span to);

    /// As `chacha20_poly1305::open`. A packet that is not genuine takes its nonce with it.
    [[nodiscard]] bool open(byte_view additional, byte_view sealed, byte_span to);

    /// As those of `chacha20_poly1305`: the next packet, while it arrives.
    void begin_open(byte_view additional) { cipher_.begin_open(nonce(), additional); }
    void open_piece(byte_span piece) { cipher_.open_piece(piece); }
    [[nodiscard]] bool finish_open(std::span<const std::uint8_t, tag_size> tag);

private:
    [[nodiscard]] chacha20_nonce nonce() const { return {packets_, keys_before_}; }
    void next_packet();

    chacha20_poly1305 cipher_;
    std::uint32_t rekey_interval_;
    std::uint32_t packets_ = 0;
    std::uint64_t keys_before_ = 0;
};

}  // namespace bitpeer::crypto
