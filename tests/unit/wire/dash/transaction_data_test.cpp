/// Special transactions of Dash's chain, and the first blocks of its networks.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dash/block_view.hpp>
#include <bitpeer/wire/dash/messages/block.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace bitpeer::wire::dash {
namespace {

constexpr format_options strict{.trailing = trailing_bytes::refused};

TEST(dash_special_transactions, come_back_to_the_byte_and_have_the_stated_names) {
    const auto list = test::read_recorded_json("dash/special_tx.json");
    if (!list) GTEST_SKIP() << "no data";
    EXPECT_EQ(list->size(), 25U);
    std::set<std::uint16_t> types;
    for (const auto& [unused, entry] : *list) {
        const auto name = entry.get<std::string>("tx_hash");
        SCOPED_TRACE(name);
        const auto raw = from_hex(entry.get<std::string>("hex")).value();
        const auto read = decode<transaction>(raw, strict);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_TRUE(read->has_extra_payload());
        EXPECT_FALSE(read->extra_payload.empty());
        EXPECT_EQ(encode(*read), raw);
        EXPECT_EQ(check<transaction>(raw), raw.size());
        EXPECT_EQ(txid(*read).to_string(), name);
        EXPECT_EQ(txid_of_checked(raw).to_string(), name);
        EXPECT_EQ(
            to_hex(transaction_view::over(raw)->extra_payload()), to_hex(read->extra_payload)
        );
        types.insert(read->type.number);
        for (std::size_t size = 0; size < raw.size(); ++size) {
            ASSERT_FALSE(decode<transaction>(byte_view(raw).first(size))) << "at " << size;
        }
    }
    EXPECT_GT(types.size(), 1U);
}

TEST(dash_first_blocks, come_back_to_the_byte_and_have_their_merkle_root) {
    const auto list = test::read_recorded_json("dash/genesis.json");
    if (!list) GTEST_SKIP() << "no data";
    EXPECT_EQ(list->size(), 3U);
    for (const auto& [unused, entry] : *list) {
        SCOPED_TRACE(entry.get<std::string>("network"));
        const auto raw = from_hex(entry.get<std::string>("block_hex")).value();
        const auto read = decode<block>(raw, strict);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(encode(*read), raw);
        ASSERT_EQ(read->transactions.size(), 1U);
        const std::vector<hash256> names{txid(read->transactions[0])};
        EXPECT_EQ(merkle_root(names).root, read->header.merkle_root);

        const auto view = block_view::over(raw).value();
        EXPECT_EQ(view.header(), read->header);
        EXPECT_EQ(to_hex(view.header_bytes()), entry.get<std::string>("header_hex"));
        EXPECT_EQ(view.transactions().begin()->txid(), names[0]);
        for (std::size_t size = 0; size < raw.size(); ++size) {
            ASSERT_FALSE(block_view::over(byte_view(raw).first(size))) << "at " << size;
        }
    }
}

TEST(dash_block_view, walks_over_special_transactions_without_an_allocation) {
    const auto list = test::read_recorded_json("dash/special_tx.json");
    if (!list) GTEST_SKIP() << "no data";
    block whole;
    for (const auto& [unused, entry] : *list) {
        const auto raw = from_hex(entry.get<std::string>("hex")).value();
        whole.transactions.push_back(decode<transaction>(raw).value());
    }
    const auto payload = encode(whole).value();

    std::vector<transaction_view> walked;
    walked.reserve(whole.transactions.size());
    const auto allocations_before = test::allocation_count();
    const auto view = block_view::over_checked(payload);
    for (const auto& transaction : view.transactions()) walked.push_back(transaction);
    EXPECT_EQ(test::allocation_count(), allocations_before);

    EXPECT_EQ(view.size(), payload.size());
    EXPECT_EQ(view.transactions().size(), whole.transactions.size());
    ASSERT_EQ(walked.size(), whole.transactions.size());
    for (std::size_t i = 0; i < walked.size(); ++i) {
        EXPECT_EQ(walked[i].owned(), whole.transactions[i]);
        EXPECT_EQ(walked[i].txid(), txid(whole.transactions[i]));
    }
}

}  // namespace
}  // namespace bitpeer::wire::dash
