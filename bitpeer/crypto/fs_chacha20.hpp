#pragma once
/// FSChaCha20 (BIP324): a stream cipher that forgets. Hides the lengths of packets.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace bitpeer::crypto {

/// After so many chunks or packets, the ciphers of BIP324 take a new key.
inline constexpr std::uint32_t bip324_rekey_interval = 224;

/// One keystream of ChaCha20, of which each chunk takes the next bytes. After `rekey_interval`
/// chunks its next 32 bytes become the key of a new stream, and nothing can be told any more of
/// what went before. Not thread-safe; never fails.
class fs_chacha20 {
public:
    explicit fs_chacha20(
        const secret<32>& key, std::uint32_t rekey_interval = bip324_rekey_interval
    );
    ~fs_chacha20();
    fs_chacha20(fs_chacha20&&) noexcept;
    fs_chacha20& operator=(fs_chacha20&&) noexcept;

    /// Encrypts or decrypts one chunk in place, which is the same.
    void crypt(byte_span chunk);

private:
    struct stream;
    std::unique_ptr<stream> stream_;
};

}  // namespace bitpeer::crypto
