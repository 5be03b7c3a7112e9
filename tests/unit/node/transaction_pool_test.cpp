#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using test::payload_of;
using test::some_transaction;

class transaction_pool_of_10_000_bytes : public ::testing::Test {
protected:
    static shared_bytes raw(std::uint32_t number, bool witness = false) {
        return payload_of(wire::tx{some_transaction(number, witness)});
    }

    transaction_pool pool{*wire::dialects::bitcoin.chain, 10'000};
};

TEST_F(transaction_pool_of_10_000_bytes, finds_a_transaction_by_either_name) {
    const auto transaction = some_transaction(1, true);
    const auto added = pool.add(raw(1, true));
    ASSERT_TRUE(added);
    EXPECT_EQ((*added)->raw, raw(1, true));
    EXPECT_EQ(pool.by_txid(wire::txid(transaction)), *added);
    EXPECT_EQ(pool.by_wtxid(wire::wtxid(transaction)), *added);
    EXPECT_EQ(pool.by_txid(wire::wtxid(transaction)), nullptr);
    EXPECT_EQ(pool.by_wtxid(wire::txid(transaction)), nullptr);
}

TEST_F(transaction_pool_of_10_000_bytes, without_a_witness_both_names_are_one) {
    const auto added = pool.add(raw(1)).value();
    EXPECT_EQ(added->txid, added->wtxid);
    EXPECT_EQ(pool.by_wtxid(added->txid), added);
}

TEST_F(transaction_pool_of_10_000_bytes, takes_each_once_whatever_its_witness) {
    ASSERT_TRUE(pool.add(raw(1)));
    EXPECT_EQ(pool.add(raw(1)).error().code, pool_fault::already_there);
    EXPECT_EQ(pool.add(raw(1, true)).error().code, pool_fault::already_there);
    EXPECT_EQ(pool.size(), 1U);
}

TEST_F(transaction_pool_of_10_000_bytes, refuses_what_is_no_transaction) {
    const auto whole = raw(1);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto refused = pool.add(whole.slice(0, size));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, pool_fault::malformed);
        EXPECT_TRUE(refused.error().message().starts_with("malformed: tx."));
    }
    EXPECT_EQ(pool.bytes(), 0U);
}

TEST_F(transaction_pool_of_10_000_bytes, keeps_no_memory_for_what_follows) {
    const auto whole = raw(1);
    bytes padded(whole.view().begin(), whole.view().end());
    padded.resize(1'000'000);
    const shared_bytes arrived(std::move(padded));
    const auto added = pool.add(arrived).value();
    EXPECT_EQ(added->raw, whole);
    EXPECT_NE(added->raw.data(), arrived.data());
}

TEST_F(transaction_pool_of_10_000_bytes, cuts_off_what_follows) {
    auto longer = wire::encode(wire::tx{some_transaction(1)}).value();
    const auto size = longer.size();
    longer.push_back(0);
    EXPECT_EQ(pool.add(shared_bytes(std::move(longer))).value()->raw.size(), size);
}

TEST_F(transaction_pool_of_10_000_bytes, holds_no_more_than_its_bound) {
    std::uint32_t number = 0;
    while (pool.add(raw(number))) ++number;
    EXPECT_EQ(pool.add(raw(number)).error().code, pool_fault::full);
    EXPECT_EQ(pool.size(), number);
    EXPECT_EQ(number, 10'000 / (raw(0).size() + transaction_pool::overhead));
    EXPECT_LE(pool.bytes(), 10'000U);

    ASSERT_TRUE(pool.remove(wire::txid(some_transaction(0))));
    EXPECT_TRUE(pool.add(raw(number)));
}

TEST_F(transaction_pool_of_10_000_bytes, lists_them_in_the_order_in_which_they_came) {
    const std::vector<std::uint32_t> numbers{5, 3, 9, 1};
    for (const auto number : numbers) ASSERT_TRUE(pool.add(raw(number)));
    ASSERT_TRUE(pool.remove(wire::txid(some_transaction(3))));
    std::vector<hash256> txids;
    for (const auto& transaction : pool.transactions()) txids.push_back(transaction.txid);
    EXPECT_EQ(
        txids,
        (std::vector{
            wire::txid(some_transaction(5)),
            wire::txid(some_transaction(9)),
            wire::txid(some_transaction(1))})
    );
}

TEST_F(transaction_pool_of_10_000_bytes, forgets_what_is_removed) {
    const auto txid = pool.add(raw(1, true)).value()->txid;
    const auto wtxid = wire::wtxid(some_transaction(1, true));
    EXPECT_TRUE(pool.remove(txid));
    EXPECT_FALSE(pool.remove(txid));
    EXPECT_EQ(pool.by_txid(txid), nullptr);
    EXPECT_EQ(pool.by_wtxid(wtxid), nullptr);
    EXPECT_EQ(pool.bytes(), 0U);
}

TEST_F(transaction_pool_of_10_000_bytes, can_be_moved) {
    const auto txid = pool.add(raw(1)).value()->txid;
    auto moved = std::move(pool);
    ASSERT_NE(moved.by_txid(txid), nullptr);
    EXPECT_TRUE(moved.remove(txid));
}

}  // namespace
}  // namespace bitpeer
