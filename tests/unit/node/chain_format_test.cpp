#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <tests/support/litecoin_transactions.hpp>
#include <tests/support/recorded_chain.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace bitpeer {
namespace {

using test::payload_of;
using test::some_transaction;
using wire::block_fault;

wire::block_header read_header(byte_view block) {
    return wire::decode<wire::block_header>(block).value();
}

class bitcoin_blocks : public ::testing::Test {
protected:
    static wire::block block_with(std::vector<wire::transaction> transactions) {
        const header_chain chain(networks::bitcoin_regtest);
        return generate_block(
                   networks::bitcoin_regtest, chain, test::today, {}, std::move(transactions)
        )
            .value();
    }

    [[nodiscard]] block_fault fault_of(const wire::block& block) const {
        const auto summary = format.inspect(payload_of(block));
        EXPECT_FALSE(summary);
        return summary ? block_fault{} : summary.error().code;
    }

    const wire::chain_format& format = *wire::dialects::bitcoin.chain;
};

TEST_F(bitcoin_blocks, recorded_ones_are_what_their_headers_say) {
    const auto& recorded = test::all_recorded_blocks();
    std::size_t with_witness = 0;
    for (const auto& block : recorded.blocks) {
        SCOPED_TRACE(block.name);
        const auto summary = format.inspect(block.payload);
        ASSERT_TRUE(summary) << summary.error().message();
        EXPECT_EQ(summary->size, block.payload.size());
        EXPECT_FALSE(summary->txids.empty());
        with_witness += summary->witness ? 1 : 0;
        if (block.hash.empty()) continue;
        EXPECT_EQ(wire::block_hash(read_header(block.payload)).to_string(), block.hash);
    }
    if (!recorded.complete) GTEST_SKIP() << "not all data is there";
    EXPECT_GT(recorded.blocks.size(), 260U);
    EXPECT_GT(with_witness, 1U);
}

TEST_F(bitcoin_blocks, without_witnesses_they_are_the_same_block_and_shorter) {
    for (const auto& block : test::all_recorded_blocks().blocks) {
        SCOPED_TRACE(block.name);
        const auto whole = format.inspect(block.payload);
        const auto stripped = format.strip_block(block.payload);
        ASSERT_TRUE(whole && stripped);
        EXPECT_EQ(stripped->size() < block.payload.size(), whole->witness);
        const auto summary = format.inspect(*stripped);
        ASSERT_TRUE(summary) << summary.error().message();
        EXPECT_FALSE(summary->witness);
        EXPECT_EQ(summary->txids, whole->txids);
        EXPECT_EQ(read_header(*stripped), read_header(block.payload));
    }
}

TEST_F(bitcoin_blocks, bytes_behind_the_block_are_not_part_of_it) {
    const auto payload = payload_of(block_with({}));
    bytes longer(payload.view().begin(), payload.view().end());
    longer.resize(longer.size() + 7);
    const auto summary = format.inspect(longer);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->size, payload.size());
}

TEST_F(bitcoin_blocks, truncated_ones_are_malformed) {
    const auto payload = payload_of(block_with({some_transaction(1, true)}));
    for (std::size_t size = 0; size < payload.size(); ++size) {
        const auto summary = format.inspect(payload.view().first(size));
        ASSERT_FALSE(summary) << size;
        EXPECT_EQ(summary.error().code, block_fault::malformed);
        ASSERT_TRUE(summary.error().detail);
        EXPECT_EQ(summary.error().message(), "malformed: " + summary.error().detail->message());
    }
}

TEST_F(bitcoin_blocks, other_transactions_are_noticed) {
    auto block = block_with({some_transaction(1)});
    block.transactions[1].lock_time = 1;
    EXPECT_EQ(fault_of(block), block_fault::wrong_root);
    block.transactions.clear();
    EXPECT_EQ(fault_of(block), block_fault::wrong_root);
}

TEST_F(bitcoin_blocks, repeated_transactions_are_noticed) {
    auto block = block_with({some_transaction(1), some_transaction(2)});
    block.transactions.push_back(block.transactions.back());  // the root stays (CVE-2012-2459)
    EXPECT_EQ(fault_of(block), block_fault::repeated);
}

