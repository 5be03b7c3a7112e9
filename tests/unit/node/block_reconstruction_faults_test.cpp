// What no block is made of, and who is to blame.

#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/compacted_blocks.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using fault = reconstruction_fault;
using test::answer_to;
using test::begun;
using test::bitcoin;
using test::small_block;
using test::strangers;
using test::view_of;

fault fault_of_compact(const shared_bytes& compact, const reconstruction_options& options = {}) {
    const auto made = block_reconstruction::begin(bitcoin, compact, options);
    EXPECT_FALSE(made);
    return made ? fault{99} : made.error().code;
}

fault fault_of(const wire::cmpctblock& sent) { return fault_of_compact(test::payload_of(sent)); }

TEST_F(small_block, is_not_completed_by_a_wrong_transaction_with_the_right_short_id) {
    auto made = begin();
    made.offer(pool[0].wtxid, strangers(1)[0].raw);
    made.offer_all(pool);  // would show the collision, were it not for what is missing behind it
    EXPECT_EQ(made.request()->indexes, wire::index_list{1});

    auto fooled = begin();
    for (std::size_t i = 1; i < pool.size(); ++i) fooled.offer(pool[i]);
    fooled.offer(pool[0].wtxid, strangers(1)[0].raw);
    const auto block = fooled.block();
    ASSERT_FALSE(block);
    EXPECT_EQ(block.error().code, fault::mutated);
    EXPECT_EQ(block.error().block, wire::block_fault::wrong_root);
    EXPECT_EQ(block.error().message(), "mutated: wrong_root");
}

TEST_F(small_block, is_not_completed_by_bytes_that_are_no_transaction) {
    for (const bytes& wrong : {bytes{}, bytes{1, 2, 3}, bytes(200, 0xff)}) {
        auto made = begin();
        for (std::size_t i = 1; i < pool.size(); ++i) made.offer(pool[i]);
        made.offer(pool[0].wtxid, shared_bytes::copy(wrong));
        EXPECT_EQ(made.block().error().code, fault::mutated);
    }
    // One byte behind the last transaction lies behind the block.
    auto made = begin();
    for (std::size_t i = 0; i + 1 < pool.size(); ++i) made.offer(pool[i]);
    bytes longer(pool.back().raw.view().begin(), pool.back().raw.view().end());
    longer.push_back(0);
    made.offer(pool.back().wtxid, shared_bytes(std::move(longer)));
    EXPECT_EQ(made.block().error().block, wire::block_fault::malformed);
}

TEST_F(small_block, is_mutated_when_a_witness_is_not_the_one_committed_to) {
    auto made = begin();
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (i != 3) made.offer(pool[i]);
    }
    auto answer = wire::decode<wire::blocktxn>(answer_to(made.request().value(), raw)).value();
    answer.transactions.at(0).inputs.at(0).witness.push_back(bytes{9});
    ASSERT_TRUE(made.take(test::payload_of(answer)));
    const auto block = made.block();
    ASSERT_FALSE(block);
    EXPECT_EQ(block.error().code, fault::mutated);
    EXPECT_EQ(block.error().block, wire::block_fault::wrong_witness);
}

TEST_F(small_block, is_mutated_when_the_answer_has_another_transaction) {
    auto made = begin();
    made.offer_all(std::span(pool).first(8));
    wire::blocktxn answer{made.hash(), {test::some_transaction(77)}};
    ASSERT_TRUE(made.take(test::payload_of(answer)));
    EXPECT_EQ(made.block().error().block, wire::block_fault::wrong_root);
}

TEST_F(small_block, is_mutated_when_transactions_repeat_under_the_same_root) {
    // Ten leaves: the last two appended once more leave the root as it is (CVE-2012-2459).
    auto whole = wire::decode<wire::block>(raw).value();
    whole.transactions.push_back(whole.transactions[8]);
    whole.transactions.push_back(whole.transactions[9]);
    ASSERT_EQ(wire::merkle_root(whole).root, whole.header.merkle_root);
    wire::cmpctblock sent;
    sent.header = whole.header;
    for (std::uint16_t i = 0; i < whole.transactions.size(); ++i) {
        sent.transactions.prefilled.push_back({i, whole.transactions[i]});
    }
    const auto made = begun(test::payload_of(sent));
    EXPECT_EQ(made.block().error().block, wire::block_fault::repeated);
}

