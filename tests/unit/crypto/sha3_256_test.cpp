#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha3_256.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace bitpeer::crypto {
namespace {

std::string hashed(std::string_view text) {
    return to_hex(sha3_256(bytes(text.begin(), text.end())).bytes);
}

// NIST's examples for FIPS 202 and the messages of its page on secure hashing.
TEST(sha3_256, gives_the_published_results) {
    EXPECT_EQ(hashed(""), "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
    EXPECT_EQ(hashed("abc"), "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
    EXPECT_EQ(
        hashed("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        "41c0dba2a9d6240849100376a8235e2c82e1b9998a999e21db32dd97496d3376"
    );
    EXPECT_EQ(
        hashed("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
               "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
        "916f6061fe879741ca6469b43971dfdb28b1a32dc36cb3254e812be27aad1d18"
    );
    EXPECT_EQ(
        to_hex(sha3_256(bytes(200, 0xa3)).bytes),
        "79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787"
    );
    EXPECT_EQ(
        to_hex(sha3_256(bytes(1'000'000, 'a')).bytes),
        "5c8875ae474a3634ba4fd55ec85bffd661f32aca75c6d699d0cdcb6c115891c1"
    );
}

TEST(sha3_256, is_not_keccak_256) {
    EXPECT_NE(hashed(""), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
}

}  // namespace
}  // namespace bitpeer::crypto
