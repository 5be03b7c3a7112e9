#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/chacha20_poly1305.hpp>

#include <openssl/evp.h>

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

chacha20_poly1305::chacha20_poly1305(const secret<32>& key) : context_(EVP_CIPHER_CTX_new()) {
    ensure(context_ != nullptr);
    ensure(EVP_CipherInit_ex2(of(context_.get()), algorithm(), nullptr, nullptr, 1, nullptr) == 1);
    set_key(key);
}

void chacha20_poly1305::set_key(const secret<32>& key) {
    auto* context = of(context_.get());
    ensure(EVP_CipherInit_ex2(context, nullptr, key.data(), nullptr, -1, nullptr) == 1);
}

void chacha20_poly1305::begin(const chacha20_nonce& nonce, way which, byte_view additional) {
    const auto iv = nonce.bytes();
    const int encrypt = which == way::seal ? 1 : 0;
    ensure(
        EVP_CipherInit_ex2(of(context_.get()), nullptr, nullptr, iv.data(), encrypt, nullptr) == 1
    );
    pass(context_.get(), additional, nullptr);
}

void chacha20_poly1305::seal(
    const chacha20_nonce& nonce, byte_view additional, byte_view first, byte_view second,
    byte_span to
) {
    const auto size = first.size() + second.size();
    ensure(to.size() == size + tag_size);
    begin(nonce, way::seal, additional);
    pass(context_.get(), first, to.data());
    pass(context_.get(), second, to.data() + first.size());
    int none = 0;
    auto* context = of(context_.get());
    ensure(EVP_CipherFinal_ex(context, to.data() + size, &none) == 1 && none == 0);
    ensure(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, to.data() + size) == 1);
}

bool chacha20_poly1305::open(
    const chacha20_nonce& nonce, byte_view additional, byte_view sealed, byte_span to
) {
    ensure(sealed.size() == to.size() + tag_size);
    const auto tag = sealed.last<tag_size>();
    begin(nonce, way::open, additional);
    pass(context_.get(), sealed.first(to.size()), to.data());
    auto* context = of(context_.get());
    // OpenSSL only reads the tag, whatever the type says.
    auto* expected = const_cast<std::uint8_t*>(tag.data());
    ensure(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, expected) == 1);
    int none = 0;
    std::uint8_t nowhere[tag_size];
    return EVP_CipherFinal_ex(context, nowhere, &none) == 1;
}

secret<32> chacha20_poly1305::keystream(const chacha20_nonce& nonce) {
    static constexpr std::array<std::uint8_t, 32> zeros{};
    secret<32> stream;
    begin(nonce, way::seal, {});
    pass(context_.get(), zeros, stream.data());
    return stream;
}

}  // namespace bitpeer::crypto
