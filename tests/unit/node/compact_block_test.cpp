#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/compact_block.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

std::string digest(byte_view data) { return to_hex(crypto::sha256(data).bytes); }

std::string in_hex(std::uint64_t number) {
    bytes reversed(sizeof number);
    store_be(reversed.data(), number);
    return to_hex(reversed);
}

/// A block of regtest with a coinbase and nine transactions.
shared_bytes block_of_ten() {
    served_chain chain(networks::bitcoin_regtest);
    std::vector<wire::transaction> transactions;
    for (std::uint32_t i = 0; i < 9; ++i) {
        transactions.push_back(test::some_transaction(i, i % 2 == 1));
    }
    return test::extend(chain, transactions).raw;
}

std::vector<std::uint16_t> positions_of(const wire::cmpctblock& made) {
    std::vector<std::uint16_t> positions;
    for (const auto& one : made.transactions.prefilled) positions.push_back(one.index);
    return positions;
}

/// Short ids and payloads made by Bitcoin Core's test framework.
class derived_short_ids : public ::testing::Test {
protected:
    void SetUp() override {
        const auto list = test::read_recorded_json("bip152/derived_shortids.json");
        if (!list) GTEST_SKIP();
        for (const auto& [unused, entry] : *list) {
            if (entry.get_optional<std::string>("file")) entries_.push_back(entry);
        }
        ASSERT_EQ(entries_.size(), 4U);
    }

    template <class Check>
    void each(Check check) {
        for (const auto& entry : entries_) {
            const auto file = entry.get<std::string>("file");
            SCOPED_TRACE(file);
            const auto raw = test::read_recorded("blocks/" + file);
            if (!raw) GTEST_SKIP();
            const auto nonce = std::stoull(entry.get<std::string>("nonce"), nullptr, 16);
            check(entry, wire::block_view::over(*raw).value(), nonce);
        }
    }

private:
    std::vector<boost::property_tree::ptree> entries_;
};

TEST_F(derived_short_ids, have_the_same_key) {
    each([](const auto& entry, const wire::block_view& block, std::uint64_t nonce) {
        const auto key = short_id_key(block.header(), nonce);
        EXPECT_EQ(key.k0, std::stoull(entry.template get<std::string>("k0"), nullptr, 16));
        EXPECT_EQ(key.k1, std::stoull(entry.template get<std::string>("k1"), nullptr, 16));
    });
}

TEST_F(derived_short_ids, are_the_same_in_both_versions) {
    each([](const auto& entry, const wire::block_view& block, std::uint64_t nonce) {
        for (const auto version : {compact_version::by_txid, compact_version::by_wtxid}) {
            const std::string name = version == compact_version::by_txid ? "v1" : "v2";
            const auto made = make_cmpctblock(block, nonce, version);
            ASSERT_TRUE(made);
            bytes all;
            for (const auto& id : made->transactions.short_ids) {
                all.insert(all.end(), id.begin(), id.end());
            }
            const auto expected = entry.template get<std::string>(
                name + "_sha256_of_all_shortids_le6_except_coinbase"
            );
            EXPECT_EQ(digest(all), expected);
            std::size_t place = 0;
            for (const auto& [unused, id] : entry.get_child(name + "_first5_after_coinbase")) {
                const auto ours = short_id_from(made->transactions.short_ids.at(place++));
                EXPECT_EQ(in_hex(ours).substr(4), id.data());
            }
        }
    });
}

TEST_F(derived_short_ids, make_the_same_payload) {
    each([](const auto& entry, const wire::block_view& block, std::uint64_t nonce) {
        const auto made = make_cmpctblock(block, nonce, compact_version::by_wtxid);
        const auto payload = wire::encode(*made).value();
        EXPECT_EQ(payload.size(), entry.template get<std::size_t>("cmpctblock_v2_payload_len"));
        EXPECT_EQ(digest(payload), entry.template get<std::string>("cmpctblock_v2_payload_sha256"));
    });
}

TEST(compact_block, is_made_as_real_peers_made_it) {
    for (const std::string height : {"426884", "898352"}) {
        const auto recorded = test::read_recorded("bip152/compact" + height + ".raw");
        const auto raw = test::read_recorded("blocks/bcoin_block" + height + ".raw");
        if (!recorded || !raw) GTEST_SKIP();
        const auto theirs = wire::compact_block_view::over(*recorded).value();
        const auto block = wire::block_view::over(*raw).value();
        const auto ours = make_cmpctblock(block, theirs.nonce(), compact_version::by_txid);
        EXPECT_EQ(to_hex(wire::encode(*ours).value()), to_hex(*recorded));
    }
}

