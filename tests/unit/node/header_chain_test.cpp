#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/unit/node/mined_headers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::chain_of;
using test::header_after;
using test::headers_after;

constexpr std::size_t header_size = 80;

/// The headers that stand one after the other in a recorded file.
std::vector<wire::block_header> recorded_headers(const std::string& name) {
    const auto file = test::read_recorded(name);
    std::vector<wire::block_header> headers;
    if (!file) return headers;
    for (std::size_t at = 0; at + header_size <= file->size(); at += header_size) {
        const auto part = byte_view(*file).subspan(at, header_size);
        headers.push_back(wire::decode<wire::block_header>(part).value());
    }
    return headers;
}

/// The testnet3 headers of Bitcoin Core's functional test: the chain, and the branch that loses.
struct testnet3_headers {
    std::vector<wire::block_header> chain;
    std::vector<wire::block_header> branch;
};

testnet3_headers recorded_testnet3() {
    testnet3_headers headers;
    const auto file = test::read_recorded("headers/blockheader_testnet3.hex");
    if (!file) return headers;
    std::istringstream lines(std::string(file->begin(), file->end()));
    for (std::string line; std::getline(lines, line);) {
        line.erase(line.find_last_not_of("\r ") + 1);
        if (line.empty()) continue;
        const bool fork = line.starts_with("fork:");
        const auto raw = from_hex(fork ? line.substr(5) : line).value();
        const auto header = wire::decode<wire::block_header>(raw).value();
        (fork ? headers.branch : headers.chain).push_back(header);
    }
    return headers;
}

// What stands at the beginning.

TEST(header_chain, begins_with_the_networks_genesis_block) {
    for (const auto* network : networks::all()) {
        SCOPED_TRACE(network->name);
        const header_chain chain(*network);
        EXPECT_EQ(chain.height(), 0U);
        EXPECT_EQ(chain.tip(), network->genesis_hash);
        EXPECT_EQ(network->dialect->block_hash(chain.header_at(0).bytes()), network->genesis_hash);
        EXPECT_EQ(chain.find(network->genesis_hash), 0U);
    }
}

// Real chains.

TEST(header_chain, takes_mainnets_first_headers) {
    const auto headers = recorded_headers("headers/nakamoto_headers.bin");
    if (headers.empty()) GTEST_SKIP() << "not all data is there";
    ASSERT_EQ(headers.size(), 1111U);
    header_chain chain(networks::bitcoin);
    for (std::size_t at = 0; at < headers.size(); at += 100) {
        const auto count = std::min<std::size_t>(100, headers.size() - at);
        const auto change = chain.connect(std::span(headers).subspan(at, count));
        ASSERT_TRUE(change) << change.error().message();
        EXPECT_EQ(change->added, count);
    }
    EXPECT_EQ(chain.height(), 1111U);
    EXPECT_EQ(
        chain.hash_at(1).to_string(),
        "00000000839a8e6886ab5951d76f411475428afc90947ee320161bbf18eb6048"
    );
    for (std::uint32_t at = 1; at <= chain.height(); ++at) {
        EXPECT_EQ(chain.header_at(at).previous(), chain.hash_at(at - 1));
        EXPECT_EQ(chain.find(chain.hash_at(at)), at);
    }
}

TEST(header_chain, takes_testnet3s_first_headers_and_not_the_branch_with_less_work) {
    const auto headers = recorded_testnet3();
    if (headers.chain.empty()) GTEST_SKIP() << "not all data is there";
    header_chain chain(networks::bitcoin_testnet3);
    ASSERT_TRUE(chain.connect(headers.chain));
    EXPECT_EQ(chain.height(), 546U);
    const auto tip = chain.tip();
    const auto change = chain.connect(headers.branch);
    ASSERT_TRUE(change) << change.error().message();
    EXPECT_TRUE(change->weaker);
    EXPECT_EQ(change->fork, 0U);
    EXPECT_EQ(change->added, 0U);
    EXPECT_EQ(chain.tip(), tip);
}

TEST(header_chain, leaves_testnet3s_branch_when_the_chain_comes) {
    const auto headers = recorded_testnet3();
    if (headers.chain.empty()) GTEST_SKIP() << "not all data is there";
    header_chain chain(networks::bitcoin_testnet3);
    ASSERT_TRUE(chain.connect(headers.branch));
    const auto change = chain.connect(headers.chain);
    ASSERT_TRUE(change) << change.error().message();
    EXPECT_EQ(change->removed, 2U);
    EXPECT_EQ(change->added, 546U);
}

