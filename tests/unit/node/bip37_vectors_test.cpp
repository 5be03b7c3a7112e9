// The cases of Bitcoin Core's bloom_tests, by the data that they use. What each case does with it
// is told here.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/bloom_filter.hpp>
#include <bitpeer/node/partial_merkle_tree.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/recorded_chain.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using wire::bloom_update;

class bip37_vectors : public ::testing::Test {
protected:
    void SetUp() override {
        constants_ = test::read_recorded_json("bip37/bloom_tests_constants.json");
        if (!constants_) GTEST_SKIP();
    }

    [[nodiscard]] bytes data(const std::string& name, std::size_t index) const {
        return from_hex(text(name, "hex_constants", index)).value();
    }
    [[nodiscard]] hash256 hash(const std::string& name, std::size_t index) const {
        return hash256::parse(text(name, "hash_constants", index)).value();
    }
    [[nodiscard]] wire::block block(const std::string& name) const {
        return wire::decode<wire::block>(data(name, 0)).value();
    }

private:
    [[nodiscard]] std::string text(
        const std::string& name, const std::string& kind, std::size_t index
    ) const {
        const auto& list = constants_->get_child(name).get_child(kind);
        return std::next(list.begin(), static_cast<std::ptrdiff_t>(index))->second.data();
    }

    std::optional<boost::property_tree::ptree> constants_;
};

bloom_filter tight_filter(bloom_update update = bloom_update::all) {
    return {10, 0.000001, 0, update};
}

/// What a node does for `getdata` of a filtered block.
wire::merkleblock filtered(const wire::block& block, bloom_filter& filter) {
    std::vector<hash256> txids;
    std::vector<bool> matches;
    for (const auto& transaction : block.transactions) {
        txids.push_back(wire::txid(transaction));
        matches.push_back(filter.matches(transaction));
    }
    return build_merkleblock(block.header, txids, matches);
}

std::vector<merkle_match> proven(const wire::block& block, bloom_filter& filter) {
    // As it comes out of the other end.
    const auto payload = wire::encode(filtered(block, filter)).value();
    return check_merkleblock(wire::decode<wire::merkleblock>(payload).value()).value();
}

TEST_F(bip37_vectors, insertions_give_the_published_filters) {
    const std::vector<std::pair<std::string, std::uint32_t>> cases{
        {"bloom_create_insert_serialize", 0},
        {"bloom_create_insert_serialize_with_tweak", 2147483649U}};
    for (const auto& [name, tweak] : cases) {
        bloom_filter filter(3, 0.01, tweak, bloom_update::all);
        const bool plain = tweak == 0;
        const auto present = data(name, 0);
        const auto absent = data(name, plain ? 3 : 2);  // one bit away
        EXPECT_FALSE(filter.contains(present));
        filter.insert(present);
        EXPECT_TRUE(filter.contains(present));
        EXPECT_FALSE(filter.contains(absent));
        for (const std::size_t index : {plain ? 4U : 3U, plain ? 6U : 5U}) {
            filter.insert(data(name, index));
            EXPECT_TRUE(filter.contains(data(name, index)));
        }
        const auto expected = data(name, plain ? 8 : 7);
        EXPECT_EQ(to_hex(wire::encode(filter.message()).value()), to_hex(expected));
    }
}

// The key of BIP37's own example, and its hash.
TEST_F(bip37_vectors, a_key_and_its_hash_give_the_published_filter) {
    bloom_filter filter(2, 0.001, 0, bloom_update::all);
    filter.insert(from_hex("045b81f0017e2091e2edcd5eecf10d5bdd120a5514cb3ee65b8447ec18bfc4575c"
                           "6d5bf415e54e03b1067934a0f0ba76b01c6b9ab227142ee1d543764b69d901e0")
                      .value());
    filter.insert(from_hex("477abbacd4113f2e6b100526222eedd953c26a64").value());
    EXPECT_EQ(
        to_hex(wire::encode(filter.message()).value()), to_hex(data("bloom_create_insert_key", 0))
    );
}

TEST_F(bip37_vectors, a_transaction_matches_by_each_of_its_parts) {
    const std::string name = "bloom_match";
    const auto transaction = wire::decode<wire::tx>(data(name, 0)).value().transaction;
    ASSERT_EQ(wire::txid(transaction), hash(name, 0));
    const auto matched_by = [&](const auto& element) {
        auto filter = tight_filter();
        filter.insert(element);
        return filter.matches(transaction);
    };
    EXPECT_TRUE(matched_by(hash(name, 0)));
    EXPECT_TRUE(matched_by(data(name, 1)));  // the txid as bytes in wire order
    EXPECT_TRUE(matched_by(data(name, 2)));  // the input's signature
    EXPECT_TRUE(matched_by(data(name, 3)));  // and its key
    EXPECT_TRUE(matched_by(data(name, 4)));  // the hash in an output
    EXPECT_TRUE(matched_by(data(name, 5)));
    EXPECT_TRUE(matched_by(wire::outpoint{hash(name, 2), 0}));

    EXPECT_FALSE(matched_by(hash(name, 4)));
    EXPECT_FALSE(matched_by(data(name, 6)));
    EXPECT_FALSE(matched_by(wire::outpoint{hash(name, 5), 1}));
    EXPECT_FALSE(matched_by(wire::outpoint{hash(name, 6), 0}));
}

