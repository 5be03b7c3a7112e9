#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/crypto/sha256.hpp>

#include <algorithm>
#include <cstdint>
#include <initializer_list>

namespace bitpeer::crypto {

namespace {

constexpr std::size_t block_size = 64;
constexpr std::uint8_t inner_pad = 0x36;
constexpr std::uint8_t outer_pad = 0x5c;

/// SHA-256 that leaves nothing of what it read behind.
class secret_hasher {
public:
    secret_hasher() = default;
    secret_hasher(const secret_hasher&) = delete;
    secret_hasher& operator=(const secret_hasher&) = delete;
    ~secret_hasher() { wipe({reinterpret_cast<std::uint8_t*>(&hasher_), sizeof hasher_}); }

    void put(byte_view data) { hasher_.put(data); }
    /// Begins anew.
    [[nodiscard]] secret<32> finish() {
        auto hash = hasher_.finish();
        secret<32> kept;
        std::ranges::copy(hash.bytes, kept.data());
        wipe(hash.bytes);
        return kept;
    }

private:
    sha256_hasher hasher_;
};

/// HMAC-SHA256 (RFC 2104) of the parts, one behind the other.
secret<32> hmac_sha256(byte_view key, std::initializer_list<byte_view> parts) {
    secret_hasher hasher;
    secret<block_size> pad;
    std::ranges::fill_n(pad.data(), block_size, inner_pad);
    const auto mix_key_in = [&](byte_view bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i) pad.data()[i] ^= bytes[i];
    };
    if (key.size() <= block_size) {
        mix_key_in(key);
    } else {
        hasher.put(key);
        mix_key_in(hasher.finish().view());
    }
    hasher.put(pad.view());
    for (const auto part : parts) hasher.put(part);
    const auto inner = hasher.finish();
    for (std::size_t i = 0; i < block_size; ++i) pad.data()[i] ^= inner_pad ^ outer_pad;
    hasher.put(pad.view());
    hasher.put(inner.view());
    return hasher.finish();
}

}  // namespace

hkdf_sha256::hkdf_sha256(byte_view salt, byte_view key_material)
    : extracted_(hmac_sha256(salt, {key_material})) {}

secret<32> hkdf_sha256::expand(byte_view name) const {
    static constexpr std::uint8_t first_block[] = {1};
    return hmac_sha256(extracted_.view(), {name, first_block});
}

secret<32> hkdf_sha256::expand(std::string_view name) const {
    return expand(byte_view(reinterpret_cast<const std::uint8_t*>(name.data()), name.size()));
}

}  // namespace bitpeer::crypto
