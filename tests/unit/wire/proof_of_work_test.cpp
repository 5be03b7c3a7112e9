#include <bitpeer/wire/proof_of_work.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace bitpeer::wire {
namespace {

std::string target_text(std::uint32_t bits) {
    const auto target = target_of(bits);
    return target ? target->to_string() : "none";
}

/// `digits` with zeros before it.
std::string padded(const std::string& digits) {
    return std::string(64 - digits.size(), '0') + digits;
}

TEST(target, of_known_bits) {
    EXPECT_EQ(
        target_text(0x1d00ffff), "00000000ffff0000000000000000000000000000000000000000000000000000"
    );
    EXPECT_EQ(
        target_text(0x207fffff), "7fffff0000000000000000000000000000000000000000000000000000000000"
    );
    EXPECT_EQ(
        target_text(0x1b0404cb), "00000000000404cb000000000000000000000000000000000000000000000000"
    );
}

// The rows of Bitcoin Core's test of its compact numbers.
TEST(target, of_short_numbers) {
    EXPECT_EQ(target_text(0x01120000), padded("12"));
    EXPECT_EQ(target_text(0x01123456), padded("12"));
    EXPECT_EQ(target_text(0x02123456), padded("1234"));
    EXPECT_EQ(target_text(0x03123456), padded("123456"));
    EXPECT_EQ(target_text(0x04123456), padded("12345600"));
    EXPECT_EQ(target_text(0x05009234), padded("92340000"));
    EXPECT_EQ(
        target_text(0x20123456), "1234560000000000000000000000000000000000000000000000000000000000"
    );
}

TEST(target, there_is_none_for_zero) {
    for (const std::uint32_t bits :
         {0x00000000U, 0x00123456U, 0x01003456U, 0x02000056U, 0x03000000U, 0x04000000U}) {
        EXPECT_EQ(target_of(bits), std::nullopt) << std::hex << bits;
    }
}

TEST(target, there_is_none_for_a_negative_number) {
    for (const std::uint32_t bits : {0x01fedcbaU, 0x04923456U, 0x1d80ffffU, 0x01803456U}) {
        EXPECT_EQ(target_of(bits), std::nullopt) << std::hex << bits;
    }
}

TEST(target, there_is_none_above_256_bits) {
    EXPECT_EQ(target_of(0xff123456), std::nullopt);
    EXPECT_EQ(target_of(0x21010000), std::nullopt);
    EXPECT_EQ(target_of(0x22000100), std::nullopt);
    EXPECT_EQ(target_of(0x23000001), std::nullopt);
    EXPECT_EQ(
        target_text(0x2100ffff), "ffff000000000000000000000000000000000000000000000000000000000000"
    );
    EXPECT_EQ(
        target_text(0x220000ff), "ff00000000000000000000000000000000000000000000000000000000000000"
    );
}

TEST(not_above, compares_as_numbers) {
    const auto small =
        hash256::literal("00000000000000000000000000000000000000000000000000000000000000ff");
    const auto large =
        hash256::literal("0100000000000000000000000000000000000000000000000000000000000000");
    EXPECT_TRUE(not_above(small, large));
    EXPECT_FALSE(not_above(large, small));
    EXPECT_TRUE(not_above(small, small));
}

/// The genesis block of the main network.
block_header genesis() {
    return {
        .version = 1,
        .previous = {},
        .merkle_root =
            hash256::literal("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b"),
        .time = 0x495fab29,
        .bits = 0x1d00ffff,
        .nonce = 0x7c2bac1d};
}

TEST(meets_target, holds_for_the_first_block) {
    EXPECT_EQ(
        block_hash(genesis()).to_string(),
        "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
    );
    EXPECT_TRUE(meets_target(genesis(), 0x1d00ffff));
}

TEST(meets_target, fails_for_another_nonce) {
    auto header = genesis();
    ++header.nonce;
    EXPECT_FALSE(meets_target(header, 0x1d00ffff));
}

TEST(meets_target, fails_when_the_bits_are_easier_than_the_network_allows) {
    EXPECT_FALSE(meets_target(genesis(), 0x1d00fffe));
    auto easy = genesis();
    easy.bits = 0x207fffff;
    while (!meets_target(easy, 0x207fffff)) ++easy.nonce;
    EXPECT_FALSE(meets_target(easy, 0x1d00ffff));
}

TEST(meets_target, fails_for_bits_that_are_no_target) {
    for (const std::uint32_t bits : {0x00000000U, 0x1d80ffffU, 0xff123456U}) {
        auto header = genesis();
        header.bits = bits;
        EXPECT_FALSE(meets_target(header, 0x207fffff));
        EXPECT_FALSE(meets_target(genesis(), bits));
    }
}

}  // namespace
}  // namespace bitpeer::wire