// Linking.

TEST(header_chain, append_takes_what_follows_the_tip) {
    auto chain = chain_of(3);
    const auto next = header_after(chain.header_at(3).as<wire::block_header>());
    EXPECT_EQ(chain.append(next).value(), 4U);
    EXPECT_EQ(chain.tip(), wire::block_hash(next));
}

TEST(header_chain, append_refuses_what_follows_another_block) {
    auto chain = chain_of(3);
    const auto refused = chain.append(header_after(chain.header_at(2).as<wire::block_header>(), 1));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::unknown_parent);
    EXPECT_EQ(chain.height(), 3U);
}

TEST(header_chain, an_empty_batch_changes_nothing) {
    auto chain = chain_of(3);
    const auto change = chain.connect(std::vector<wire::block_header>{});
    ASSERT_TRUE(change);
    EXPECT_EQ(change->fork, 3U);
    EXPECT_EQ(change->added, 0U);
}

TEST(header_chain, a_batch_after_an_unknown_block_is_refused) {
    auto chain = chain_of(3);
    const auto other = chain_of(5, 1);
    const auto refused = chain.connect(std::vector<wire::block_header>{
        other.header_at(4).as<wire::block_header>(), other.header_at(5).as<wire::block_header>()});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::unknown_parent);
    EXPECT_EQ(refused.error().index, 0U);
    EXPECT_EQ(refused.error().hash, other.hash_at(4));
}

TEST(header_chain, the_first_header_that_does_not_link_is_named_and_nothing_is_taken) {
    auto chain = chain_of(3);
    auto batch = headers_after(chain.header_at(3).as<wire::block_header>(), 6);
    batch.erase(batch.begin() + 4);
    const auto refused = chain.connect(batch);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::not_linked);
    EXPECT_EQ(refused.error().index, 4U);
    EXPECT_EQ(chain.height(), 3U);
    EXPECT_EQ(
        refused.error().message(),
        "not_linked: header 4 of the batch, " + wire::block_hash(batch[4]).to_string()
    );
}

TEST(header_chain, a_known_header_that_does_not_link_is_named_too) {
    auto chain = chain_of(3);
    const auto refused = chain.connect(std::vector<wire::block_header>{
        chain.header_at(1).as<wire::block_header>(), chain.header_at(3).as<wire::block_header>()});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::not_linked);
    EXPECT_EQ(refused.error().index, 1U);
}

TEST(header_chain, what_it_has_is_skipped) {
    auto chain = chain_of(5);
    std::vector<wire::block_header> batch;
    for (std::uint32_t at = 0; at <= 5; ++at)
        batch.push_back(chain.header_at(at).as<wire::block_header>());
    const auto known = chain.connect(batch);
    ASSERT_TRUE(known) << known.error().message();
    EXPECT_EQ(known->fork, 5U);
    EXPECT_EQ(known->added, 0U);
    EXPECT_FALSE(known->weaker);

    batch.push_back(header_after(batch.back()));
    const auto grown = chain.connect(batch);
    ASSERT_TRUE(grown);
    EXPECT_EQ(grown->fork, 5U);
    EXPECT_EQ(grown->added, 1U);
    EXPECT_EQ(grown->removed, 0U);
    EXPECT_EQ(chain.height(), 6U);
}

// Proof of work.

TEST(header_chain, the_first_header_without_its_work_is_named_and_nothing_is_taken) {
    auto chain = chain_of(1);
    auto batch = headers_after(chain.header_at(1).as<wire::block_header>(), 3);
    const auto target = wire::target_of(batch[2].bits).value();
    while (wire::not_above(wire::block_hash(batch[2]), target)) ++batch[2].nonce;
    const auto refused = chain.connect(batch);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::no_proof_of_work);
    EXPECT_EQ(refused.error().index, 2U);
    EXPECT_EQ(chain.height(), 1U);
}

TEST(header_chain, a_target_above_the_networks_limit_is_refused) {
    header_chain mainnet(networks::bitcoin);
    const auto easy =
        header_after(networks::bitcoin.genesis.as<wire::block_header>());  // regtest's two tries
    const auto refused = mainnet.append(easy);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::target_above_limit);
}

