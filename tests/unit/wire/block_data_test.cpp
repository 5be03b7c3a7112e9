/// Every recorded block of Bitcoin's networks: decoded, encoded, named and proved.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>
#include <bitpeer/wire/proof_of_work.hpp>
#include <tests/support/recorded_chain.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace bitpeer::wire {
namespace {

/// The hash that a coinbase commits to (BIP141): behind these six bytes, in the last such output.
std::optional<hash256> committed_in(const transaction& coinbase) {
    constexpr std::array<std::uint8_t, 6> mark{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed};
    std::optional<hash256> found;
    for (const auto& output : coinbase.outputs) {
        const byte_view script = output.script;
        if (script.size() < 38 || !std::ranges::equal(script.first(6), mark)) continue;
        found = hash256::copy(script.subspan(6, 32));
    }
    return found;
}

class block_data : public ::testing::Test {
protected:
    void TearDown() override {
        if (!test::all_recorded_blocks().complete) GTEST_SKIP() << "not all data is there";
    }

    /// Calls `look` with every recorded block.
    static void each(const std::function<void(const test::recorded_block&)>& look) {
        for (const auto& recorded : test::all_recorded_blocks().blocks) {
            SCOPED_TRACE(recorded.name);
            look(recorded);
        }
    }

    static void each_decoded(
        const std::function<void(const test::recorded_block&, const block&)>& look
    ) {
        each([&](const test::recorded_block& recorded) {
            const auto read = decode<block>(recorded.payload);
            ASSERT_TRUE(read) << read.error().message();
            look(recorded, *read);
        });
    }

    /// The recorded block of that name, decoded.
    static std::optional<block> named(const std::string& name) {
        for (const auto& recorded : test::all_recorded_blocks().blocks) {
            if (recorded.name == name) return decode<block>(recorded.payload).value();
        }
        return std::nullopt;
    }
};

TEST_F(block_data, is_not_empty) {
    if (!test::all_recorded_blocks().complete) return;
    EXPECT_EQ(test::all_recorded_blocks().blocks.size(), 11U + 1 + 5 + 255 + 10);
}

TEST_F(block_data, comes_back_to_the_byte) {
    const format_options strict{.trailing = trailing_bytes::refused};
    each([&](const test::recorded_block& recorded) {
        const auto read = decode<block>(recorded.payload, strict);
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(check<block>(recorded.payload), recorded.payload.size());
        EXPECT_EQ(encoded_size(*read), recorded.payload.size());
        const auto again = encode(*read);
        ASSERT_TRUE(again) << again.error().message();
        EXPECT_EQ(*again, recorded.payload);
    });
}

TEST_F(block_data, has_the_hash_that_others_state) {
    std::size_t stated = 0;
    each_decoded([&](const test::recorded_block& recorded, const block& decoded) {
        if (recorded.hash.empty()) return;
        ++stated;
        EXPECT_EQ(block_hash(decoded.header).to_string(), recorded.hash);
    });
    if (!test::all_recorded_blocks().complete) return;
    EXPECT_EQ(stated, 6U + 3 + 10);  // by file name or by BIP152's list, first blocks, BIP158
}

TEST_F(block_data, has_the_merkle_root_of_its_header) {
    each_decoded([](const test::recorded_block&, const block& decoded) {
        const merkle_verdict expected{decoded.header.merkle_root, false};
        EXPECT_EQ(merkle_root(decoded), expected);
    });
}

TEST_F(block_data, keeps_its_names_without_witnesses) {
    each_decoded([](const test::recorded_block&, const block& decoded) {
        const auto stripped = encode(decoded, {.witness = witness::stripped}).value();
        const auto bare = decode<block>(stripped).value();
        EXPECT_EQ(merkle_root(bare).root, decoded.header.merkle_root);
        for (const auto& transaction : bare.transactions) EXPECT_FALSE(transaction.has_witness());
    });
}

TEST_F(block_data, meets_its_own_target) {
    each_decoded([](const test::recorded_block&, const block& decoded) {
        EXPECT_TRUE(meets_target(decoded.header, 0x1d00ffff));
        auto wrong = decoded.header;
        ++wrong.nonce;
        EXPECT_FALSE(meets_target(wrong, 0x1d00ffff));
    });
}

TEST_F(block_data, commits_to_its_witnesses) {
    std::size_t committed = 0;
    each_decoded([&](const test::recorded_block&, const block& decoded) {
        const auto& coinbase = decoded.transactions.at(0);
        if (!coinbase.has_witness()) return;
        const auto expected = committed_in(coinbase);
        ASSERT_TRUE(expected);
        ++committed;
        const auto& stack = coinbase.inputs.at(0).witness;
        ASSERT_EQ(stack.size(), 1U);
        const auto reserved = hash256::copy(*stack.begin());
        EXPECT_EQ(witness_commitment(witness_merkle_root(decoded), reserved), *expected);
    });
    if (!test::all_recorded_blocks().complete) return;
    EXPECT_GE(committed, 4U);
}

TEST_F(block_data, is_linked_from_height_to_height) {
    for (const std::string file : {"blocks/blk_0_to_4.dat.bz2", "blocks/blocks1-256.bz2"}) {
        const block* previous = nullptr;
        std::optional<block> kept;
        each_decoded([&](const test::recorded_block& recorded, const block& decoded) {
            if (!recorded.name.starts_with(file)) return;
            if (previous != nullptr) {
                EXPECT_EQ(decoded.header.previous, block_hash(previous->header));
            }
            kept = decoded;
            previous = &*kept;
        });
    }
}

TEST_F(block_data, cut_short_anywhere_fails) {
    each([](const test::recorded_block& recorded) {
        if (recorded.payload.size() > 700) return;
        for (std::size_t size = 0; size < recorded.payload.size(); ++size) {
            const auto read = decode<block>(byte_view(recorded.payload).first(size));
            ASSERT_FALSE(read) << "at " << size;
            EXPECT_EQ(read.error().code, errc::truncated);
        }
    });
}

/// What the data folder says of compact blocks: [file, its whole block].
const std::map<std::string, std::string> recorded_compact_blocks{
    {"bip152/compact426884.raw", "blocks/bcoin_block426884.raw"},
    {"bip152/compact898352.raw", "blocks/bcoin_block898352.raw"},
};

TEST_F(block_data, has_compact_forms_that_come_back_to_the_byte) {
    for (const auto& [file, whole_name] : recorded_compact_blocks) {
        SCOPED_TRACE(file);
        const auto payload = test::read_recorded(file);
        const auto whole = named(whole_name);
        if (!payload || !whole) GTEST_SKIP() << "no data";
        const auto read = decode<cmpctblock>(*payload, {.trailing = trailing_bytes::refused});
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(encode(*read), *payload);
        EXPECT_EQ(check<cmpctblock>(*payload), payload->size());

        EXPECT_EQ(read->header, whole->header);
        const auto& transactions = read->transactions;
        EXPECT_EQ(transactions.short_ids.size() + 1, whole->transactions.size());
        ASSERT_EQ(transactions.prefilled.size(), 1U);
        EXPECT_EQ(transactions.prefilled[0].index, 0U);
        EXPECT_EQ(transactions.prefilled[0].transaction, whole->transactions[0]);
    }
}

TEST_F(block_data, has_the_stated_compact_nonces_and_counts) {
    const auto list = test::read_recorded_json("bip152/derived_shortids.json");
    if (!list) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, entry] : *list) {
        const auto file = entry.get_optional<std::string>("real_compact");
        if (!file) continue;
        SCOPED_TRACE(*file);
        const auto payload = test::read_recorded("bip152/" + *file);
        if (!payload) GTEST_SKIP() << "no data";
        const auto read = decode<cmpctblock>(*payload).value();
        EXPECT_EQ(read.nonce, std::stoull(entry.get<std::string>("nonce"), nullptr, 16));
        EXPECT_EQ(read.transactions.short_ids.size(), entry.get<std::size_t>("shortids"));
        EXPECT_EQ(read.transactions.prefilled.size(), entry.get<std::size_t>("prefilled"));
        ++compared;
    }
    EXPECT_EQ(compared, 2);
}

