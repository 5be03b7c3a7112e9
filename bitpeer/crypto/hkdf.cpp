#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/hkdf.hpp>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstdint>
#include <initializer_list>
#include <memory>

namespace bitpeer::crypto {

namespace {

struct free_context {
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

using context_ptr = std::unique_ptr<EVP_MAC_CTX, free_context>;

/// Made once and copied, since looking up the algorithms costs more than the rest. It has no key.
const EVP_MAC_CTX* fresh_context() {
    static const auto made = [] {
        EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
        ensure(algorithm != nullptr);
        EVP_MAC_CTX* const context = EVP_MAC_CTX_new(algorithm);
        EVP_MAC_free(algorithm);
        ensure(context != nullptr);
        char digest[] = "SHA256";
        const OSSL_PARAM parameters[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
            OSSL_PARAM_construct_end(),
        };
        ensure(EVP_MAC_CTX_set_params(context, parameters) == 1);
        return context;
    }();
    return made;
}

/// HMAC-SHA256 of the parts, one behind the other. The context wipes itself when it is freed.
secret<32> hmac_sha256(byte_view key, std::initializer_list<byte_view> parts) {
    const context_ptr context(EVP_MAC_CTX_dup(fresh_context()));
    ensure(context != nullptr);
    // Without a key OpenSSL would want one that was set before; an empty one is zeros to HMAC.
    static constexpr std::uint8_t zeros[1]{};
    if (key.empty()) key = zeros;
    ensure(EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) == 1);
    for (const auto part : parts) {
        ensure(EVP_MAC_update(context.get(), part.data(), part.size()) == 1);
    }
    secret<32> code;
    std::size_t size = 0;
    ensure(EVP_MAC_final(context.get(), code.data(), &size, code.size()) == 1);
    ensure(size == code.size());
    return code;
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
