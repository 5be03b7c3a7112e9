#pragma once
/// Packets of an encrypted connection (BIP324): the length of the contents in 3 bytes, encrypted by
/// itself, then a header of one byte and the contents, sealed.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/fs_chacha20.hpp>
#include <bitpeer/crypto/fs_chacha20_poly1305.hpp>
#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/transport/v2_keys.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace bitpeer::transport {

/// A packet is that much longer than its contents.
inline constexpr std::size_t packet_length_size = 3;
inline constexpr std::size_t packet_header_size = 1;
inline constexpr std::size_t packet_tag_size = crypto::fs_chacha20_poly1305::tag_size;
inline constexpr std::size_t packet_overhead =
    packet_length_size + packet_header_size + packet_tag_size;

/// More contents than this no length can tell.
inline constexpr std::size_t packet_contents_max = (1U << 24) - 1;

/// What the receiver does with a packet: `decoy` is the header's "ignore" bit.
enum class packet_kind : std::uint8_t { genuine, decoy };

/// The sending side of one direction.
class packet_sealer {
public:
    explicit packet_sealer(const v2_direction& keys)
        : lengths_(keys.length_key), packets_(keys.packet_key) {}

    /// Writes the next packet to `to`, which has the size of both parts of the contents and the
    /// overhead. `additional` is vouched for.
    void seal(
        packet_kind kind, byte_view additional, byte_view first, byte_view second, byte_span to
    );

private:
    crypto::fs_chacha20 lengths_;
    crypto::fs_chacha20_poly1305 packets_;
};

/// The receiving side of one direction.
class packet_opener {
public:
    explicit packet_opener(const v2_direction& keys)
        : lengths_(keys.length_key), packets_(keys.packet_key) {}

    /// How many bytes of contents the next packet has. Nobody vouches for it yet. Once a packet.
    [[nodiscard]] std::size_t length(std::span<const std::uint8_t, packet_length_size> encrypted);

    /// Decrypts `sealed`, which is the rest of the packet, to `to`: the header and the contents,
    /// that is all but the tag. They may begin at the same place. Nothing when the packet is not
    /// genuine.
    [[nodiscard]] std::optional<packet_kind> open(
        byte_view additional, byte_view sealed, byte_span to
    );

    /// The same for a packet that arrives piece by piece: each is decrypted where it lies, all but
    /// the tag. Only `finish` tells whether any of it means anything; `opened` is the whole packet.
    void begin(byte_view additional) { packets_.begin_open(additional); }
    void piece(byte_span sealed) { packets_.open_piece(sealed); }
    [[nodiscard]] std::optional<packet_kind> finish(byte_view opened);

private:
    crypto::fs_chacha20 lengths_;
    crypto::fs_chacha20_poly1305 packets_;
};

}  // namespace bitpeer::transport
