#include <bitpeer/node/block_reconstruction.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/compacted_blocks.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using fault = reconstruction_fault;
using test::answer_to;
using test::begun;
using test::compacted;
using test::pool_of;
using test::small_block;
using test::strangers;
using test::view_of;

template <class Element>
void shuffle(std::vector<Element>& elements, random_source& random) {
    for (auto left = elements.size(); left > 1; --left) {
        std::swap(elements[left - 1], elements[random.below(left)]);
    }
}

// Real blocks.

class real_blocks : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        raw = test::read_recorded("blocks/" + GetParam());
        if (!raw) GTEST_SKIP();
    }

    std::optional<bytes> raw;
    test::splitmix64 random{1};
};

TEST_P(real_blocks, come_back_to_the_byte_with_the_transactions_that_are_asked_for) {
    for (const auto version : {compact_version::by_txid, compact_version::by_wtxid}) {
        auto pool = pool_of(*raw);
        shuffle(pool, random);
        const auto missing = pool.size() / 10;
        pool.resize(pool.size() - missing);
        for (auto& other : strangers(2000)) pool.push_back(std::move(other));
        shuffle(pool, random);

        auto made = begun(compacted(*raw, version), version);
        EXPECT_EQ(made.hash(), view_of(*raw).hash());
        made.offer_all(pool);
        EXPECT_EQ(made.missing(), missing);
        if (const auto question = made.request()) {
            EXPECT_EQ(question->indexes.size(), missing);
            EXPECT_EQ(made.block().error().code, fault::incomplete);
            ASSERT_TRUE(made.take(answer_to(*question, *raw)));
        }
        EXPECT_FALSE(made.request());
        const auto block = made.block();
        ASSERT_TRUE(block) << block.error().message();
        EXPECT_TRUE(*block == *raw);

        const auto& numbers = made.statistics();
        EXPECT_EQ(numbers.prefilled, 1U);
        EXPECT_EQ(numbers.fetched, missing);
        EXPECT_EQ(numbers.transactions, numbers.prefilled + numbers.found + numbers.fetched);
        EXPECT_EQ(numbers.collisions, 0U);
        std::size_t here = 0;
        for (const auto& one : pool) here += one.raw.size();
        for (const auto& one : strangers(2000)) here -= one.raw.size();
        EXPECT_EQ(numbers.bytes_saved, here - 6 * numbers.found);
    }
}

TEST_P(real_blocks, come_back_without_a_question_from_a_full_pool) {
    auto made = begun(compacted(*raw));
    made.offer_all(pool_of(*raw));
    EXPECT_FALSE(made.request());
    EXPECT_TRUE(made.block().value() == *raw);
}

TEST_P(real_blocks, come_back_when_everything_is_asked_for) {
    auto made = begun(compacted(*raw));
    if (const auto question = made.request()) ASSERT_TRUE(made.take(answer_to(*question, *raw)));
    EXPECT_TRUE(made.block().value() == *raw);
    EXPECT_EQ(made.statistics().bytes_saved, 0U);
}

TEST_P(real_blocks, come_back_with_any_transactions_along) {
    const auto count = view_of(*raw).transactions().size();
    std::vector<std::uint16_t> along;
    for (std::size_t i = 0; i < 40; ++i) {
        along.push_back(static_cast<std::uint16_t>(random.below(count)));
    }
    along.push_back(static_cast<std::uint16_t>(count - 1));
    auto made = begun(compacted(*raw, compact_version::by_wtxid, along));
    made.offer_all(pool_of(*raw));
    EXPECT_TRUE(made.block().value() == *raw);
}

INSTANTIATE_TEST_SUITE_P(
    , real_blocks,
    ::testing::Values(
        "block413567.raw", "bcoin_block1.raw", "bcoin_block482683.raw", "bcoin_block928831.raw",
        "mainnet_block_000000000000000000000c835b2adcaedc20fdf6ee440009c249452c726dafae.raw"
    )
);

