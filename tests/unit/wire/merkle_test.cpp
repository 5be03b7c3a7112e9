#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace bitpeer::wire {
namespace {

hash256 both(const hash256& left, const hash256& right) {
    bytes joined(left.bytes.begin(), left.bytes.end());
    joined.insert(joined.end(), right.bytes.begin(), right.bytes.end());
    return crypto::sha256d(joined);
}

std::vector<hash256> leaves(std::size_t count) {
    test::splitmix64 random{42};
    std::vector<hash256> made(count);
    for (auto& leaf : made) {
        for (auto& byte : leaf.bytes) byte = static_cast<std::uint8_t>(random.next());
    }
    return made;
}

/// The root by the definition, from the top: an odd row repeats its last entry.
hash256 by_definition(const std::vector<hash256>& all, std::size_t level, std::size_t position) {
    if (level == 0) return all[std::min(position, all.size() - 1)];
    const auto width = (all.size() + (std::size_t{1} << (level - 1)) - 1) >> (level - 1);
    const auto left = 2 * position;
    return both(
        by_definition(all, level - 1, left),
        by_definition(all, level - 1, std::min(left + 1, width - 1))
    );
}

TEST(merkle_root, of_nothing_is_zero) {
    EXPECT_EQ(merkle_root(std::vector<hash256>{}), merkle_verdict{});
}

TEST(merkle_root, of_one_leaf_is_that_leaf) {
    const auto one = leaves(1);
    EXPECT_EQ(merkle_root(one), (merkle_verdict{one[0], false}));
}

TEST(merkle_root, of_few_leaves_is_as_drawn) {
    const auto l = leaves(5);
    EXPECT_EQ(merkle_root(std::span(l).first(2)).root, both(l[0], l[1]));
    EXPECT_EQ(merkle_root(std::span(l).first(3)).root, both(both(l[0], l[1]), both(l[2], l[2])));
    const auto last = both(l[4], l[4]);
    EXPECT_EQ(
        merkle_root(l).root, both(both(both(l[0], l[1]), both(l[2], l[3])), both(last, last))
    );
}

TEST(merkle_root, is_as_defined_for_every_small_number_of_leaves) {
    for (std::size_t count = 1; count <= 130; ++count) {
        const auto all = leaves(count);
        std::size_t height = 0;
        while ((std::size_t{1} << height) < count) ++height;
        const merkle_verdict expected{by_definition(all, height, 0), false};
        EXPECT_EQ(merkle_root(all), expected) << count;
    }
}

// CVE-2012-2459: repeating the end of a list gives another list with the same root.
TEST(merkle_root, tells_a_list_with_a_repeated_end) {
    for (std::size_t count = 1; count <= 64; ++count) {
        const auto all = leaves(count);
        const auto honest = merkle_root(all);
        EXPECT_FALSE(honest.mutated) << count;
        for (std::size_t run = 1; run < count; run *= 2) {
            if (count % run != 0 || (count / run) % 2 == 0) continue;
            auto repeated = all;
            repeated.insert(
                repeated.end(), all.end() - static_cast<std::ptrdiff_t>(run), all.end()
            );
            const auto forged = merkle_root(repeated);
            EXPECT_EQ(forged.root, honest.root) << count << " and " << run;
            EXPECT_TRUE(forged.mutated) << count << " and " << run;
        }
    }
}

TEST(merkle_root, takes_equal_leaves_in_different_pairs_for_innocent) {
    auto all = leaves(4);
    all[2] = all[1];
    EXPECT_FALSE(merkle_root(all).mutated);
    all[3] = all[2];
    EXPECT_TRUE(merkle_root(all).mutated);
}

block block_of(std::size_t count) {
    block made;
    made.transactions.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& transaction = made.transactions[i];
        transaction.inputs.resize(1);
        transaction.inputs[0].sequence = static_cast<std::uint32_t>(i);
        transaction.inputs[0].witness.push_back(bytes(i + 1));
    }
    return made;
}

TEST(merkle_root, of_a_block_is_over_txids) {
    const auto made = block_of(3);
    const auto name = [&](std::size_t i) { return txid(made.transactions[i]); };
    EXPECT_EQ(merkle_root(made).root, both(both(name(0), name(1)), both(name(2), name(2))));
}

TEST(witness_merkle_root, has_zero_in_the_coinbases_place) {
    const auto made = block_of(2);
    EXPECT_EQ(witness_merkle_root(made), both({}, wtxid(made.transactions[1])));
    EXPECT_EQ(witness_merkle_root(block_of(1)), hash256{});
    EXPECT_EQ(
        witness_commitment(witness_merkle_root(made), {}), both(witness_merkle_root(made), {})
    );
}

}  // namespace
}  // namespace bitpeer::wire
