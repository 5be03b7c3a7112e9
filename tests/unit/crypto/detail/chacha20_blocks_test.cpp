/// All ways to compute blocks give what RFC 8439 and OpenSSL give.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/chacha20_blocks.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace bitpeer::crypto::detail {
namespace {

using raw_key = std::array<std::uint8_t, 32>;

struct free_context {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// What OpenSSL's stream cipher makes of zeros.
bytes expected(const raw_key& key, const std::vector<chacha20_place>& places) {
    const std::unique_ptr<EVP_CIPHER_CTX, free_context> context(EVP_CIPHER_CTX_new());
    bytes blocks;
    for (const auto& place : places) {
        std::array<std::uint8_t, 16> raw_place;
        for (std::size_t i = 0; i < 4; ++i) store_le(raw_place.data() + 4 * i, place[i]);
        EXPECT_EQ(
            EVP_EncryptInit_ex(
                context.get(), EVP_chacha20(), nullptr, key.data(), raw_place.data()
            ),
            1
        );
        const bytes zeros(64);
        bytes block(64);
        int size = 0;
        EXPECT_EQ(EVP_EncryptUpdate(context.get(), block.data(), &size, zeros.data(), 64), 1);
        blocks.insert(blocks.end(), block.begin(), block.end());
    }
    return blocks;
}

bytes computed(const raw_key& key, const std::vector<chacha20_place>& places) {
    bytes blocks(64 * places.size());
    chacha20_blocks(key, places, blocks);
    return blocks;
}

bytes computed_anywhere(const raw_key& key, const std::vector<chacha20_place>& places) {
    bytes blocks(64 * places.size());
    for (std::size_t i = 0; i < places.size(); i += 4) {
        chacha20_four_blocks(key, places.data() + i, blocks.data() + 64 * i);
    }
    return blocks;
}

#if defined(__x86_64__)

/// What is compiled for AVX2 alone is not called any more where there is AVX-512.
bytes computed_with_avx2(const raw_key& key, const std::vector<chacha20_place>& places) {
    bytes blocks(64 * places.size());
    std::size_t i = 0;
    for (; i + 8 <= places.size(); i += 8) {
        chacha20_eight_blocks_avx2(key, places.data() + i, blocks.data() + 64 * i);
    }
    if (i < places.size()) {
        chacha20_four_blocks_avx2(key, places.data() + i, blocks.data() + 64 * i);
    }
    return blocks;
}

#endif

/// RFC 8439, 2.3.2.
TEST(chacha20_blocks, agree_with_the_block_of_the_rfc) {
    raw_key key;
    for (std::uint8_t i = 0; i < 32; ++i) key[i] = i;
    const chacha20_place place{1, 0x09000000, 0x4a000000, 0};
    const auto text = "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
                      "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e";
    for (const std::size_t count : {4U, 8U, 12U, 16U}) {
        const std::vector<chacha20_place> places(count, place);
        std::string all;
        for (std::size_t i = 0; i < count; ++i) all += text;
        EXPECT_EQ(to_hex(computed(key, places)), all);
        EXPECT_EQ(to_hex(computed_anywhere(key, places)), all);
    }
}

TEST(chacha20_blocks, agree_with_openssl_at_any_places) {
    test::splitmix64 chance(1);
    for (int round = 0; round < 300; ++round) {
        raw_key key;
        for (auto& byte : key) byte = static_cast<std::uint8_t>(chance.next());
        std::vector<chacha20_place> places(4 + 4 * (static_cast<std::size_t>(round) % 4));
        for (auto& place : places) {
            for (auto& word : place) word = static_cast<std::uint32_t>(chance.next());
            if (round % 7 == 0) place[0] = 0xffffffff;
        }
        const auto right = expected(key, places);
        ASSERT_EQ(to_hex(computed(key, places)), to_hex(right));
        ASSERT_EQ(to_hex(computed_anywhere(key, places)), to_hex(right));
#if defined(__x86_64__)
        if (__builtin_cpu_supports("avx2") != 0) {
            ASSERT_EQ(to_hex(computed_with_avx2(key, places)), to_hex(right));
        }
#endif
    }
}

}  // namespace
}  // namespace bitpeer::crypto::detail
