#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/fs_chacha20.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace bitpeer::crypto {

namespace {

const EVP_CIPHER* algorithm() {
    static const EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "ChaCha20", nullptr);
    ensure(fetched != nullptr);
    return fetched;
}

struct free_context {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// What 224 lengths of 3 bytes and the next key take: one call of OpenSSL for each key.
constexpr std::size_t ahead = 224 * 3 + 32;

}  // namespace

struct fs_chacha20::stream {
    stream(const secret<32>& key, std::uint32_t interval)
        : context(EVP_CIPHER_CTX_new()), rekey_interval(interval) {
        ensure(context != nullptr && interval > 0);
        ensure(EVP_CipherInit_ex2(context.get(), algorithm(), nullptr, nullptr, 1, nullptr) == 1);
        begin(key);
    }

    /// The block counter, 32 zero bits, and how many keys there were before.
    void begin(const secret<32>& key) {
        std::array<std::uint8_t, 16> start{};
        store_le(start.data() + 8, keys_before);
        ensure(
            EVP_CipherInit_ex2(context.get(), nullptr, key.data(), start.data(), 1, nullptr) == 1
        );
        used = ready.size();
        chunks = 0;
    }

    void refill() {
        static constexpr std::array<std::uint8_t, ahead> zeros{};
        int size = 0;
        ensure(
            EVP_CipherUpdate(
                context.get(), ready.data(), &size, zeros.data(), static_cast<int>(ahead)
            ) == 1
        );
        used = 0;
    }

    void xor_into(byte_span data) {
        for (auto& byte : data) {
            if (used == ready.size()) refill();
            byte ^= ready.data()[used++];
        }
    }

    void crypt(byte_span chunk) {
        xor_into(chunk);
        if (++chunks < rekey_interval) return;
        secret<32> next;
        xor_into(next.span());
        ++keys_before;
        begin(next);
    }

    std::unique_ptr<EVP_CIPHER_CTX, free_context> context;
    secret<ahead> ready;
    std::size_t used = ahead;
    std::uint64_t keys_before = 0;
    std::uint32_t chunks = 0;
    std::uint32_t rekey_interval;
};

fs_chacha20::fs_chacha20(const secret<32>& key, std::uint32_t rekey_interval)
    : stream_(std::make_unique<stream>(key, rekey_interval)) {}
fs_chacha20::~fs_chacha20() = default;
fs_chacha20::fs_chacha20(fs_chacha20&&) noexcept = default;
fs_chacha20& fs_chacha20::operator=(fs_chacha20&&) noexcept = default;

void fs_chacha20::crypt(byte_span chunk) { stream_->crypt(chunk); }

}  // namespace bitpeer::crypto
