#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/chacha20_poly1305.hpp>
#include <bitpeer/crypto/detail/chacha20_blocks.hpp>
#include <bitpeer/crypto/detail/poly1305.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstring>

namespace bitpeer::crypto {

namespace {

const EVP_CIPHER* algorithm() {
    static const EVP_CIPHER* const fetched =
        EVP_CIPHER_fetch(nullptr, "ChaCha20-Poly1305", nullptr);
    ensure(fetched != nullptr);
    return fetched;
}

EVP_CIPHER_CTX* of(void* context) { return static_cast<EVP_CIPHER_CTX*>(context); }

/// Passes `from` through the cipher; to nowhere when it is additional data.
void pass(void* context, byte_view from, std::uint8_t* to) {
    if (from.empty()) return;
    int size = 0;
    ensure(
        EVP_CipherUpdate(of(context), to, &size, from.data(), static_cast<int>(from.size())) == 1
    );
    ensure(static_cast<std::size_t>(size) == from.size());
}

constexpr auto block_size = detail::chacha20_block_size;

detail::chacha20_key span_of(const secret<32>& key) { return key.view().first<32>(); }

detail::chacha20_place place_of(const chacha20_nonce& nonce, std::uint32_t block) {
    return {
        block,
        nonce.first,
        static_cast<std::uint32_t>(nonce.second),
        static_cast<std::uint32_t>(nonce.second >> 32)};
}

/// `count` blocks, 4 or 8 of them, from `block` on.
void make_blocks(
    const secret<32>& key, const chacha20_nonce& nonce, std::uint32_t block, std::size_t count,
    std::uint8_t* to
) {
    std::array<detail::chacha20_place, 8> places;
    for (std::uint32_t i = 0; i < count; ++i) places[i] = place_of(nonce, block + i);
    detail::chacha20_blocks(span_of(key), std::span(places).first(count), {to, count * block_size});
}

void combine(
    const std::uint8_t* from, const std::uint8_t* stream, std::uint8_t* to, std::size_t size
) {
    for (; size >= 8; size -= 8, from += 8, stream += 8, to += 8) {
        std::uint64_t text;
        std::uint64_t hiding;
        std::memcpy(&text, from, 8);
        std::memcpy(&hiding, stream, 8);
        text ^= hiding;
        std::memcpy(to, &text, 8);
    }
    for (std::size_t i = 0; i < size; ++i) to[i] = from[i] ^ stream[i];
}

}  // namespace

/// What hides a short text under one nonce.
class chacha20_poly1305::short_text {
public:
    short_text(chacha20_poly1305& cipher, const chacha20_nonce& nonce, std::size_t size)
        : blocks_(cipher.first_blocks(nonce)) {
        if (size <= block_size) return;
        rest_made_ = size - block_size <= 4 * block_size ? 4 : 8;
        make_blocks(cipher.key_, nonce, 2, rest_made_, rest_.data());
    }
    ~short_text() { wipe({rest_.data(), rest_made_ * block_size}); }
    short_text(const short_text&) = delete;
    short_text& operator=(const short_text&) = delete;

    /// The part of the text that begins at `at`.
    void crypt(byte_view from, std::uint8_t* to, std::size_t at) const {
        auto* source = from.data();
        auto size = from.size();
        if (at < block_size) {
            const auto here = std::min(size, block_size - at);
            combine(source, blocks_ + block_size + at, to, here);
            source += here;
            to += here;
            size -= here;
            at = block_size;
        }
        if (size > 0) combine(source, rest_.data() + (at - block_size), to, size);
    }

    [[nodiscard]] std::array<std::uint8_t, tag_size> tag(byte_view additional, byte_view encrypted)
        const {
        detail::poly1305 code(std::span<const std::uint8_t, 32>(blocks_, 32));
        std::array<std::uint8_t, 16> sizes;
        store_le(sizes.data(), std::uint64_t{additional.size()});
        store_le(sizes.data() + 8, std::uint64_t{encrypted.size()});
        code.put_padded(additional);
        code.put_padded(encrypted);
        code.put_padded(sizes);
        return code.tag();
    }

private:
    const std::uint8_t* blocks_;
    std::size_t rest_made_ = 0;
    std::array<std::uint8_t, short_max - block_size> rest_;  // NOLINT: as far as it is made
};

std::array<std::uint8_t, 12> chacha20_nonce::bytes() const {
    std::array<std::uint8_t, 12> joined;
    store_le(joined.data(), first);
    store_le(joined.data() + 4, second);
    return joined;
}

void chacha20_poly1305::free_context::operator()(void* context) const {
    EVP_CIPHER_CTX_free(of(context));  // wipes the key in it
}

void chacha20_poly1305::set_key(const secret<32>& key) {
    std::copy_n(key.data(), key.size(), key_.data());
    if (ahead_from_) wipe(ahead_.span());
    ahead_from_.reset();
    // What a context has of the old key must go, too.
    if (context_has_key_) context_.reset();
    context_has_key_ = false;
}

const std::uint8_t* chacha20_poly1305::first_blocks(const chacha20_nonce& nonce) {
    const auto ahead = ahead_from_ ? nonce.first - ahead_from_->first : nonces_ahead;
    if (ahead < nonces_ahead && nonce.second == ahead_from_->second) {
        return ahead_.data() + ahead * ahead_of_each;
    }
    std::array<detail::chacha20_place, 2 * nonces_ahead> places;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        places[i] = place_of({nonce.first + i / 2, nonce.second}, i % 2);
    }
    detail::chacha20_blocks(span_of(key_), places, ahead_.span());
    ahead_from_ = nonce;
    return ahead_.data();
}

