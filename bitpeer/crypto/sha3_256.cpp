#include <bitpeer/base/assert.hpp>
#include <bitpeer/crypto/sha3_256.hpp>

#include <openssl/evp.h>

namespace bitpeer::crypto {

namespace {

/// Looked up once: a look-up costs more than hashing a small message.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA3-256", nullptr);
    ensure(fetched != nullptr);
    return fetched;
}

}  // namespace

hash256 sha3_256(byte_view data) {
    hash256 hash;
    unsigned int size = 0;
    const auto done =
        EVP_Digest(data.data(), data.size(), hash.bytes.data(), &size, algorithm(), nullptr);
    ensure(done == 1 && size == hash.bytes.size());
    return hash;
}

}  // namespace bitpeer::crypto