TEST(compact_block, brings_the_coinbase_along) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    const auto made = make_cmpctblock(block, 5, compact_version::by_wtxid).value();
    EXPECT_EQ(made.header, block.header());
    EXPECT_EQ(made.nonce, 5U);
    EXPECT_EQ(positions_of(made), std::vector<std::uint16_t>{0});
    EXPECT_EQ(made.transactions.short_ids.size(), 9U);
}

TEST(compact_block, brings_chosen_transactions_along) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    const std::vector<std::uint16_t> chosen{9, 3, 3, 0, 10, 65'535};  // the last two do not exist
    const auto made = make_cmpctblock(block, 5, compact_version::by_wtxid, chosen).value();
    EXPECT_EQ(positions_of(made), (std::vector<std::uint16_t>{0, 3, 9}));
    EXPECT_EQ(made.transactions.short_ids.size(), 7U);
    const auto payload = wire::encode(made).value();
    EXPECT_EQ(wire::decode<wire::cmpctblock>(payload).value(), made);
}

TEST(compact_block, has_other_short_ids_with_another_nonce) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    const auto one = make_cmpctblock(block, 1, compact_version::by_wtxid).value();
    const auto two = make_cmpctblock(block, 2, compact_version::by_wtxid).value();
    EXPECT_NE(one.transactions.short_ids, two.transactions.short_ids);
}

TEST(compact_block, tells_versions_apart_where_there_is_a_witness) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    const auto one = make_cmpctblock(block, 1, compact_version::by_txid).value();
    const auto two = make_cmpctblock(block, 1, compact_version::by_wtxid).value();
    for (std::size_t i = 0; i < 9; ++i) {
        const bool same = one.transactions.short_ids[i] == two.transactions.short_ids[i];
        EXPECT_EQ(same, i % 2 == 0);
    }
}

TEST(compact_block, is_not_made_of_more_transactions_than_it_can_number) {
    for (const std::size_t count : {65'535U, 65'536U}) {
        wire::block many;
        many.transactions.resize(count);  // each of ten bytes
        const auto raw = wire::encode(many).value();
        const auto block = wire::block_view::over(raw).value();
        const auto made = make_cmpctblock(block, 0, compact_version::by_wtxid);
        EXPECT_EQ(made.has_value(), count == 65'535);
        if (made) EXPECT_TRUE(wire::encode(*made));
    }
}

TEST(compact_block, of_no_transactions_brings_none_along) {
    const auto raw = wire::encode(wire::block{}).value();
    const auto block = wire::block_view::over(raw).value();
    const auto made = make_cmpctblock(block, 0, compact_version::by_wtxid).value();
    EXPECT_EQ(made.transactions, wire::compact_transactions<wire::transaction>{});
}

TEST(short_id, travels_in_little_endian) {
    const std::array<std::uint8_t, 6> field{1, 2, 3, 4, 5, 6};
    EXPECT_EQ(short_id_from(field), 0x0605'0403'0201U);
    EXPECT_EQ(short_id_bytes(0x0605'0403'0201), field);
}

TEST(getblocktxn, is_answered_in_the_order_of_the_block) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    const auto whole = wire::decode<wire::block>(raw).value();
    const auto answer = answer_getblocktxn(block, {block.hash(), {0, 4, 9}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->block, block.hash());
    const wire::list<wire::transaction> expected{
        whole.transactions[0], whole.transactions[4], whole.transactions[9]};
    EXPECT_EQ(answer->transactions, expected);
    EXPECT_TRUE(answer_getblocktxn(block, {block.hash(), {}})->transactions.empty());
}

TEST(getblocktxn, beyond_the_block_is_not_answered) {
    const auto raw = block_of_ten();
    const auto block = wire::block_view::over(raw).value();
    EXPECT_FALSE(answer_getblocktxn(block, {block.hash(), {0, 10}}));
    EXPECT_FALSE(answer_getblocktxn(block, {block.hash(), {65'535}}));
}

}  // namespace
}  // namespace bitpeer
