/// Views say what decoding says, and cost no allocation.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/transaction_view.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/recorded_chain.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <ranges>
#include <vector>

namespace bitpeer::wire {
namespace {

static_assert(std::ranges::forward_range<decltype(block_view::over({})->transactions())>);
static_assert(std::ranges::forward_range<witness_view>);

template <class Transaction>
void expect_same(const basic_transaction_view<Transaction>& view, const Transaction& owned) {
    EXPECT_EQ(view.version(), owned.version);
    EXPECT_EQ(view.lock_time(), owned.lock_time);
    EXPECT_EQ(view.has_witness(), owned.has_witness());
    EXPECT_EQ(view.txid(), txid(owned));
    EXPECT_EQ(view.wtxid(), wtxid(owned));
    EXPECT_EQ(view.size(), encoded_size(owned));
    EXPECT_EQ(view.stripped_size(), stripped_size(owned));
    EXPECT_EQ(view.weight(), weight(owned));
    EXPECT_EQ(view.owned(), owned);

    ASSERT_EQ(view.inputs().size(), owned.inputs.size());
    auto input = owned.inputs.begin();
    for (const auto& seen : view.inputs()) {
        EXPECT_EQ(seen.previous, input->previous);
        EXPECT_TRUE(std::ranges::equal(seen.script, input->script));
        EXPECT_EQ(seen.sequence, input->sequence);
        EXPECT_EQ(seen.witness.size(), input->witness.size());
        EXPECT_EQ(seen.witness.empty(), input->witness.empty());
        EXPECT_TRUE(std::ranges::equal(seen.witness, input->witness, [](auto a, auto b) {
            return std::ranges::equal(a, b);
        }));
        ++input;
    }
    ASSERT_EQ(view.outputs().size(), owned.outputs.size());
    auto output = owned.outputs.begin();
    for (const auto& seen : view.outputs()) {
        EXPECT_EQ(seen.value, output->value);
        EXPECT_TRUE(std::ranges::equal(seen.script, output->script));
        ++output;
    }
}

template <class Block>
void expect_same_block(byte_view payload) {
    const auto view = basic_block_view<Block>::over(payload);
    const auto owned = decode<Block>(payload);
    ASSERT_TRUE(view) << view.error().message();
    ASSERT_TRUE(owned);
    EXPECT_EQ(view->header(), owned->header);
    EXPECT_EQ(view->hash(), block_hash(owned->header));
    EXPECT_EQ(view->size(), encoded_size(*owned));
    ASSERT_EQ(view->transactions().size(), owned->transactions.size());
    auto transaction = owned->transactions.begin();
    for (const auto& seen : view->transactions()) expect_same(seen, *transaction++);
    EXPECT_EQ(transaction, owned->transactions.end());
}

TEST(views, agree_with_decoding_on_arbitrary_transactions) {
    test::splitmix64 random{21};
    for (int round = 0; round < 500; ++round) {
        transaction owned;
        arbitrary_of(owned, random);
        auto raw = encode(owned).value();
        const auto size = raw.size();
        raw.push_back(0);  // whatever follows
        const auto view = transaction_view::over(raw);
        ASSERT_TRUE(view) << view.error().message();
        EXPECT_EQ(view->size(), size);
        expect_same(*view, owned);
    }
}

TEST(views, agree_with_decoding_on_arbitrary_blocks) {
    test::splitmix64 random{2};
    for (int round = 0; round < 100; ++round) {
        block owned;
        owned.transactions.resize(random.below(5));
        for (auto& transaction : owned.transactions) arbitrary_of(transaction, random);
        expect_same_block<block>(encode(owned).value());
    }
}

TEST(views, agree_with_decoding_on_litecoin_blocks) {
    test::splitmix64 random{3};
    for (int round = 0; round < 100; ++round) {
        litecoin::block owned;
        owned.transactions.resize(1 + random.below(5));
        for (auto& transaction : owned.transactions) arbitrary_of(transaction, random);
        owned.extension_block.assign(random.below(9), 7);
        expect_same_block<litecoin::block>(encode(owned).value());
    }
}

TEST(views, agree_with_decoding_on_litecoin_transactions_with_an_mweb_part) {
    test::splitmix64 random{9};
    for (int round = 0; round < 100; ++round) {
        litecoin::transaction owned;
        arbitrary_of(owned, random);
        owned.extension.content = {1, 2, 3, 4, 5};
        const auto raw = encode(owned).value();
        const auto view = basic_transaction_view<litecoin::transaction>::over(raw);
        ASSERT_TRUE(view) << view.error().message();
        expect_same(*view, owned);
    }
}

TEST(views, agree_with_decoding_on_arbitrary_compact_blocks) {
    test::splitmix64 random{4};
    for (int round = 0; round < 200; ++round) {
        cmpctblock owned;
        owned.nonce = random.next();
        arbitrary_of(owned.transactions, random);
        const auto payload = encode(owned).value();
        const auto view = compact_block_view::over(payload);
        ASSERT_TRUE(view) << view.error().message();
        EXPECT_EQ(view->header(), owned.header);
        EXPECT_EQ(view->nonce(), owned.nonce);
        EXPECT_EQ(view->key_material().size(), 88U);
        EXPECT_TRUE(std::ranges::equal(view->short_ids(), owned.transactions.short_ids));
        ASSERT_EQ(view->prefilled().size(), owned.transactions.prefilled.size());
        EXPECT_EQ(
            view->transaction_count(),
            owned.transactions.short_ids.size() + owned.transactions.prefilled.size()
        );
        auto prefilled = owned.transactions.prefilled.begin();
        for (const auto& seen : view->prefilled()) {
            EXPECT_EQ(seen.index, prefilled->index);
            expect_same(seen.transaction, prefilled->transaction);
            ++prefilled;
        }
    }
}

TEST(views, refuse_what_decoding_refuses) {
    test::splitmix64 random{5};
    for (int round = 0; round < 200; ++round) {
        block owned;
        owned.transactions.resize(1 + random.below(3));
        for (auto& transaction : owned.transactions) arbitrary_of(transaction, random);
        auto payload = encode(owned).value();
        payload[random.below(payload.size())] = static_cast<std::uint8_t>(random.next());
        if (random.below(3) == 0) payload.resize(random.below(payload.size()));
        const auto view = block_view::over(payload);
        const auto decoded = decode<block>(payload);
        ASSERT_EQ(view.has_value(), decoded.has_value());
        if (view) {
            expect_same_block<block>(payload);
        } else {
            EXPECT_EQ(view.error().message(), decoded.error().message());
        }
    }
}

TEST(views, can_be_gone_through_more_than_once) {
    test::splitmix64 random{6};
    block owned;
    owned.transactions.resize(3);
    for (auto& transaction : owned.transactions) arbitrary_of(transaction, random);
    const auto payload = encode(owned).value();
    const auto transactions = block_view::over(payload)->transactions();
    auto first = transactions.begin();
    const auto kept = first++;
    EXPECT_NE(kept, first);
    EXPECT_EQ(kept->txid(), txid(owned.transactions[0]));
    EXPECT_EQ(first->txid(), txid(owned.transactions[1]));
    EXPECT_EQ(std::ranges::distance(transactions), 3);
    EXPECT_EQ(transactions.begin(), kept);
}

TEST(views, of_empty_things_are_empty) {
    EXPECT_TRUE(transaction_view().bytes().empty());
    EXPECT_TRUE(transaction_view().inputs().empty());
    EXPECT_TRUE(transaction_view().outputs().empty());
    const auto payload = encode(block{}).value();
    const auto view = block_view::over(payload);
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->transactions().empty());
    EXPECT_EQ(view->transactions().begin(), view->transactions().end());
}

TEST(views, allocate_nothing) {
    test::splitmix64 random{7};
    cmpctblock compact;
    block whole;
    whole.transactions.resize(3);
    for (auto& transaction : whole.transactions) {
        arbitrary_of(transaction, random);
        transaction.inputs.resize(2);
        transaction.inputs[0].witness.push_back(bytes(600));
        compact.transactions.prefilled.push_back(
            {static_cast<std::uint16_t>(compact.transactions.prefilled.size()), transaction}
        );
    }
    const auto payload = encode(whole).value();
    const auto compact_payload = encode(compact).value();
    (void)crypto::sha256d({});  // the first hash on a thread makes what all others use

    const auto before = test::allocation_count();
    std::size_t seen = 0;
    const auto look_at = [&seen](const transaction_view& transaction) {
        for (const auto& input : transaction.inputs()) {
            seen += input.script.size();
            for (const auto& item : input.witness) seen += item.size();
        }
        for (const auto& output : transaction.outputs()) seen += output.script.size();
        seen += transaction.txid().bytes[0] + transaction.wtxid().bytes[0] + transaction.weight();
    };
    const auto view = block_view::over(payload).value();
    for (const auto& transaction : view.transactions()) look_at(transaction);
    seen += view.hash().bytes[0];
    const auto compact_view = compact_block_view::over(compact_payload).value();
    for (const auto& prefilled : compact_view.prefilled()) look_at(prefilled.transaction);
    for (const auto& id : compact_view.short_ids()) seen += id[0];
    seen += compact_view.header().time;
    EXPECT_EQ(test::allocation_count(), before);
    EXPECT_GT(seen, 6 * 600U);
}

TEST(views, agree_with_decoding_on_recorded_blocks) {
    for (const auto& recorded : test::all_recorded_blocks().blocks) {
        SCOPED_TRACE(recorded.name);
        expect_same_block<block>(recorded.payload);
        std::vector<hash256> names;
        const auto view = block_view::over(recorded.payload).value();
        for (const auto& transaction : view.transactions()) names.push_back(transaction.txid());
        EXPECT_EQ(merkle_root(names).root, view.header().merkle_root);
    }
    if (!test::all_recorded_blocks().complete) GTEST_SKIP() << "not all data is there";
}

TEST(views, agree_with_decoding_on_recorded_compact_blocks) {
    for (const std::string name : {"compact426884.raw", "compact898352.raw"}) {
        const auto payload = test::read_recorded("bip152/" + name);
        if (!payload) GTEST_SKIP() << "no data";
        const auto view = compact_block_view::over(*payload).value();
        const auto owned = decode<cmpctblock>(*payload).value();
        EXPECT_TRUE(std::ranges::equal(view.short_ids(), owned.transactions.short_ids));
        ASSERT_EQ(view.prefilled().size(), 1U);
        expect_same(
            view.prefilled().begin()->transaction, owned.transactions.prefilled[0].transaction
        );
    }
}

}  // namespace
}  // namespace bitpeer::wire
