/// Wycheproof's edge cases of ECDH on secp256k1.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::crypto {
namespace {

/// What stands before an uncompressed point of this curve (X.509, DER).
const auto before_point = "3056301006072a8648ce3d020106052b8104000a034200"
                          "04";

/// The last 32 bytes of a number that may be shorter or have zeros in front.
bytes number32(const std::string& hex) {
    auto number = from_hex(hex).value();
    while (number.size() < 32) number.insert(number.begin(), 0);
    while (number.size() > 32 && number.front() == 0) number.erase(number.begin());
    return number;
}

TEST(x_only_ecdh, agrees_with_wycheproof) {
    const auto recorded = test::read_recorded_json("ecdh/ecdh_secp256k1_test.json");
    if (!recorded) GTEST_SKIP() << "no data";
    int valid = 0;
    for (const auto& [unnamed, group] : recorded->get_child("testGroups")) {
        for (const auto& [unused, vector] : group.get_child("tests")) {
            const auto text = vector.get<std::string>("public");
            const auto key = number32(vector.get<std::string>("private"));
            // Compressed, other curves and other mistakes of encoding are not our concern.
            if (vector.get<std::string>("result") != "valid") continue;
            if (!text.starts_with(before_point) || key.size() != 32) continue;
            const auto point = from_hex(text).value();
            const auto x = byte_view(point).last<64>().first<32>();
            const auto product = x_only_ecdh(secret<32>(key), x);
            ASSERT_TRUE(product.has_value()) << vector.get<std::string>("comment");
            EXPECT_EQ(to_hex(product->view()), vector.get<std::string>("shared"))
                << vector.get<std::string>("comment");
            ++valid;
        }
    }
    EXPECT_GT(valid, 400);
}

TEST(x_only_ecdh, refuses_an_x_that_no_point_has) {
    const secret<32> key(bytes(32, 1));
    std::array<std::uint8_t, 32> x{};
    x[31] = 5;  // 5^3 + 7 = 132 is no square
    EXPECT_FALSE(x_only_ecdh(key, x).has_value());
    x.fill(0xff);  // not below p
    EXPECT_FALSE(x_only_ecdh(key, x).has_value());
}

}  // namespace
}  // namespace bitpeer::crypto
