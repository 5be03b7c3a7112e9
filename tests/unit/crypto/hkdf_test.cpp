#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/hkdf.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::crypto {
namespace {

/// RFC 5869, appendix A, cut off after 32 bytes.
TEST(hkdf, gives_the_keys_of_the_rfc) {
    const auto vectors = test::read_recorded_json("crypto/chacha_poly_hkdf_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, vector] : vectors->get_child("hkdf_hmac_sha256_l32")) {
        const auto field = [&from = vector](const char* name) {
            return from_hex(from.get<std::string>(name)).value();
        };
        const hkdf_sha256 keys(field("salt"), field("ikm"));
        EXPECT_EQ(to_hex(keys.expand(field("info")).view()), vector.get<std::string>("okm"));
        ++compared;
    }
    EXPECT_EQ(compared, 3);
}

TEST(hkdf, gives_each_name_its_own_key) {
    const hkdf_sha256 keys(bytes{1}, bytes{2});
    EXPECT_EQ(to_hex(keys.expand("a").view()), to_hex(keys.expand(bytes{'a'}).view()));
    EXPECT_NE(to_hex(keys.expand("a").view()), to_hex(keys.expand("b").view()));
    const hkdf_sha256 other_salt(bytes{3}, bytes{2});
    EXPECT_NE(to_hex(keys.expand("a").view()), to_hex(other_salt.expand("a").view()));
}

}  // namespace
}  // namespace bitpeer::crypto