TEST(header_chain, a_target_that_is_none_is_refused) {
    header_chain chain(networks::bitcoin_regtest);
    // Zero, negative, above 256 bits (Bitcoin Core, arith_uint256_tests).
    for (const std::uint32_t bits : {0U, 0x01800000U, 0x04923456U, 0xff123456U}) {
        auto header = header_after(networks::bitcoin_regtest.genesis.as<wire::block_header>());
        header.bits = bits;
        const auto refused = chain.append(header);
        ASSERT_FALSE(refused) << bits;
        EXPECT_EQ(refused.error().code, header_fault::target_above_limit);
    }
}

TEST(header_chain, litecoins_proof_of_work_is_not_the_block_hash) {
    EXPECT_EQ(work_rule_of(networks::bitcoin), work_rule::checked);
    EXPECT_EQ(work_rule_of(networks::litecoin), work_rule::unchecked);
    header_chain chain(networks::litecoin);
    auto header = networks::litecoin.genesis.as<wire::block_header>();
    header.previous = networks::litecoin.genesis_hash;
    EXPECT_TRUE(chain.append(header));
    header.bits = 0x207fffff;  // its limit counts all the same
    header.previous = chain.tip();
    EXPECT_EQ(chain.append(header).error().code, header_fault::target_above_limit);
}

// Branches.

TEST(header_chain, a_longer_branch_replaces_what_stands_above_the_fork) {
    auto chain = chain_of(10);
    const auto gone = chain.hash_at(8);
    const auto branch = headers_after(chain.header_at(7).as<wire::block_header>(), 4, 1);
    const auto change = chain.connect(branch);
    ASSERT_TRUE(change) << change.error().message();
    EXPECT_EQ(change->fork, 7U);
    EXPECT_EQ(change->removed, 3U);
    EXPECT_EQ(change->added, 4U);
    EXPECT_EQ(chain.height(), 11U);
    EXPECT_EQ(chain.tip(), wire::block_hash(branch.back()));
    EXPECT_EQ(chain.find(gone), std::nullopt);
    EXPECT_EQ(chain.find(wire::block_hash(branch.front())), 8U);
}

TEST(header_chain, a_branch_of_equal_work_is_not_taken) {
    auto chain = chain_of(10);
    const auto tip = chain.tip();
    const auto change =
        chain.connect(headers_after(chain.header_at(7).as<wire::block_header>(), 3, 1));
    ASSERT_TRUE(change);
    EXPECT_TRUE(change->weaker);
    EXPECT_EQ(chain.tip(), tip);
}

TEST(header_chain, work_counts_and_not_length) {
    auto chain = chain_of(10);
    // One block of 512 tries against nine of two.
    const auto change =
        chain.connect(headers_after(chain.header_at(1).as<wire::block_header>(), 1, 1, 0x1f7fffff));
    ASSERT_TRUE(change);
    EXPECT_FALSE(change->weaker);
    EXPECT_EQ(change->removed, 9U);
    EXPECT_EQ(chain.height(), 2U);
}

TEST(header_chain, a_branch_of_known_and_new_headers_forks_at_the_last_known_one) {
    auto chain = chain_of(4);
    std::vector<wire::block_header> batch{
        chain.header_at(1).as<wire::block_header>(), chain.header_at(2).as<wire::block_header>()};
    for (const auto& header : headers_after(chain.header_at(2).as<wire::block_header>(), 3, 1))
        batch.push_back(header);
    const auto change = chain.connect(batch);
    ASSERT_TRUE(change);
    EXPECT_EQ(change->fork, 2U);
    EXPECT_EQ(chain.height(), 5U);
}

// Its bound.

TEST(header_chain, does_not_grow_beyond_what_its_owner_allows) {
    const auto headers =
        headers_after(networks::bitcoin_regtest.genesis.as<wire::block_header>(), 6);
    header_chain chain(networks::bitcoin_regtest, work_rule::checked, 5);
    const auto refused = chain.connect(headers);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::too_many);
    EXPECT_EQ(refused.error().index, 4U);
    EXPECT_EQ(chain.height(), 0U);
    EXPECT_TRUE(chain.connect(std::span(headers).first(4)));
    EXPECT_EQ(chain.append(headers[4]).error().code, header_fault::too_many);
}

}  // namespace
}  // namespace bitpeer
