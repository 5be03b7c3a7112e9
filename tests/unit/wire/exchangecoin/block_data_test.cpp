/// Headers, transactions and blocks of Exchangecoin with names that were computed elsewhere.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/block_view.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/messages/tx.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/recorded_chain.hpp>

#include <gtest/gtest.h>

#include <map>

namespace bitpeer::wire::exchangecoin {
namespace {

using boost::property_tree::ptree;

constexpr format_options exactly{.trailing = trailing_bytes::refused};

bytes raw(const ptree& from, const char* name) {
    return from_hex(from.get<std::string>(name)).value();
}

/// Decodes all of `payload`, which must come back the same.
template <class T>
T round_trip(byte_view payload) {
    const auto read = decode<T>(payload, exactly);
    if (!read) {
        ADD_FAILURE() << read.error().message();
        return {};
    }
    EXPECT_EQ(check<T>(payload, exactly), payload.size());
    EXPECT_TRUE(std::ranges::equal(encode(*read).value(), payload));
    return *read;
}

TEST(exchangecoin_header_data, is_named_by_all_of_its_bytes) {
    const auto vectors = test::read_recorded_json("exccd/header_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    for (const auto& [unused, entry] : vectors->get_child("headers")) {
        SCOPED_TRACE(entry.get<std::string>("name"));
        const auto header = round_trip<block_header>(raw(entry, "header_hex"));
        EXPECT_EQ(block_hash(header).to_string(), entry.get<std::string>("block_hash"));
    }
}

TEST(exchangecoin_transaction_data, has_three_serializations_and_three_names) {
    const auto vectors = test::read_recorded_json("exccd/tx_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    EXPECT_EQ(vectors->size(), 12U);
    for (const auto& [unused, entry] : *vectors) {
        SCOPED_TRACE(entry.get<std::string>("name"));
        const auto full_bytes = raw(entry, "full_hex");
        const auto prefix_bytes = raw(entry, "prefix_hex");
        const auto witness_bytes = raw(entry, "witness_hex");
        const auto name = entry.get<std::string>("tx_hash");
        const auto witness_name = entry.get<std::string>("witness_hash");
        const auto full_name = entry.get<std::string>("full_hash");

        auto full = round_trip<tx>(full_bytes).transaction;
        EXPECT_EQ(full.serialization, serialization::full);
        EXPECT_EQ(tx_hash(full).to_string(), name);
        EXPECT_EQ(witness_hash(full).to_string(), witness_name);
        EXPECT_EQ(full_hash(full).to_string(), full_name);
        const auto before = test::allocation_count();
        const auto walked = tx_hash_of_checked(full_bytes);
        const auto walked_full = full_hash_of_checked(full_bytes);
        EXPECT_EQ(test::allocation_count(), before);
        EXPECT_EQ(walked.to_string(), name);
        EXPECT_EQ(walked_full.to_string(), full_name);

        const auto prefix = round_trip<tx>(prefix_bytes).transaction;
        EXPECT_EQ(prefix.serialization, serialization::prefix);
        EXPECT_EQ(tx_hash(prefix).to_string(), name);
        EXPECT_EQ(tx_hash_of_checked(prefix_bytes).to_string(), name);
        EXPECT_TRUE(full_hash_of_checked(prefix_bytes).is_zero());

        const auto witness = round_trip<tx>(witness_bytes).transaction;
        EXPECT_EQ(witness.serialization, serialization::witness);
        EXPECT_EQ(witness.inputs.size(), full.inputs.size());
        EXPECT_EQ(witness_hash(witness).to_string(), witness_name);
        const auto view = transaction_view::over(witness_bytes).value();
        EXPECT_EQ(view.witness_hash().to_string(), witness_name);
        EXPECT_TRUE(view.tx_hash().is_zero());
        EXPECT_TRUE(full_hash_of_checked(witness_bytes).is_zero());

        full.serialization = serialization::prefix;
        EXPECT_EQ(encode(full), prefix_bytes);
        full.serialization = serialization::witness;
        EXPECT_EQ(encode(full), witness_bytes);
    }
}

/// Each transaction of a tree lies where it is said to and has the names that are said.
void expect_tree(const block_view& in, const block_view::tree_view& tree, const ptree& expected) {
    ASSERT_EQ(tree.size(), expected.size());
    auto said = expected.begin();
    for (const auto& transaction : tree) {
        const auto& entry = (said++)->second;
        const auto offset = transaction.bytes().data() - in.bytes().data();
        EXPECT_EQ(offset, entry.get<std::ptrdiff_t>("offset"));
        EXPECT_EQ(transaction.size(), entry.get<std::size_t>("length"));
        EXPECT_EQ(transaction.version(), entry.get<int>("version"));
        EXPECT_EQ(transaction.tx_hash().to_string(), entry.get<std::string>("tx_hash"));
        EXPECT_EQ(transaction.witness_hash().to_string(), entry.get<std::string>("witness_hash"));
        EXPECT_EQ(transaction.full_hash().to_string(), entry.get<std::string>("full_hash"));
        EXPECT_EQ(full_hash(transaction.owned()), transaction.full_hash());
    }
}

TEST(exchangecoin_block_data, of_mainnet_is_read_and_named_and_has_its_roots) {
    const auto payload = test::read_recorded_hex("exccd/block616802.hex");
    const auto said = test::read_recorded_json("exccd/block616802.json");
    if (!payload || !said) GTEST_SKIP() << "no data";
    const auto block = round_trip<exchangecoin::block>(*payload);
    const auto name = said->get<std::string>("block_hash");
    EXPECT_EQ(block_hash(block.header).to_string(), name);
    EXPECT_EQ(merkle_root(block).root, block.header.merkle_root);
    EXPECT_EQ(stake_root(block).root, block.header.stake_root);
    EXPECT_FALSE(merkle_root(block).mutated);

    const auto view = block_view::over(*payload).value();
    EXPECT_EQ(view.size(), payload->size());
    EXPECT_EQ(view.hash().to_string(), name);
    EXPECT_EQ(view.header(), block.header);
    expect_tree(view, view.transactions(), said->get_child("transactions"));
    expect_tree(view, view.stake_transactions(), said->get_child("stransactions"));
}

TEST(exchangecoin_block_data, of_mainnet_has_each_field_of_its_header) {
    const auto said = test::read_recorded_json("exccd/block616802.json");
    if (!said) GTEST_SKIP() << "no data";
    const auto header = round_trip<block_header>(raw(*said, "header_hex"));
    const auto& fields = said->get_child("header");
    const std::map<std::string, std::string> read{
        {"version", std::to_string(header.version)},
        {"prev", header.previous.to_string()},
        {"merkle", header.merkle_root.to_string()},
        {"stake", header.stake_root.to_string()},
        {"votebits", std::to_string(header.vote_bits)},
        {"finalstate", to_hex(header.final_state)},
        {"voters", std::to_string(header.voters)},
        {"fresh", std::to_string(header.fresh_stake)},
        {"revoc", std::to_string(header.revocations)},
        {"pool", std::to_string(header.pool_size)},
        {"bits", std::to_string(header.bits)},
        {"sbits", std::to_string(header.stake_difficulty)},
        {"height", std::to_string(header.height)},
        {"size", std::to_string(header.size)},
        {"time", std::to_string(header.time)},
        {"nonce", std::to_string(header.nonce)},
        {"extra", to_hex(header.extra_data)},
        {"stakever", std::to_string(header.stake_version)},
        {"sol", to_hex(header.solution)},
    };
    EXPECT_EQ(fields.size(), read.size());
    for (const auto& [name, value] : fields) EXPECT_EQ(read.at(name), value.data()) << name;
}

TEST(exchangecoin_block_data, of_the_originals_own_test_is_read_and_named) {
    const auto payload = test::read_recorded_hex("exccd/testblock.hex");
    if (!payload) GTEST_SKIP() << "no data";
    const auto block = round_trip<exchangecoin::block>(*payload);
    EXPECT_EQ(
        block_hash(block.header).to_string(),
        "0820f741d1511a630914c10ecaf0961c98aeb3a67a5b8df5dc2f924176c050ca"
    );
    ASSERT_EQ(block.transactions.size(), 1U);
    ASSERT_EQ(block.stake_transactions.size(), 1U);
    EXPECT_EQ(
        tx_hash(block.transactions[0]).to_string(),
        "ee7825879836e2d9ed082fe81ed272c3bc6ae40750eaabf34fcb78e7c51a2aea"
    );
    EXPECT_EQ(
        tx_hash(block.stake_transactions[0]).to_string(),
        "e8352e77297f313d0fc87cfc0d5de7cc86d2bd47db1479656aae3432944b93c2"
    );
    const auto view = block_view::over(*payload).value();
    const auto offset = [&](const auto& tree) {
        return tree.begin()->bytes().data() - view.bytes().data();
    };
    EXPECT_EQ(offset(view.transactions()), 281);
    EXPECT_EQ(offset(view.stake_transactions()), 440);
    EXPECT_EQ(view.transactions().begin()->size(), 158U);
    EXPECT_EQ(view.stake_transactions().begin()->size(), 158U);
}

TEST(exchangecoin_block_data, begins_each_network_as_it_is_said) {
    const auto networks = test::read_recorded_json("exccd/networks.json");
    if (!networks) GTEST_SKIP() << "no data";
    EXPECT_EQ(networks->size(), 4U);
    for (const auto& [unused, network] : *networks) {
        SCOPED_TRACE(network.get<std::string>("network"));
        const auto header = round_trip<block_header>(raw(network, "genesis_header_hex"));
        const auto block = round_trip<exchangecoin::block>(raw(network, "genesis_block_hex"));
        EXPECT_EQ(block.header, header);
        EXPECT_EQ(block_hash(header).to_string(), network.get<std::string>("genesis_hash"));
        ASSERT_EQ(block.transactions.size(), 1U);
        EXPECT_TRUE(block.stake_transactions.empty());
        const auto& coinbase = block.transactions[0];
        EXPECT_EQ(coinbase.inputs.at(0).previous, outpoint::none());
        EXPECT_EQ(tx_hash(coinbase).to_string(), network.get<std::string>("coinbase_tx_hash"));
        EXPECT_EQ(full_hash(coinbase).to_string(), network.get<std::string>("coinbase_full_hash"));
        EXPECT_EQ(
            witness_hash(coinbase).to_string(), network.get<std::string>("coinbase_witness_hash")
        );
        EXPECT_EQ(header.merkle_root.to_string(), network.get<std::string>("merkle_root"));
        const bool by_full_hash =
            network.get<std::string>("merkle_root_is") == "coinbase_full_hash";
        EXPECT_EQ(header.merkle_root, by_full_hash ? merkle_root(block).root : tx_hash(coinbase));
        EXPECT_TRUE(stake_root(block).root.is_zero());
        EXPECT_TRUE(header.stake_root.is_zero());
    }
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
