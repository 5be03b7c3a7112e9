#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/partial_merkle_tree.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/recorded_chain.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer {
namespace {

/// A block as far as proofs see it.
struct sample_block {
    wire::block_header header;
    std::vector<hash256> txids;
};

sample_block sample_of(std::size_t size) {
    sample_block made;
    for (std::size_t i = 0; i < size; ++i) {
        made.txids.push_back(crypto::sha256(bytes{static_cast<std::uint8_t>(i), 1}));
    }
    made.header.merkle_root = wire::merkle_root(made.txids).root;
    return made;
}

/// The matches of a bit list, as a check has to find them.
std::vector<merkle_match> expected(const sample_block& of, const std::vector<bool>& matches) {
    std::vector<merkle_match> all;
    for (std::uint32_t i = 0; i < of.txids.size(); ++i) {
        if (i < matches.size() && matches[i]) all.push_back({i, of.txids[i]});
    }
    return all;
}

std::vector<bool> random_matches(random_source& random, std::size_t size) {
    const auto density = 1 + random.below(8);
    std::vector<bool> matches(size);
    for (std::size_t i = 0; i < size; ++i) matches[i] = random.below(8) < density;
    return matches;
}

wire::merkleblock proof_of(const sample_block& of, const std::vector<bool>& matches) {
    return build_merkleblock(of.header, of.txids, matches);
}

merkleblock_fault fault_of(const wire::merkleblock& proof) {
    const auto checked = check_merkleblock(proof);
    EXPECT_FALSE(checked.has_value());
    return checked ? merkleblock_fault{0xff} : checked.error();
}

// What is built is what is found.

TEST(partial_merkle_tree, proves_each_subset_of_small_blocks) {
    for (std::size_t size = 1; size <= 9; ++size) {
        const auto block = sample_of(size);
        for (std::size_t subset = 0; subset < std::size_t{1} << size; ++subset) {
            std::vector<bool> matches;
            for (std::size_t i = 0; i < size; ++i) matches.push_back((subset >> i & 1) != 0);
            const auto found = check_merkleblock(proof_of(block, matches));
            ASSERT_TRUE(found) << to_string(found.error());
            ASSERT_EQ(*found, expected(block, matches));
        }
    }
}

TEST(partial_merkle_tree, proves_random_subsets_of_blocks_of_every_size) {
    test::splitmix64 random{1};
    for (std::size_t size = 1; size <= 40; ++size) {
        const auto block = sample_of(size);
        for (int round = 0; round < 40; ++round) {
            const auto matches = random_matches(random, size);
            const auto proof = proof_of(block, matches);
            const auto payload = wire::encode(proof).value();
            ASSERT_EQ(wire::decode<wire::merkleblock>(payload).value(), proof);
            ASSERT_EQ(check_merkleblock(proof).value(), expected(block, matches));
        }
    }
}

TEST(partial_merkle_tree, without_matches_is_the_root_alone) {
    for (const std::size_t size : {1U, 2U, 3U, 40U}) {
        const auto block = sample_of(size);
        const auto proof = proof_of(block, {});
        EXPECT_EQ(proof.hashes, wire::list<hash256>{block.header.merkle_root});
        EXPECT_EQ(proof.flags, wire::var_bytes<>{0});
        EXPECT_TRUE(check_merkleblock(proof).value().empty());
    }
}

TEST(partial_merkle_tree, of_all_matches_has_all_txids) {
    const auto block = sample_of(40);
    const auto proof = proof_of(block, std::vector<bool>(40, true));
    EXPECT_TRUE(std::ranges::equal(proof.hashes, block.txids));
}

TEST(partial_merkle_tree, takes_missing_answers_for_no_and_ignores_further_ones) {
    const auto block = sample_of(5);
    EXPECT_EQ(proof_of(block, {false, true}), proof_of(block, {false, true, false, false, false}));
    EXPECT_EQ(proof_of(block, {true, true, true, true, true, true}).hashes.size(), 5U);
}

TEST(partial_merkle_tree, is_built_for_chosen_txids) {
    const auto block = sample_of(12);
    const std::set<hash256> chosen{block.txids[3], block.txids[11]};
    const auto proof = build_merkleblock(block.header, block.txids, [&](const hash256& txid) {
        return chosen.contains(txid);
    });
    const std::vector<merkle_match> both{{3, block.txids[3]}, {11, block.txids[11]}};
    EXPECT_EQ(check_merkleblock(proof).value(), both);
}

// Messages of real nodes.

struct recorded_proof {
    wire::merkleblock proof;
    bytes payload;
    std::vector<hash256> txids;  ///< of the whole block
};

std::optional<recorded_proof> read_proof(const std::string& name, const std::string& block_name) {
    const auto payload = test::read_recorded_any(name);
    const auto raw = test::read_recorded_any(block_name);
    if (!payload || !raw) return std::nullopt;
    recorded_proof read{wire::decode<wire::merkleblock>(*payload).value(), *payload, {}};
    const auto block = wire::decode<wire::block>(*raw).value();
    for (const auto& transaction : block.transactions) {
        read.txids.push_back(wire::txid(transaction));
    }
    return read;
}

TEST(partial_merkle_tree, finds_and_rebuilds_what_real_nodes_proved) {
    const std::vector<std::array<std::string, 2>> files{
        {"bip37/merkle300025.raw", "blocks/bcoin_block300025.raw"},
        {"bip37/rust_merkle_block.hex", "blocks/rust_block_13b8a.hex"}};
    for (const auto& [name, block_name] : files) {
        const auto recorded = read_proof(name, block_name);
        if (!recorded) GTEST_SKIP();
        const auto found = check_merkleblock(recorded->proof);
        ASSERT_TRUE(found) << name << ": " << to_string(found.error());
        ASSERT_FALSE(found->empty());
        std::vector<bool> matches(recorded->txids.size());
        for (const auto& [position, txid] : *found) {
            ASSERT_EQ(recorded->txids.at(position), txid) << name;
            matches[position] = true;
        }
        const auto rebuilt = build_merkleblock(recorded->proof.header, recorded->txids, matches);
        EXPECT_EQ(to_hex(wire::encode(rebuilt).value()), to_hex(recorded->payload)) << name;
    }
}

TEST(partial_merkle_tree, names_the_transactions_that_came_along) {
    const auto file = test::read_recorded("bip37/merkle300025-extended.raw");
    if (!file) GTEST_SKIP();
    const auto proof = wire::decode_prefix<wire::merkleblock>(*file).value();
    const auto found = check_merkleblock(proof.value).value();
    const auto sent =
        wire::decode<wire::list<wire::transaction>>(byte_view(*file).subspan(proof.consumed))
            .value();
    ASSERT_EQ(found.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) EXPECT_EQ(found[i].txid, wire::txid(sent[i]));
}

// What is wrong is refused.

TEST(partial_merkle_tree, refuses_every_changed_bit_of_a_hash) {
    test::splitmix64 random{2};
    for (const std::size_t size : {1U, 2U, 3U, 7U, 12U}) {
        const auto block = sample_of(size);
        auto proof = proof_of(block, random_matches(random, size));
        for (auto& hash : proof.hashes) {
            for (std::size_t bit = 0; bit < 256; ++bit) {
                const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
                hash.bytes[bit / 8] ^= mask;
                ASSERT_EQ(fault_of(proof), merkleblock_fault::wrong_root);
                hash.bytes[bit / 8] ^= mask;
            }
        }
        ASSERT_TRUE(check_merkleblock(proof));
    }
}

/// A transaction's flag may be turned round: whoever has the proof of one has that of its
/// neighbour's txid too. Nothing else may.
TEST(partial_merkle_tree, with_a_changed_flag_is_refused_or_still_tells_the_truth) {
    test::splitmix64 random{3};
    std::size_t refused = 0;
    std::size_t other = 0;
    for (std::size_t size = 1; size <= 40; ++size) {
        const auto block = sample_of(size);
        const auto matches = random_matches(random, size);
        auto proof = proof_of(block, matches);
        for (std::size_t bit = 0; bit < proof.flags.size() * 8; ++bit) {
            const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
            proof.flags[bit / 8] ^= mask;
            const auto found = check_merkleblock(proof);
            proof.flags[bit / 8] ^= mask;
            if (!found) {
                ++refused;
                continue;
            }
            ++other;
            ASSERT_NE(*found, expected(block, matches));
            for (const auto& [position, txid] : *found) ASSERT_EQ(block.txids.at(position), txid);
        }
    }
    EXPECT_GT(refused, 100U);
    EXPECT_GT(other, 100U);
}

TEST(partial_merkle_tree, refuses_another_root) {
    auto proof = proof_of(sample_of(5), {true});
    proof.header.merkle_root.bytes[31] ^= 1;
    EXPECT_EQ(fault_of(proof), merkleblock_fault::wrong_root);
}

TEST(partial_merkle_tree, refuses_impossible_numbers_of_transactions) {
    auto proof = proof_of(sample_of(5), {true});
    proof.transaction_count = 0;
    EXPECT_EQ(fault_of(proof), merkleblock_fault::no_transactions);
    EXPECT_EQ(fault_of({}), merkleblock_fault::no_transactions);
    EXPECT_EQ(fault_of(build_merkleblock({}, {}, {true})), merkleblock_fault::no_transactions);
    for (const std::uint32_t count : {16'667U, 0x80000000U, 0xffffffffU}) {
        proof.transaction_count = count;
        EXPECT_EQ(fault_of(proof), merkleblock_fault::too_many_transactions);
        EXPECT_FALSE(check_merkleblock(proof, 0xffffffff));
    }
    proof.transaction_count = 16'666;  // allowed, but then the tree is deeper than the proof
    EXPECT_EQ(fault_of(proof), merkleblock_fault::flags_exhausted);
}

TEST(partial_merkle_tree, refuses_more_hashes_than_transactions) {
    auto proof = proof_of(sample_of(3), {true, true, true});
    proof.hashes.emplace_back();
    EXPECT_EQ(fault_of(proof), merkleblock_fault::too_many_hashes);
}

TEST(partial_merkle_tree, refuses_fewer_flags_than_hashes) {
    auto proof = proof_of(sample_of(20), std::vector<bool>(20, true));
    proof.flags.resize(2);
    EXPECT_EQ(fault_of(proof), merkleblock_fault::too_few_flags);
    proof.flags.clear();
    EXPECT_EQ(fault_of(proof), merkleblock_fault::too_few_flags);
}

TEST(partial_merkle_tree, refuses_lists_that_end_too_early) {
    auto proof = proof_of(sample_of(20), std::vector<bool>(20, true));
    proof.flags.pop_back();
    EXPECT_EQ(fault_of(proof), merkleblock_fault::flags_exhausted);
    proof = proof_of(sample_of(20), std::vector<bool>(20, true));
    proof.hashes.pop_back();
    EXPECT_EQ(fault_of(proof), merkleblock_fault::hashes_exhausted);
    proof.hashes.clear();
    EXPECT_EQ(fault_of(proof), merkleblock_fault::hashes_exhausted);
}

TEST(partial_merkle_tree, refuses_what_is_left_over) {
    const auto proof = proof_of(sample_of(20), {false, true});
    auto more = proof;
    more.hashes.emplace_back();
    EXPECT_EQ(fault_of(more), merkleblock_fault::hashes_left_over);
    more = proof;
    more.flags.push_back(0);
    EXPECT_EQ(fault_of(more), merkleblock_fault::flags_left_over);
}

TEST(partial_merkle_tree, refuses_padding_that_is_not_zero) {
    const auto proof = proof_of(sample_of(1), {true});
    ASSERT_EQ(proof.flags, wire::var_bytes<>{1});
    for (unsigned bit = 1; bit < 8; ++bit) {
        auto changed = proof;
        changed.flags[0] |= static_cast<std::uint8_t>(1U << bit);
        EXPECT_EQ(fault_of(changed), merkleblock_fault::padding_not_zero);
    }
}

// CVE-2012-2459: a row that ends with its own last hash has the root of the shorter row.
TEST(partial_merkle_tree, refuses_equal_neighbours) {
    auto block = sample_of(3);
    block.txids.push_back(block.txids.back());
    ASSERT_EQ(wire::merkle_root(block.txids).root, block.header.merkle_root);
    EXPECT_EQ(fault_of(proof_of(block, {false, false, false, true})), merkleblock_fault::repeated);
    // Higher up: transactions 5 and 6 of six repeated as 7 and 8.
    block = sample_of(6);
    block.txids.push_back(block.txids[4]);
    block.txids.push_back(block.txids[5]);
    ASSERT_EQ(wire::merkle_root(block.txids).root, block.header.merkle_root);
    EXPECT_EQ(
        fault_of(proof_of(block, {false, false, false, false, false, false, false, true})),
        merkleblock_fault::repeated
    );
}

/// Not a wish but a fact that the header warns of: the tree's depth is not proven.
TEST(partial_merkle_tree, takes_the_number_of_transactions_on_the_senders_word) {
    const auto block = sample_of(4);
    wire::merkleblock proof;
    proof.header = block.header;
    proof.transaction_count = 2;
    const auto inner = wire::merkle_root(std::span(block.txids).first(2)).root;
    proof.hashes = {inner, wire::merkle_root(std::span(block.txids).last(2)).root};
    proof.flags = {0b011};
    EXPECT_EQ(check_merkleblock(proof).value(), (std::vector<merkle_match>{{0, inner}}));
}

TEST(partial_merkle_tree, finds_no_more_matches_than_hashes_in_any_bytes) {
    test::splitmix64 random{4};
    std::size_t proven = 0;
    for (int round = 0; round < 50'000; ++round) {
        wire::merkleblock proof;
        proof.transaction_count = static_cast<std::uint32_t>(random.below(6));
        // Few different hashes, so that some trees come out right.
        for (auto left = random.below(5); left > 0; --left) {
            proof.hashes.push_back(sample_of(4).txids[random.below(4)]);
        }
        proof.flags.resize(random.below(3));
        for (auto& byte : proof.flags) byte = static_cast<std::uint8_t>(random.next());
        if (!proof.hashes.empty()) proof.header.merkle_root = proof.hashes.front();
        const auto found = check_merkleblock(proof);
        if (!found) continue;
        ASSERT_LE(found->size(), proof.hashes.size());
        ++proven;
    }
    EXPECT_GT(proven, 10U);
}

TEST(partial_merkle_tree, names_its_faults) {
    EXPECT_EQ(to_string(merkleblock_fault::no_transactions), "no_transactions");
    EXPECT_EQ(to_string(merkleblock_fault::wrong_root), "wrong_root");
    EXPECT_EQ(to_string(merkleblock_fault{0xff}), "unknown");
    std::set<std::string_view> names;
    for (unsigned code = 0; code <= static_cast<unsigned>(merkleblock_fault::wrong_root); ++code) {
        names.insert(to_string(static_cast<merkleblock_fault>(code)));
    }
    EXPECT_EQ(names.size(), 11U);
}

}  // namespace
}  // namespace bitpeer
