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

/// RFC 8439, 2.8: `key` is the stream's first 32 bytes.
std::array<std::uint8_t, chacha20_poly1305::tag_size> tag_of(
    const std::uint8_t* key, byte_view additional, byte_view encrypted
) {
    detail::poly1305 code(std::span<const std::uint8_t, 32>(key, 32));
    std::array<std::uint8_t, 16> sizes;
    store_le(sizes.data(), std::uint64_t{additional.size()});
    store_le(sizes.data() + 8, std::uint64_t{encrypted.size()});
    code.put_padded(additional);
    code.put_padded(encrypted);
    code.put_padded(sizes);
    return code.tag();
}

}  // namespace

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
    if (nonces_ahead_ > 0) wipe(ahead_.span());
    nonces_ahead_ = 0;
    // What a context has of the old key must go, too.
    if (context_has_key_) context_.reset();
    context_has_key_ = false;
}

const std::uint8_t* chacha20_poly1305::stream_for(const chacha20_nonce& nonce, std::size_t size) {
    const auto needed = static_cast<std::uint32_t>(1 + (size + block_size - 1) / block_size);
    const auto ahead = nonce.first - ahead_from_.first;
    const bool there = ahead < nonces_ahead_ && nonce.second == ahead_from_.second;
    if (there && needed <= blocks_of_each_) {
        return ahead_.data() + ahead * blocks_of_each_ * block_size;
    }
    constexpr std::uint32_t most = detail::chacha20_blocks_max;
    static_assert(decltype(ahead_)::size() == most * block_size);
    const auto nonces = most / needed;
    // Where there is one only, no more than it needs, in steps of four.
    const auto each = nonces > 1 ? most / nonces : (needed + 3) / 4 * 4;
    const auto count = (nonces * each + 3) / 4 * 4;
    std::array<detail::chacha20_place, most> places;  // NOLINT: as many as there are blocks
    for (std::uint32_t i = 0; i < count; ++i) {
        places[i] = place_of({nonce.first + i / each, nonce.second}, i % each);
    }
    detail::chacha20_blocks(
        span_of(key_), std::span(places).first(count), ahead_.span().first(count * block_size)
    );
    ahead_from_ = nonce;
    nonces_ahead_ = nonces;
    blocks_of_each_ = each;
    return ahead_.data();
}

void chacha20_poly1305::seal(
    const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
    byte_span to
) {
    const auto size = first.size() + second.size();
    ensure(to.size() == size + tag_size);
    if (size > short_max) return seal_long(nonce, additional, first, second, to);
    const auto* stream = stream_for(nonce, size);
    const auto* hiding = stream + block_size;
    combine(first.data(), hiding, to.data(), first.size());
    combine(second.data(), hiding + first.size(), to.data() + first.size(), second.size());
    const auto tag = tag_of(stream, additional, to.first(size));
    std::ranges::copy(tag, to.begin() + static_cast<std::ptrdiff_t>(size));
}

bool chacha20_poly1305::open(
    const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
) {
    ensure(sealed.size() == to.size() + tag_size);
    if (to.size() > short_max) return open_long(nonce, additional, sealed, to);
    const auto* stream = stream_for(nonce, to.size());
    const auto encrypted = sealed.first(to.size());
    const auto tag = tag_of(stream, additional, encrypted);
    if (CRYPTO_memcmp(tag.data(), sealed.data() + to.size(), tag_size) != 0) return false;
    combine(encrypted.data(), stream + block_size, to.data(), to.size());
    return true;
}

secret<32> chacha20_poly1305::keystream(const chacha20_nonce& nonce) {
    std::array<detail::chacha20_place, 4> places;
    for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = place_of(nonce, 1 + i);
    secret<4 * block_size> blocks;
    detail::chacha20_blocks(span_of(key_), places, blocks.span());
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