TEST_F(bitcoin_blocks, other_witnesses_are_noticed) {
    auto changed = block_with({some_transaction(1, true)});
    changed.transactions[1].inputs[0].witness = {bytes{4, 5, 6}};
    EXPECT_EQ(fault_of(changed), block_fault::wrong_witness);

    auto removed = block_with({some_transaction(1, true)});
    removed.transactions[1].inputs[0].witness = {};
    EXPECT_EQ(fault_of(removed), block_fault::wrong_witness);

    auto added = block_with({some_transaction(1)});
    added.transactions[1].inputs[0].witness = {bytes{1}};
    EXPECT_EQ(fault_of(added), block_fault::wrong_witness);
}

TEST_F(bitcoin_blocks, the_reserved_value_is_one_item_of_32_bytes) {
    for (const auto& items : {std::vector<bytes>{bytes(31)}, {bytes(33)}, {bytes(32), bytes(32)}}) {
        auto block = block_with({});
        block.transactions[0].inputs[0].witness = {};
        for (const auto& item : items) block.transactions[0].inputs[0].witness.push_back(item);
        EXPECT_EQ(fault_of(block), block_fault::wrong_witness);
    }
}

TEST_F(bitcoin_blocks, witnesses_without_a_commitment_are_refused) {
    auto block = block_with({some_transaction(1, true)});
    block.transactions[0].outputs.pop_back();
    block.header.merkle_root = wire::merkle_root(block).root;
    EXPECT_EQ(fault_of(block), block_fault::wrong_witness);
}

TEST_F(bitcoin_blocks, a_transaction_has_its_two_names) {
    const auto transaction = some_transaction(1, true);
    const auto payload = payload_of(wire::tx{transaction});
    const auto names = format.name(payload);
    ASSERT_TRUE(names);
    EXPECT_EQ(names->txid, wire::txid(transaction));
    EXPECT_EQ(names->wtxid, wire::wtxid(transaction));
    EXPECT_NE(names->txid, names->wtxid);
    EXPECT_EQ(names->size, payload.size());

    const auto stripped = format.strip_transaction(payload);
    ASSERT_TRUE(stripped);
    EXPECT_EQ(format.name(*stripped).value().wtxid, names->txid);
    EXPECT_FALSE(format.name(payload.view().first(payload.size() - 1)));
}

TEST(chain_format, is_there_for_the_dialects_that_have_one) {
    EXPECT_NE(wire::dialects::bitcoin.chain, nullptr);
    EXPECT_NE(wire::dialects::litecoin.chain, nullptr);
    EXPECT_NE(wire::dialects::bitcoin.chain, wire::dialects::litecoin.chain);
    EXPECT_EQ(wire::dialect{}.chain, nullptr);
}

TEST(chain_format, litecoins_keeps_the_extension_block_with_the_block) {
    const auto& litecoin = *wire::dialects::litecoin.chain;
    const header_chain chain(networks::bitcoin_regtest);
    const auto plain = generate_block(networks::bitcoin_regtest, chain, test::today).value();
    auto raw = wire::encode(plain).value();
    EXPECT_EQ(litecoin.inspect(raw).value().size, raw.size());
    raw.insert(raw.end(), 100, 0xab);
    const auto summary = litecoin.inspect(raw);
    ASSERT_TRUE(summary) << summary.error().message();
    EXPECT_EQ(summary->size, raw.size());
}

/// Its count of inputs would be read as the marker of another transaction. Found by fuzzing.
TEST(chain_format, one_of_litecoins_without_inputs_has_no_bare_form) {
    using namespace test::litecoin_forms;
    const auto& litecoin = *wire::dialects::litecoin.chain;
    const auto raw = from_hex(version_field + "0008" + "00" + outputs + "00" + lock_time).value();
    const auto bare = litecoin.strip_transaction(raw);
    ASSERT_FALSE(bare);
    EXPECT_EQ(bare.error().code, wire::errc::bad_value);
    const auto names = litecoin.name(raw);
    ASSERT_TRUE(names);
    const auto named = from_hex(version_field + "00" + outputs + lock_time).value();
    EXPECT_EQ(names->txid, crypto::sha256d(named));
    EXPECT_TRUE(litecoin.spent_by(raw).value().empty());
}

}  // namespace
}  // namespace bitpeer
