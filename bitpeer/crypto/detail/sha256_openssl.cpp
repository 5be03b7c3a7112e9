// The digest interface of OpenSSL 3 costs more per call than a small message's hash does. The one
// before it does not; it is deprecated, and there.
#define OPENSSL_API_COMPAT 0x10100000L

#include <bitpeer/crypto/detail/sha256_compression.hpp>

#include <openssl/sha.h>

#include <algorithm>

namespace bitpeer::crypto::detail {

namespace {

void one(sha256_state& state, const std::uint8_t* blocks, std::size_t count) {
    SHA256_CTX context{};
    context.md_len = SHA256_DIGEST_LENGTH;
    std::copy(state.begin(), state.end(), context.h);
    SHA256_Update(&context, blocks, count * sha256_block);
    std::copy_n(context.h, state.size(), state.begin());
}

void two(
    sha256_state& first, const std::uint8_t* blocks_of_first, sha256_state& second,
    const std::uint8_t* blocks_of_second, std::size_t count
) {
    one(first, blocks_of_first, count);
    one(second, blocks_of_second, count);
}

}  // namespace

const sha256_compression& sha256_of_openssl() {
    static constexpr sha256_compression way{&one, &two};
    return way;
}

const sha256_compression& sha256_of_this_machine() {
    static const auto& chosen = sha256_of_x86() != nullptr ? *sha256_of_x86() : sha256_of_openssl();
    return chosen;
}

}  // namespace bitpeer::crypto::detail
