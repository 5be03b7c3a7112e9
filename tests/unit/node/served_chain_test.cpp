#include <bitpeer/node/served_chain.hpp>
#include <tests/support/recorded_chain.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace bitpeer {
namespace {

using test::extend;
using test::generated;
using test::payload_of;
using test::some_transaction;

TEST(block_store, holds_blocks_up_to_its_bound) {
    const auto raw = shared_bytes(bytes(60));
    block_store store(100);
    const auto one =
        hash256::literal("0000000000000000000000000000000000000000000000000000000000000001");
    const hash256 other{};
    EXPECT_TRUE(store.add({one, 1, raw}));
    EXPECT_FALSE(store.add({one, 1, raw.slice(0, 10)})) << "it is there already";
    EXPECT_FALSE(store.add({other, 1, raw})) << "there is no room";
    EXPECT_EQ(store.room(), 40U);
    EXPECT_EQ(store.find(other), nullptr);
    ASSERT_NE(store.find(one), nullptr);
    EXPECT_EQ(store.find(one)->raw.data(), raw.data()) << "the bytes are shared";

    store.remove(one);
    store.remove(one);
    EXPECT_EQ(store.bytes(), 0U);
    EXPECT_EQ(store.size(), 0U);
    EXPECT_TRUE(store.add({other, 1, raw}));
}

TEST(served_chain, takes_mainnets_first_blocks) {
    const auto file = test::read_recorded_bzip2("blocks/blocks1-256.bz2");
    if (!file) GTEST_SKIP() << "not all data is there";
    served_chain chain(networks::bitcoin);
    std::uint32_t height = 0;
    for (auto& block : test::split_records(*file)) {
        const auto added = chain.append(shared_bytes(bytes(block)));
        ASSERT_TRUE(added) << added.error().message();
        EXPECT_EQ((*added)->height, ++height);
        EXPECT_EQ(chain.block_at(height), *added);
        EXPECT_EQ((*added)->raw, shared_bytes(std::move(block)));
    }
    EXPECT_EQ(chain.headers().height(), 255U);
    EXPECT_EQ(chain.blocks().size(), 255U);
    EXPECT_EQ(chain.blocks().bytes(), file->size() - 255 * 8);
}

TEST(served_chain, knows_its_first_block_by_the_header_alone) {
    const served_chain chain(networks::bitcoin_regtest);
    EXPECT_EQ(chain.block_at(0), nullptr);
    EXPECT_EQ(chain.block_at(1), nullptr);
    EXPECT_EQ(chain.headers().tip(), networks::bitcoin_regtest.genesis_hash);
}

TEST(served_chain, refuses_a_block_that_follows_another) {
    auto chain = generated(2);
    const auto other = generated(3, {.extra_nonce = 1});
    const auto refused = chain.append(other.block_at(3)->raw);
    ASSERT_FALSE(refused);
    EXPECT_EQ(std::get<header_error>(refused.error().why).code, header_fault::unknown_parent);
    EXPECT_TRUE(refused.error().message().starts_with("unknown_parent: "));
    EXPECT_EQ(chain.headers().height(), 2U);
}

TEST(served_chain, refuses_a_block_without_its_work) {
    auto chain = generated(2);
    auto block = generate_block(chain.network(), chain.headers(), test::today).value();
    do {
        ++block.header.nonce;
    } while (wire::block_hash(block.header).bytes[31] < 0x80);
    const auto refused = chain.append(payload_of(block));
    ASSERT_FALSE(refused);
    EXPECT_EQ(std::get<header_error>(refused.error().why).code, header_fault::no_proof_of_work);
}

TEST(served_chain, refuses_a_block_that_is_not_what_its_header_says) {
    auto chain = generated(2);
    auto block = generate_block(chain.network(), chain.headers(), test::today).value();
    block.transactions.push_back(some_transaction(1));
    const auto refused = chain.append(payload_of(block));
    ASSERT_FALSE(refused);
    EXPECT_EQ(std::get<wire::block_error>(refused.error().why).code, wire::block_fault::wrong_root);
    EXPECT_EQ(refused.error().message(), "wrong_root");
}

TEST(served_chain, refuses_a_block_above_its_budget_and_stays_as_it_was) {
    served_chain chain(networks::bitcoin_regtest, {.blocks = 10});
    const auto refused = chain.append(
        payload_of(generate_block(chain.network(), chain.headers(), test::today).value())
    );
    ASSERT_FALSE(refused);
    EXPECT_TRUE(std::holds_alternative<chain_full>(refused.error().why));
    EXPECT_EQ(refused.error().message(), "chain_full");
    EXPECT_EQ(chain.headers().height(), 0U);
}

TEST(served_chain, what_a_block_contains_is_on_offer_no_more) {
    auto chain = generated(1);
    for (const std::uint32_t number : {1U, 2U, 3U}) {
        ASSERT_TRUE(chain.transactions().add(payload_of(wire::tx{some_transaction(number)})));
    }
    extend(chain, {some_transaction(1), some_transaction(3)});
    ASSERT_EQ(chain.transactions().size(), 1U);
    EXPECT_NE(chain.transactions().by_txid(wire::txid(some_transaction(2))), nullptr);
}

}  // namespace
}  // namespace bitpeer
