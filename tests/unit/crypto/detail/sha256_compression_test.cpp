/// Each way to hash blocks, beside the others: this machine uses one of them only.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/crypto/detail/sha256_compression.hpp>

#include <gtest/gtest.h>

namespace bitpeer::crypto::detail {
namespace {

bytes noise(std::size_t blocks, std::uint32_t seed) {
    bytes made(blocks * sha256_block);
    for (auto& byte : made) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return made;
}

// FIPS 180-4's first example: "abc", padded.
void gives_the_published_state(const sha256_compression& way) {
    bytes block(sha256_block);
    block[0] = 'a';
    block[1] = 'b';
    block[2] = 'c';
    block[3] = 0x80;
    block[63] = 24;
    auto state = sha256_initial;
    way.one(state, block.data(), 1);
    const sha256_state expected{
        0xba7816bf,
        0x8f01cfea,
        0x414140de,
        0x5dae2223,
        0xb00361a3,
        0x96177a9c,
        0xb410ff61,
        0xf20015ad};
    EXPECT_EQ(state, expected);
}

TEST(sha256_compression, of_openssl_gives_the_published_state) {
    gives_the_published_state(sha256_of_openssl());
}

TEST(sha256_compression, of_x86_gives_the_published_state) {
    const auto* way = sha256_of_x86();
    if (way == nullptr) GTEST_SKIP() << "this processor has no SHA extensions";
    gives_the_published_state(*way);
}

TEST(sha256_compression, of_x86_is_the_same_as_openssls) {
    const auto* way = sha256_of_x86();
    if (way == nullptr) GTEST_SKIP() << "this processor has no SHA extensions";
    for (std::size_t count = 0; count < 30; ++count) {
        const auto blocks = noise(count, static_cast<std::uint32_t>(count));
        auto ours = sha256_initial;
        auto theirs = sha256_initial;
        way->one(ours, blocks.data(), count);
        sha256_of_openssl().one(theirs, blocks.data(), count);
        EXPECT_EQ(ours, theirs) << count;
    }
}

void takes_two_as_one_after_the_other(const sha256_compression& way) {
    for (std::size_t count = 0; count < 30; ++count) {
        const auto of_first = noise(count, 7);
        const auto of_second = noise(count, 8);
        auto first = sha256_initial;
        auto second = sha256_initial;
        second[3] ^= 1;
        auto expected_first = first;
        auto expected_second = second;
        way.two(first, of_first.data(), second, of_second.data(), count);
        way.one(expected_first, of_first.data(), count);
        way.one(expected_second, of_second.data(), count);
        EXPECT_EQ(first, expected_first) << count;
        EXPECT_EQ(second, expected_second) << count;
    }
}

TEST(sha256_compression, of_openssl_takes_two_as_one_after_the_other) {
    takes_two_as_one_after_the_other(sha256_of_openssl());
}

TEST(sha256_compression, of_x86_takes_two_as_one_after_the_other) {
    const auto* way = sha256_of_x86();
    if (way == nullptr) GTEST_SKIP() << "this processor has no SHA extensions";
    takes_two_as_one_after_the_other(*way);
}

}  // namespace
}  // namespace bitpeer::crypto::detail