TEST_F(bip37_vectors, what_spends_a_matched_output_matches) {
    const std::string name = "bloom_match";
    const auto transaction = wire::decode<wire::tx>(data(name, 0)).value().transaction;
    wire::transaction spending;
    spending.inputs.emplace_back().previous = {wire::txid(transaction), 0};
    auto filter = tight_filter();
    filter.insert(data(name, 4));
    EXPECT_FALSE(filter.matches(spending));
    EXPECT_TRUE(filter.matches(transaction));
    EXPECT_TRUE(filter.matches(spending));
}

TEST_F(bip37_vectors, the_last_transactions_of_a_block_are_proven) {
    const auto raw = test::read_recorded_hex("blocks/rust_block_13b8a.hex");
    if (!raw) GTEST_SKIP();
    const auto block = wire::decode<wire::block>(*raw).value();
    const std::string name = "merkle_block_1";
    auto filter = tight_filter();
    filter.insert(hash(name, 0));
    const std::vector<merkle_match> last{{8, hash(name, 0)}};
    EXPECT_EQ(proven(block, filter), last);
    filter.insert(hash(name, 2));
    const std::vector<merkle_match> two{{7, hash(name, 2)}, {8, hash(name, 0)}};
    EXPECT_EQ(proven(block, filter), two);
}

TEST_F(bip37_vectors, a_block_is_matched_in_its_order_with_a_growing_filter) {
    const std::string name = "merkle_block_2";
    auto filter = tight_filter();
    filter.insert(hash(name, 0));
    const std::vector<merkle_match> first{{0, hash(name, 0)}};
    EXPECT_EQ(proven(block(name), filter), first);
    // A key that an output pays to, whose outpoint the next ones spend.
    filter.insert(data(name, 1));
    const std::vector<merkle_match> all{
        {0, hash(name, 0)}, {1, hash(name, 2)}, {2, hash(name, 3)}, {3, hash(name, 4)}};
    EXPECT_EQ(proven(block(name), filter), all);
}

TEST_F(bip37_vectors, without_growth_what_spends_is_not_matched) {
    const std::string name = "merkle_block_2_with_update_none";
    auto filter = tight_filter(bloom_update::none);
    filter.insert(hash(name, 0));
    filter.insert(data(name, 1));
    const std::vector<merkle_match> three{
        {0, hash(name, 0)}, {1, hash(name, 2)}, {3, hash(name, 3)}};
    EXPECT_EQ(proven(block(name), filter), three);
}

TEST_F(bip37_vectors, a_block_of_one_transaction_gives_the_published_message) {
    const std::string name = "merkle_block_3_and_serialize";
    auto filter = tight_filter();
    filter.insert(hash(name, 0));
    const auto message = filtered(block(name), filter);
    EXPECT_EQ(to_hex(wire::encode(message).value()), to_hex(data(name, 1)));
    const std::vector<merkle_match> one{{0, hash(name, 0)}};
    EXPECT_EQ(check_merkleblock(message).value(), one);
}

TEST_F(bip37_vectors, transactions_in_the_middle_of_a_block_are_proven) {
    const std::string name = "merkle_block_4";
    auto filter = tight_filter();
    filter.insert(hash(name, 0));
    const std::vector<merkle_match> one{{6, hash(name, 0)}};
    EXPECT_EQ(proven(block(name), filter), one);
    filter.insert(hash(name, 2));
    const std::vector<merkle_match> two{{3, hash(name, 2)}, {6, hash(name, 0)}};
    EXPECT_EQ(proven(block(name), filter), two);
}

TEST_F(bip37_vectors, the_filter_grows_as_its_flags_say) {
    for (const std::string name :
         {"merkle_block_4_test_p2pubkey_only", "merkle_block_4_test_update_none"}) {
        const bool pubkeys = name.ends_with("p2pubkey_only");
        auto filter = tight_filter(pubkeys ? bloom_update::pubkey_only : bloom_update::none);
        filter.insert(data(name, 1));  // the key that the coinbase pays to
        filter.insert(data(name, 2));  // a key's hash that the fourth transaction pays to
        EXPECT_FALSE(proven(block(name), filter).empty());
        EXPECT_EQ(filter.contains(wire::outpoint{hash(name, 0), 0}), pubkeys);
        EXPECT_FALSE(filter.contains(wire::outpoint{hash(name, 1), 0}));
    }
}

}  // namespace
}  // namespace bitpeer