void chacha20_poly1305::seal(
    const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
    byte_span to
) {
    const auto size = first.size() + second.size();
    ensure(to.size() == size + tag_size);
    if (size > short_max) return seal_long(nonce, additional, first, second, to);
    const short_text hidden(*this, nonce, size);
    hidden.crypt(first, to.data(), 0);
    hidden.crypt(second, to.data() + first.size(), first.size());
    std::ranges::copy(
        hidden.tag(additional, to.first(size)), to.begin() + static_cast<std::ptrdiff_t>(size)
    );
}

bool chacha20_poly1305::open(
    const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
) {
    ensure(sealed.size() == to.size() + tag_size);
    if (to.size() > short_max) return open_long(nonce, additional, sealed, to);
    const short_text hidden(*this, nonce, to.size());
    const auto encrypted = sealed.first(to.size());
    const auto tag = hidden.tag(additional, encrypted);
    if (CRYPTO_memcmp(tag.data(), sealed.data() + to.size(), tag_size) != 0) return false;
    hidden.crypt(encrypted, to.data(), 0);
    return true;
}

secret<32> chacha20_poly1305::keystream(const chacha20_nonce& nonce) {
    secret<4 * block_size> blocks;
    make_blocks(key_, nonce, 1, 4, blocks.data());
    return secret<32>(blocks.view().first(32));
}

// Long texts.

void chacha20_poly1305::begin(const chacha20_nonce& nonce, way which, byte_view additional) {
    const int encrypt = which == way::seal ? 1 : 0;
    if (!context_) {
        context_.reset(EVP_CIPHER_CTX_new());
        ensure(context_ != nullptr);
        ensure(
            EVP_CipherInit_ex2(
                of(context_.get()), algorithm(), nullptr, nullptr, encrypt, nullptr
            ) == 1
        );
    }
    const auto iv = nonce.bytes();
    const auto* key = context_has_key_ ? nullptr : key_.data();
    ensure(EVP_CipherInit_ex2(of(context_.get()), nullptr, key, iv.data(), encrypt, nullptr) == 1);
    context_has_key_ = true;
    pass(context_.get(), additional, nullptr);
}

void chacha20_poly1305::seal_long(
    const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
    byte_span to
) {
    const auto size = first.size() + second.size();
    begin(nonce, way::seal, additional);
    pass(context_.get(), first, to.data());
    pass(context_.get(), second, to.data() + first.size());
    int none = 0;
    auto* context = of(context_.get());
    ensure(EVP_CipherFinal_ex(context, to.data() + size, &none) == 1 && none == 0);
    ensure(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, to.data() + size) == 1);
}

bool chacha20_poly1305::open_long(
    const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
) {
    begin_open(nonce, additional);
    pass(context_.get(), sealed.first(to.size()), to.data());
    return finish_open(sealed.last<tag_size>());
}

void chacha20_poly1305::begin_open(const chacha20_nonce& nonce, byte_view additional) {
    begin(nonce, way::open, additional);
}

void chacha20_poly1305::open_piece(byte_span piece) { pass(context_.get(), piece, piece.data()); }

bool chacha20_poly1305::finish_open(std::span<const std::uint8_t, tag_size> tag) {
    auto* context = of(context_.get());
    // OpenSSL only reads the tag, whatever the type says.
    auto* expected = const_cast<std::uint8_t*>(tag.data());
    ensure(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, expected) == 1);
    int none = 0;
    std::uint8_t nowhere[tag_size];
    return EVP_CipherFinal_ex(context, nowhere, &none) == 1;
}

}  // namespace bitpeer::crypto
