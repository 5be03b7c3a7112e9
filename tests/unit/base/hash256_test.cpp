#include <bitpeer/base/hash256.hpp>

#include <gtest/gtest.h>

#include <string>
#include <unordered_set>

namespace bitpeer {
namespace {

constexpr std::string_view genesis_text =
    "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
constexpr auto genesis =
    hash256::literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");

TEST(hash256, is_zero_from_the_start) {
    static_assert(hash256{}.is_zero());
    static_assert(!genesis.is_zero());
}

TEST(hash256, of_one_low_bit_is_not_zero) {
    hash256 hash;
    hash.bytes[31] = 1;
    EXPECT_FALSE(hash.is_zero());
}

TEST(hash256, keeps_the_order_of_the_wire_and_shows_it_reversed) {
    static_assert(genesis.bytes.front() == 0x6f);
    static_assert(genesis.bytes.back() == 0x00);
    EXPECT_EQ(genesis.to_string(), genesis_text);
}

TEST(hash256, parses_what_it_prints) { EXPECT_EQ(hash256::parse(genesis.to_string()), genesis); }

TEST(hash256, parses_upper_case) {
    EXPECT_EQ(
        hash256::parse("000000000019D6689C085AE165831E934FF763AE46A2A6C172B3F1B60A8CE26F"), genesis
    );
}

TEST(hash256, refuses_a_text_of_another_length) {
    EXPECT_EQ(hash256::parse(""), std::nullopt);
    EXPECT_EQ(hash256::parse(genesis_text.substr(1)), std::nullopt);
    EXPECT_EQ(hash256::parse(std::string(genesis_text) + "0"), std::nullopt);
}

TEST(hash256, refuses_a_wrong_digit_wherever_it_stands) {
    for (std::size_t i = 0; i < 64; ++i) {
        std::string text(genesis_text);
        text[i] = 'g';
        EXPECT_EQ(hash256::parse(text), std::nullopt) << i;
    }
}

TEST(hash256, copies_bytes_as_they_come_from_the_wire) {
    EXPECT_EQ(hash256::copy(genesis.bytes), genesis);
}

TEST(hash256, is_ordered_by_its_bytes_in_wire_order) {
    hash256 low;
    hash256 high;
    low.bytes[31] = 0xff;
    high.bytes[0] = 0x01;
    EXPECT_LT(low, high);
}

TEST(hash256, names_things_in_unordered_containers) {
    std::unordered_set<hash256> known{genesis, genesis, hash256{}};
    EXPECT_EQ(known.size(), 2U);
    EXPECT_TRUE(known.contains(genesis));
}

}  // namespace
}  // namespace bitpeer
