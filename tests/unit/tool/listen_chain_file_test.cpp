#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/params/networks.hpp>
#include <tests/unit/node/generated_chains.hpp>
#include <tool/chain_file.hpp>

#include "temporary_file.hpp"
#include <gtest/gtest.h>

#include <algorithm>

namespace bitpeer::tool {
namespace {

const network& regtest = networks::bitcoin_regtest;

std::vector<shared_bytes> blocks_of(const served_chain& chain) {
    std::vector<shared_bytes> blocks;
    for (std::uint32_t at = 1; at <= chain.headers().height(); ++at) {
        blocks.push_back(chain.block_at(at)->raw);
    }
    return blocks;
}

void add_record(bytes& to, const shared_bytes& block) {
    to.insert(to.end(), regtest.magic.begin(), regtest.magic.end());
    for (int shift = 0; shift < 32; shift += 8) {
        to.push_back(static_cast<std::uint8_t>(block.size() >> shift));
    }
    to.insert(to.end(), block.view().begin(), block.view().end());
}

shared_bytes file_of(const std::vector<shared_bytes>& blocks) {
    bytes content;
    for (const auto& block : blocks) add_record(content, block);
    return shared_bytes(std::move(content));
}

TEST(chain_file, gives_the_blocks_in_their_order) {
    const auto blocks = blocks_of(test::generated(5));
    const auto chain = chain_in(file_of(blocks), regtest);
    ASSERT_TRUE(chain) << chain.error();
    EXPECT_EQ(*chain, blocks);
}

TEST(chain_file, does_not_mind_how_the_file_is_ordered) {
    const auto blocks = blocks_of(test::generated(20));
    auto mixed = blocks;
    std::ranges::reverse(mixed);
    std::swap(mixed[3], mixed[11]);
    const auto chain = chain_in(file_of(mixed), regtest);
    ASSERT_TRUE(chain) << chain.error();
    EXPECT_EQ(*chain, blocks);
}

TEST(chain_file, takes_the_longest_of_several_branches) {
    generator_options other;
    other.extra_nonce = 7;
    const auto longer = blocks_of(test::generated(6));
    const auto shorter = blocks_of(test::generated(4, other));
    auto both = shorter;
    both.insert(both.end(), longer.begin(), longer.end());
    const auto chain = chain_in(file_of(both), regtest);
    ASSERT_TRUE(chain) << chain.error();
    EXPECT_EQ(*chain, longer);
}

TEST(chain_file, ignores_what_a_node_reserved_behind_its_blocks) {
    const auto blocks = blocks_of(test::generated(2));
    bytes content;
    for (const auto& block : blocks) add_record(content, block);
    content.resize(content.size() + 1000);
    const auto chain = chain_in(shared_bytes(std::move(content)), regtest);
    ASSERT_TRUE(chain) << chain.error();
    EXPECT_EQ(*chain, blocks);
}

TEST(chain_file, may_be_one_raw_block) {
    const auto blocks = blocks_of(test::generated(1));
    const auto chain = chain_in(blocks.front(), regtest);
    ASSERT_TRUE(chain) << chain.error();
    EXPECT_EQ(*chain, blocks);
}

TEST(chain_file, needs_the_beginning_of_the_chain) {
    auto blocks = blocks_of(test::generated(5));
    blocks.erase(blocks.begin());
    const auto chain = chain_in(file_of(blocks), regtest);
    ASSERT_FALSE(chain);
    EXPECT_NE(chain.error().find("no block follows the first block"), std::string::npos);
}

TEST(chain_file, tells_where_a_record_is_cut_short) {
    const auto blocks = blocks_of(test::generated(2));
    const auto whole = file_of(blocks);
    const auto second = 8 + blocks.front().size();
    for (auto size = second + 1; size < whole.size(); ++size) {
        const auto chain = chain_in(whole.slice(0, size), regtest);
        ASSERT_FALSE(chain);
        EXPECT_NE(chain.error().find("at " + std::to_string(second)), std::string::npos)
            << chain.error();
    }
}

TEST(chain_file, tells_what_is_wrong_with_a_file) {
    EXPECT_FALSE(read_chain_file("/nowhere/at/all", regtest));
    const test::temporary_file nonsense;
    nonsense.write(bytes{1, 2, 3});
    const auto chain = read_chain_file(nonsense.path(), regtest);
    ASSERT_FALSE(chain);
    EXPECT_NE(chain.error().find(nonsense.path()), std::string::npos);
}

}  // namespace
}  // namespace bitpeer::tool
