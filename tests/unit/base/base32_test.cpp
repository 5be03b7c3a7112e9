#include <bitpeer/base/base32.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

bytes text(std::string_view characters) { return {characters.begin(), characters.end()}; }

TEST(base32, agrees_with_rfc_4648) {
    for (const auto& [data, spelled] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"", ""},
             {"f", "my"},
             {"fo", "mzxq"},
             {"foo", "mzxw6"},
             {"foob", "mzxw6yq"},
             {"fooba", "mzxw6ytb"},
             {"foobar", "mzxw6ytboi"},
         }) {
        EXPECT_EQ(to_base32(text(data)), spelled);
        EXPECT_EQ(from_base32(spelled), text(data));
    }
    EXPECT_EQ(from_base32("MZXW6ytb"), text("fooba"));
}

TEST(base32, is_read_only_in_the_one_spelling_that_is_written) {
    for (const auto* spelled : {"m", "mzx", "mzxw6y", "mz", "my======", "m1", "m8", "m0", "m y"}) {
        EXPECT_FALSE(from_base32(spelled)) << spelled;
    }
}

TEST(base32, of_any_bytes_is_read_back) {
    test::splitmix64 random(1);
    for (int i = 0; i < 2000; ++i) {
        bytes data(random.below(70));
        for (auto& byte : data) byte = static_cast<std::uint8_t>(random.next());
        EXPECT_EQ(from_base32(to_base32(data)), data);
    }
}

}  // namespace
}  // namespace bitpeer
