#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/murmur3.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::crypto {
namespace {

// Bitcoin Core's hash_tests: every length of tail, seeds with the highest bit set.
TEST(murmur3_32, gives_the_published_results) {
    const auto data = test::read_recorded_json("hashes/murmur3_siphash.json");
    if (!data) GTEST_SKIP();
    const auto& vectors = data->get_child("murmur3");
    for (const auto& [_, vector] : vectors) {
        const auto input = from_hex(vector.get<std::string>("data")).value();
        const auto seed = vector.get<std::uint32_t>("seed");
        EXPECT_EQ(murmur3_32(input, seed), vector.get<std::uint32_t>("expected"))
            << to_hex(input) << " with seed " << seed;
    }
    EXPECT_EQ(vectors.size(), 14U);
}

TEST(murmur3_32, tells_zeros_of_different_lengths_apart) {
    EXPECT_NE(murmur3_32(bytes(3), 0), murmur3_32(bytes(4), 0));
    EXPECT_NE(murmur3_32(bytes(4), 0), murmur3_32(bytes(5), 0));
}

}  // namespace
}  // namespace bitpeer::crypto