TEST_F(block_data, has_compact_forms_of_the_stated_size) {
    const auto list = test::read_recorded_json("bip152/derived_shortids.json");
    if (!list) GTEST_SKIP() << "no data";
    int compared = 0;
    for (const auto& [unused, entry] : *list) {
        const auto file = entry.get_optional<std::string>("file");
        if (!file) continue;
        SCOPED_TRACE(*file);
        const auto whole = named("blocks/" + *file);
        if (!whole) GTEST_SKIP() << "no data";
        EXPECT_EQ(whole->transactions.size(), entry.get<std::size_t>("ntx"));
        cmpctblock compact{.header = whole->header, .nonce = 0, .transactions = {}};
        compact.transactions.short_ids.resize(whole->transactions.size() - 1);
        compact.transactions.prefilled.push_back({0, whole->transactions[0]});
        EXPECT_EQ(encoded_size(compact), entry.get<std::size_t>("cmpctblock_v2_payload_len"));
        ++compared;
    }
    EXPECT_EQ(compared, 4);
}

TEST_F(block_data, has_merkle_blocks_that_come_back_to_the_byte) {
    const std::map<std::string, std::string> filtered{
        {"bip37/merkle300025.raw", "blocks/bcoin_block300025.raw"},
        {"bip37/rust_merkle_block.hex", "blocks/rust_block_13b8a.hex"},
    };
    for (const auto& [file, whole_name] : filtered) {
        SCOPED_TRACE(file);
        const auto payload = test::read_recorded_any(file);
        const auto whole = named(whole_name);
        if (!payload || !whole) GTEST_SKIP() << "no data";
        const auto read = decode<merkleblock>(*payload, {.trailing = trailing_bytes::refused});
        ASSERT_TRUE(read) << read.error().message();
        EXPECT_EQ(encode(*read), *payload);
        EXPECT_EQ(read->header, whole->header);
        EXPECT_EQ(read->transaction_count, whole->transactions.size());
    }
}

}  // namespace
}  // namespace bitpeer::wire
