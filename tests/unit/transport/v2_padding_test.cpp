#include <bitpeer/transport/v2_padding.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <set>

namespace bitpeer::transport {
namespace {

TEST(random_garbage, has_any_allowed_size) {
    test::splitmix64 chance(1);
    const auto garbage = random_garbage(2, 5);
    std::set<std::size_t> sizes;
    for (int i = 0; i < 200; ++i) sizes.insert(garbage(chance).size());
    EXPECT_EQ(sizes, (std::set<std::size_t>{2, 3, 4, 5}));
}

TEST(random_garbage, is_at_most_what_the_bip_allows) {
    test::splitmix64 chance(1);
    EXPECT_EQ(random_garbage(5000, 6000)(chance).size(), 4095U);
    EXPECT_EQ(random_garbage(0, 0)(chance).size(), 0U);
    EXPECT_EQ(random_garbage(10, 3)(chance).size(), 3U);
    std::size_t largest = 0;
    for (int i = 0; i < 3000; ++i) largest = std::max(largest, random_garbage()(chance).size());
    EXPECT_GT(largest, 4000U);
    EXPECT_LE(largest, 4095U);
}

TEST(random_garbage, is_random) {
    test::splitmix64 chance(1);
    const auto garbage = random_garbage(32, 32);
    EXPECT_NE(garbage(chance), garbage(chance));
}

TEST(decoys_at_rate, take_their_turn) {
    test::splitmix64 chance(1);
    const auto decoy = decoys_at_rate(3, 40);
    const std::optional<std::size_t> none;
    for (int round = 0; round < 3; ++round) {
        EXPECT_EQ(decoy(0, chance), 40U);
        EXPECT_EQ(decoy(0, chance), none);
        EXPECT_EQ(decoy(0, chance), none);
    }
    EXPECT_FALSE(decoys_at_rate(0, 40));
}

TEST(usual_padding, has_garbage_and_no_decoys) {
    EXPECT_TRUE(usual_padding().garbage);
    EXPECT_FALSE(usual_padding().decoy);
    test::splitmix64 chance(1);
    const auto padding = usual_padding();
    for (int i = 0; i < 20'000; ++i) {
        ASSERT_LE(padding.garbage(chance).size(), 4094U) << "btcd does not find the end of 4095";
    }
}

}  // namespace
}  // namespace bitpeer::transport