TEST(block_reconstruction, takes_what_real_peers_sent) {
    for (const std::string height : {"426884", "898352"}) {
        const auto recorded = test::read_recorded("bip152/compact" + height + ".raw");
        const auto raw = test::read_recorded("blocks/bcoin_block" + height + ".raw");
        if (!recorded || !raw) GTEST_SKIP();
        for (const auto version : {compact_version::by_txid, compact_version::by_wtxid}) {
            // None of these transactions has a witness, so that both versions fit.
            auto made = begun(shared_bytes::copy(*recorded), version);
            made.offer_all(pool_of(*raw));
            EXPECT_EQ(made.missing(), 0U);
            EXPECT_TRUE(made.block().value() == *raw);
        }
    }
}

TEST_F(small_block, asks_for_what_is_missing_by_position) {
    auto made = begin();
    made.offer(pool[0]);
    made.offer(pool[4]);
    made.offer(pool[8]);
    const wire::getblocktxn expected{view_of(raw).hash(), {2, 3, 4, 6, 7, 8}};
    EXPECT_EQ(made.request(), expected);
}

TEST_F(small_block, takes_an_extra_pool_beside_the_first) {
    auto made = begin();
    made.offer_all(std::span(pool).first(5));
    made.offer_all(strangers(10));
    made.offer_all(std::span(pool).subspan(5));
    EXPECT_EQ(made.block().value(), bytes(raw.view().begin(), raw.view().end()));
}

TEST_F(small_block, takes_one_transaction_from_two_pools_for_one) {
    auto made = begin();
    for (int twice = 0; twice < 2; ++twice) {
        for (const auto& one : pool) {
            made.offer({one.txid, one.wtxid, shared_bytes::copy(one.raw)});
        }
    }
    EXPECT_EQ(made.statistics().collisions, 0U);
    EXPECT_EQ(made.missing(), 0U);
}

TEST_F(small_block, asks_for_what_two_candidates_claim_to_be) {
    auto made = begin();
    for (std::size_t i = 1; i < pool.size(); ++i) made.offer(pool[i]);
    made.offer(pool[0]);
    // Another one whose short id is the same, as if by chance; then a third one, and the first.
    made.offer(pool[0].wtxid, strangers(1)[0].raw);
    EXPECT_EQ(made.missing(), 1U);
    made.offer(pool[0].wtxid, strangers(2)[1].raw);
    made.offer(pool[0]);
    EXPECT_EQ(made.missing(), 1U);
    EXPECT_EQ(made.statistics().collisions, 1U);
    EXPECT_EQ(made.statistics().found, 8U);
    const auto question = made.request().value();
    EXPECT_EQ(question.indexes, wire::index_list{1});
    ASSERT_TRUE(made.take(answer_to(question, raw)));
    EXPECT_TRUE(std::ranges::equal(made.block().value(), raw.view()));
    std::size_t saved = 0;
    for (std::size_t i = 1; i < pool.size(); ++i) saved += pool[i].raw.size() - 6;
    EXPECT_EQ(made.statistics().bytes_saved, saved);
}

TEST_F(small_block, by_txid_is_not_sure_which_witness_is_meant) {
    auto made = begun(compacted(raw, compact_version::by_txid), compact_version::by_txid);
    made.offer_all(pool);
    auto other = test::some_transaction(1);
    other.inputs[0].witness.push_back(bytes{4, 5});
    ASSERT_EQ(wire::txid(other), pool[1].txid);
    made.offer({pool[1].txid, wire::wtxid(other), shared_bytes(wire::encode(other).value())});
    EXPECT_EQ(made.request()->indexes, wire::index_list{2});
}

TEST_F(small_block, outlives_the_messages_that_it_is_made_of) {
    std::optional<block_reconstruction> made;
    {
        auto sent = test::payload_of(compact);
        made = begun(sent);
    }
    made->offer_all(std::exchange(pool, {}));
    EXPECT_TRUE(std::ranges::equal(made->block().value(), raw.view()));
}

}  // namespace
}  // namespace bitpeer