TEST_F(small_block, refuses_an_answer_of_the_wrong_count) {
    auto made = begin();
    made.offer_all(std::span(pool).first(6));
    const auto question = made.request().value();
    auto answer = wire::decode<wire::blocktxn>(answer_to(question, raw)).value();
    auto more = answer;
    more.transactions.push_back(more.transactions[0]);
    EXPECT_EQ(made.take(test::payload_of(more)).error().code, fault::wrong_count);
    auto fewer = answer;
    fewer.transactions.pop_back();
    EXPECT_EQ(made.take(test::payload_of(fewer)).error().code, fault::wrong_count);
    EXPECT_EQ(made.request(), question);  // nothing was taken
    ASSERT_TRUE(made.take(test::payload_of(answer)));
    EXPECT_EQ(made.take(test::payload_of(answer)).error().code, fault::wrong_count);
    EXPECT_TRUE(std::ranges::equal(made.block().value(), raw.view()));
}

TEST_F(small_block, refuses_the_answer_for_another_block) {
    auto made = begin();
    auto answer = wire::decode<wire::blocktxn>(answer_to(made.request().value(), raw)).value();
    answer.block = {};
    EXPECT_EQ(made.take(test::payload_of(answer)).error().code, fault::other_block);
    EXPECT_EQ(made.missing(), 9U);
}

TEST_F(small_block, refuses_an_answer_that_cannot_be_decoded) {
    auto made = begin();
    const auto answer = answer_to(made.request().value(), raw);
    for (std::size_t length = 0; length < answer.size(); ++length) {
        const auto taken = made.take(answer.slice(0, length));
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().code, fault::malformed);
        EXPECT_TRUE(taken.error().detail);
    }
    EXPECT_EQ(made.missing(), 9U);
    EXPECT_TRUE(made.take(answer));
}

TEST_F(small_block, refuses_equal_short_ids) {
    compact.transactions.short_ids[3] = compact.transactions.short_ids[7];
    EXPECT_EQ(fault_of(compact), fault::repeated_short_id);
}

TEST_F(small_block, refuses_a_position_behind_the_end) {
    const auto coinbase = compact.transactions.prefilled[0].transaction;
    compact.transactions.prefilled.push_back({10, coinbase});  // the eleventh of eleven
    EXPECT_TRUE(block_reconstruction::begin(bitcoin, test::payload_of(compact)));
    compact.transactions.prefilled.back().index = 11;
    EXPECT_EQ(fault_of(compact), fault::index_overflow);
    compact.transactions.prefilled.back().index = 65'535;
    EXPECT_EQ(fault_of(compact), fault::index_overflow);
    compact.transactions.prefilled = {{1, coinbase}};
    compact.transactions.short_ids.clear();
    EXPECT_EQ(fault_of(compact), fault::index_overflow);
}

