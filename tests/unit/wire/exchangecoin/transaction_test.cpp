/// The rules of Exchangecoin's transactions and blocks, error by error.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/messages/tx.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <bitpeer/wire/exchangecoin/transaction_view.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <tests/support/allocation_count.hpp>
#include <tests/support/arbitrary_exchangecoin.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::wire::exchangecoin {
namespace {

/// The error of `decode`, which is that of `check`.
template <class M>
error refusal(byte_view payload, format_options options = {}) {
    const auto read = decode<M>(payload, options);
    const auto checked = check<M>(payload, options);
    if (read || checked) {
        ADD_FAILURE() << "was not refused";
        return {};
    }
    EXPECT_TRUE(test::same(read.error(), checked.error()));
    return read.error();
}
error tx_refusal(const std::string& hex) { return refusal<tx>(from_hex(hex).value()); }

TEST(exchangecoin_transaction, has_one_of_three_serializations) {
    const auto failure = tx_refusal("01000300000000");
    EXPECT_EQ(failure.message(), "tx.transaction.serialization: value 3 is not allowed, at 2");
    transaction unknown;
    unknown.serialization.number = 3;
    EXPECT_EQ(encode(unknown).error().code, errc::bad_value);
    EXPECT_EQ(to_string(serialization::full), "full");
    EXPECT_EQ(to_string(serialization::prefix), "prefix");
    EXPECT_EQ(to_string(serialization::witness), "witness");
    EXPECT_EQ(to_string(serialization{7}), "7");
}

TEST(exchangecoin_transaction, has_as_many_witnesses_as_inputs) {
    const auto failure = tx_refusal("010000000000000000000000000001");
    EXPECT_EQ(failure.message(), "tx.transaction.witness_count: count 1 where 0 is due, at 14");
    // The count is wrong before anybody asks whether it is too large.
    EXPECT_EQ(tx_refusal("0100000000000000000000000000feffffff00").code, errc::count_mismatch);
    EXPECT_EQ(tx_refusal("0100000000000000000000000000fd0100").code, errc::non_canonical_size);
}

TEST(exchangecoin_transaction, has_limits_on_its_counts) {
    EXPECT_EQ(
        tx_refusal("01000000fe31e80b00").message(),
        "tx.transaction.inputs: count 780337 is above 780336, at 4"
    );
    EXPECT_EQ(
        tx_refusal("0100000000fe90e33800").message(),
        "tx.transaction.outputs: count 3728272 is above 3728271, at 5"
    );
    EXPECT_EQ(
        tx_refusal("01000200fe31e80b00").message(),
        "tx.transaction.witness_count: count 780337 is above 780336, at 4"
    );
    // The largest counts that may be: then only the bytes are missing.
    EXPECT_EQ(tx_refusal("01000000fe30e80b00").code, errc::truncated);
    EXPECT_EQ(tx_refusal("01000200fe30e80b00").code, errc::truncated);

    transaction too_many;
    too_many.serialization = serialization::witness;
    too_many.inputs.resize(transaction::input_count_max + 1);
    EXPECT_EQ(encode(too_many).error().code, errc::count_above_limit);
}

TEST(exchangecoin_transaction, has_scripts_of_32_MiB_if_the_message_has) {
    const std::string to_script = "0100000000010000000000000000"
                                  "0000";
    EXPECT_EQ(tx_refusal(to_script + "fe00000002").code, errc::truncated);
    const auto failure = tx_refusal(to_script + "fe01000002");
    EXPECT_EQ(failure.code, errc::size_above_limit);
    EXPECT_EQ(failure.field.to_string(), "transaction.outputs[0].script");
}

TEST(exchangecoin_transaction, keeps_what_its_bytes_left_out_as_not_known) {
    const auto read = decode<transaction>(from_hex("01000200020100000000000000020000000300000001aa"
                                                   "ffffffffffffffff00000000ffffffff00")
                                              .value());
    ASSERT_TRUE(read) << read.error().message();
    ASSERT_EQ(read->inputs.size(), 2U);
    EXPECT_EQ(read->inputs[0].witness.value, 1);
    EXPECT_EQ(read->inputs[0].witness.block_height, 2U);
    EXPECT_EQ(read->inputs[0].witness.block_index, 3U);
    EXPECT_EQ(read->inputs[0].witness.script, var_bytes<frame_payload_max>{0xaa});
    EXPECT_EQ(read->inputs[1].witness, input_witness{});
    EXPECT_EQ(read->inputs[0].previous, outpoint{});
    EXPECT_TRUE(read->outputs.empty());
}

TEST(exchangecoin_transaction, is_named_by_a_walk_as_by_its_value) {
    test::splitmix64 random{7};
    (void)tx_hash(transaction{});  // the hash function is fetched once
    for (int round = 0; round < 200; ++round) {
        const auto value = test::make_arbitrary<transaction>(random);
        auto payload = encode(value).value();
        const auto size = payload.size();
        payload.push_back(0xff);  // it ends where it ends
        const auto before = test::allocation_count();
        const auto view = transaction_view::over_checked(payload);
        const auto walked = view.tx_hash();
        const auto walked_witness = view.witness_hash();
        const auto walked_full = view.full_hash();
        EXPECT_EQ(test::allocation_count(), before);
        EXPECT_EQ(view.size(), size);
        EXPECT_EQ(view.version(), value.version);
        EXPECT_EQ(view.parts(), value.serialization);
        EXPECT_EQ(view.owned(), value);
        const bool has_prefix = value.serialization != serialization::witness;
        const bool has_witness = value.serialization != serialization::prefix;
        EXPECT_EQ(walked, has_prefix ? tx_hash(value) : hash256{});
        EXPECT_EQ(walked_witness, has_witness ? witness_hash(value) : hash256{});
        EXPECT_EQ(walked_full, has_prefix && has_witness ? full_hash(value) : hash256{});
    }
}

TEST(exchangecoin_transaction, is_told_as_json) {
    transaction coinbase;
    coinbase.inputs.push_back({.previous = outpoint::none(), .witness = {}});
    coinbase.outputs.push_back({.value = 5, .script_version = 1, .script = {0x6a}});
    EXPECT_EQ(
        to_json(coinbase),
        R"({"version":1,"serialization":"full","inputs":[{"previous":{"tx_hash":")" +
            std::string(64, '0') +
            R"(","index":4294967295,"tree":"regular"},"sequence":4294967295,"witness":{"value":-1,)"
            R"("block_height":0,"block_index":4294967295,"script":""}}],"outputs":[{"value":5,)"
            R"("script_version":1,"script":"6a"}],"lock_time":0,"expiry":0})"
    );
    EXPECT_EQ(to_string(tree::stake), "stake");
    EXPECT_EQ(to_string(tree::unknown), "unknown");
    EXPECT_EQ(to_string(tree{5}), "5");
}

