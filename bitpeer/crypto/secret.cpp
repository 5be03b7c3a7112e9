#include <bitpeer/crypto/secret.hpp>

#include <openssl/crypto.h>

namespace bitpeer::crypto {

void wipe(byte_span data) noexcept { OPENSSL_cleanse(data.data(), data.size()); }

}  // namespace bitpeer::crypto