TEST_F(small_block, refuses_positions_that_add_up_to_too_much) {
    const auto coinbase = compact.transactions.prefilled[0].transaction;
    compact.transactions.short_ids.clear();
    compact.transactions.prefilled = {{65'535, coinbase}};
    auto payload = wire::encode(compact).value();
    const auto one = wire::encode(coinbase).value();
    payload[80 + 8 + 1] = 2;  // another one, with a gap of zero: at 65,536
    payload.push_back(0);
    payload.insert(payload.end(), one.begin(), one.end());
    const auto made = block_reconstruction::begin(bitcoin, shared_bytes(std::move(payload)));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, fault::index_overflow);
    EXPECT_EQ(made.error().detail->code, wire::errc::index_overflow);
}

TEST_F(small_block, refuses_a_transaction_of_nothing) {
    compact.transactions.prefilled[0].transaction = {};
    EXPECT_EQ(fault_of(compact), fault::empty_transaction);
}

TEST_F(small_block, refuses_a_block_of_nothing) {
    compact.transactions = {};
    EXPECT_EQ(fault_of(compact), fault::no_transactions);
}

TEST_F(small_block, refuses_more_transactions_than_a_block_can_have) {
    const auto with = [&](std::uint32_t count) {
        compact.transactions.short_ids.clear();
        for (std::uint32_t i = 0; i < count - 1; ++i) {
            compact.transactions.short_ids.push_back(short_id_bytes(i));
        }
        return test::payload_of(compact);
    };
    EXPECT_TRUE(block_reconstruction::begin(bitcoin, with(max_block_transactions)));
    EXPECT_EQ(fault_of_compact(with(max_block_transactions + 1)), fault::too_many_transactions);
    EXPECT_EQ(fault_of_compact(with(65'535)), fault::too_many_transactions);
    EXPECT_EQ(fault_of_compact(with(5), {.max_transactions = 4}), fault::too_many_transactions);
}

TEST_F(small_block, refuses_a_claim_without_bytes_behind_it) {
    auto payload = wire::encode(compact).value();
    payload.resize(88);
    payload.push_back(0xfd);
    payload.push_back(0xff);
    payload.push_back(0xff);
    const auto made = block_reconstruction::begin(bitcoin, shared_bytes(std::move(payload)));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, fault::malformed);
    EXPECT_EQ(made.error().detail->code, wire::errc::truncated);
}

TEST_F(small_block, refuses_any_part_of_the_message) {
    const auto payload = test::payload_of(compact);
    for (std::size_t length = 0; length < payload.size(); ++length) {
        EXPECT_EQ(fault_of_compact(payload.slice(0, length)), fault::malformed);
    }
}

TEST_F(small_block, is_never_put_together_above_the_size_of_a_message) {
    auto made = begin();
    for (const auto& one : pool) made.offer(one.wtxid, shared_bytes(bytes(500'000)));
    EXPECT_EQ(made.missing(), 0U);
    EXPECT_EQ(made.block().error().code, fault::too_large);
}

TEST_F(small_block, survives_damage_anywhere) {
    test::splitmix64 random{2};
    const auto payload = test::payload_of(compact);
    for (int round = 0; round < 3000; ++round) {
        bytes damaged(payload.view().begin(), payload.view().end());
        for (int i = 0; i < 3; ++i) {
            damaged[random.below(damaged.size())] ^= static_cast<std::uint8_t>(random.next());
        }
        auto made = block_reconstruction::begin(bitcoin, shared_bytes(std::move(damaged)));
        if (!made) continue;
        made->offer_all(pool);
        if (const auto question = made->request()) {
            const auto answer = answer_getblocktxn(view_of(raw), *question);
            if (!answer || !made->take(test::payload_of(*answer))) continue;
        }
        const auto block = made->block();
        if (!block) continue;
        // The header is the sender's word, but for the root.
        EXPECT_TRUE(std::ranges::equal(byte_view(*block).subspan(80), raw.view().subspan(80)));
    }
}

TEST(reconstruction_fault, says_whether_the_peer_broke_a_rule) {
    for (const auto code :
         {fault::malformed,
          fault::no_transactions,
          fault::too_many_transactions,
          fault::index_overflow,
          fault::empty_transaction,
          fault::wrong_count}) {
        EXPECT_TRUE(breaks_rules(code)) << to_string(code);
    }
    for (const auto code :
         {fault::repeated_short_id,
          fault::other_block,
          fault::incomplete,
          fault::too_large,
          fault::mutated}) {
        EXPECT_FALSE(breaks_rules(code)) << to_string(code);
    }
    EXPECT_EQ(to_string(fault::mutated), "mutated");
}

}  // namespace
}  // namespace bitpeer
