#include <bitpeer/crypto/fs_chacha20_poly1305.hpp>

namespace bitpeer::crypto {

void fs_chacha20_poly1305::seal(
    byte_view additional, byte_view first, byte_view second, byte_span to
) {
    cipher_.seal(nonce(), additional, first, second, to);
    next_packet();
}

bool fs_chacha20_poly1305::open(byte_view additional, byte_view sealed, byte_span to) {
    const bool genuine = cipher_.open(nonce(), additional, sealed, to);
    next_packet();
    return genuine;
}

bool fs_chacha20_poly1305::finish_open(std::span<const std::uint8_t, tag_size> tag) {
    const bool genuine = cipher_.finish_open(tag);
    next_packet();
    return genuine;
}

void fs_chacha20_poly1305::next_packet() {
    if (++packets_ < rekey_interval_) return;
    cipher_.set_key(cipher_.keystream({0xffffffff, keys_before_}));
    packets_ = 0;
    ++keys_before_;
}

}  // namespace bitpeer::crypto