TEST(exchangecoin_block, has_fewer_transactions_before_version_4) {
    const auto with_count = [](const std::string& count, bool in_stake_tree) {
        // A header, and an empty tree of regular transactions.
        const std::string before(2 * (in_stake_tree ? 281 : 280), '0');
        return from_hex(before + count).value();
    };
    constexpr format_options old{.protocol_version = 3};
    constexpr format_options large{.protocol_version = 4};
    for (const bool in_stake_tree : {false, true}) {
        const std::string name = in_stake_tree ? "stake_transactions" : "transactions";
        const auto last_of_old = with_count("fd3682", in_stake_tree);   // 33,334
        const auto first_beyond = with_count("fd3782", in_stake_tree);  // 33,335
        EXPECT_EQ(refusal<block>(last_of_old, old).code, errc::truncated);
        EXPECT_EQ(refusal<block>(first_beyond, large).code, errc::truncated);
        const auto failure = refusal<block>(first_beyond, old);
        EXPECT_EQ(failure.code, errc::count_above_limit);
        EXPECT_EQ(failure.actual, 33'335U);
        EXPECT_EQ(failure.allowed, 33'334U);
        EXPECT_EQ(failure.field.to_string(), name);
        EXPECT_EQ(failure.offset, in_stake_tree ? 281U : 280U);

        const auto last = with_count("fdabaa", in_stake_tree);  // 43,691
        EXPECT_EQ(refusal<block>(last, large).code, errc::truncated);
        const auto too_many = refusal<block>(with_count("fdacaa", in_stake_tree), large);
        EXPECT_EQ(too_many.code, errc::count_above_limit);
        EXPECT_EQ(too_many.allowed, 43'691U);

        block full;
        auto& tree = in_stake_tree ? full.stake_transactions : full.transactions;
        tree.resize(33'335);
        EXPECT_TRUE(encode(full, large));
        EXPECT_EQ(encode(full, old).error().field.to_string(), name);
        EXPECT_EQ(encode(full, old).error().code, errc::count_above_limit);
        tree.resize(43'692);
        EXPECT_EQ(encode(full, large).error().code, errc::count_above_limit);
    }
}

/// A transaction of exactly `size` bytes.
transaction of_size(std::size_t size) {
    transaction made;
    made.outputs.resize(1);
    const auto empty = encoded_size(made);
    made.outputs[0].script.resize(size - empty - 4);  // its length takes five bytes then
    return made;
}

TEST(exchangecoin_payloads, are_shorter_before_version_4) {
    for (const auto& [version, limit] : {std::pair{3, 1'000'000U}, std::pair{4, 1'310'720U}}) {
        const format_options options{.protocol_version = version};
        const tx largest{of_size(limit)};
        const auto payload = encode(largest, options);
        ASSERT_TRUE(payload) << payload.error().message();
        ASSERT_EQ(payload->size(), limit);
        EXPECT_EQ(decode<tx>(*payload, options), largest);
        auto larger = *payload;
        larger.push_back(0);  // what trails counts
        EXPECT_EQ(
            refusal<tx>(larger, options).message(),
            "tx: length " + std::to_string(limit + 1) + " is above " + std::to_string(limit) +
                ", at 0"
        );
        const auto refused = encode(tx{of_size(limit + 1)}, options);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, errc::length_above_limit);
        EXPECT_EQ(refused.error().actual, limit + 1);

        block one;
        one.transactions.push_back(of_size(limit - block::bounds.min));
        const auto whole = encode(one, options);
        ASSERT_TRUE(whole) << whole.error().message();
        EXPECT_EQ(whole->size(), limit);
        EXPECT_EQ(decode<block>(*whole, options), one);
        one.stake_transactions.emplace_back();
        EXPECT_EQ(encode(one, options).error().code, errc::length_above_limit);
    }
}

TEST(exchangecoin_merkle, pairs_by_one_sha256_and_an_odd_node_with_itself) {
    const hash256 a{.bytes = {1}};
    const hash256 b{.bytes = {2}};
    const hash256 c{.bytes = {3}};
    const std::vector<hash256> leaves{a, b, c};
    EXPECT_EQ(merkle_root(leaves).root, joined_hash(joined_hash(a, b), joined_hash(c, c)));
    EXPECT_EQ(merkle_root(std::vector{a}).root, a);
    EXPECT_TRUE(merkle_root(std::vector<hash256>{}).root.is_zero());
    EXPECT_TRUE(merkle_root(std::vector{a, a}).mutated);
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
