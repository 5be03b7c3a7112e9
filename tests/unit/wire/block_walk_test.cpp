/// A walk tells what decoding finds.

#include <bitpeer/wire/block_walk.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/recorded_chain.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace bitpeer::wire {
namespace {

struct notebook {
    std::vector<transaction_input> inputs;
    std::vector<transaction_output> outputs;
    std::vector<bytes> transactions;

    void input(const walked_input& told) {
        transaction_input noted;
        noted.previous = told.previous();
        noted.script = byte_run(told.script());
        noted.sequence = told.sequence();
        inputs.push_back(noted);
        const auto there = encode(noted.previous).value();
        EXPECT_TRUE(std::ranges::equal(there, told.previous_bytes()));
    }
    void output(const output_view& told) {
        outputs.push_back({.value = told.value, .script = byte_run(told.script)});
    }
    void transaction(byte_view told) { transactions.emplace_back(told.begin(), told.end()); }
};

void expect_same(byte_view payload, format_options options = {}) {
    notebook notes;
    const auto walked = walk_block(payload, notes, options);
    const auto checked = check<block>(payload, options);
    ASSERT_EQ(walked.has_value(), checked.has_value());
    const auto read = decode<block>(payload, options);
    ASSERT_EQ(read.has_value(), checked.has_value());
    if (!checked) {
        EXPECT_EQ(walked.error().message(), checked.error().message());
        EXPECT_EQ(read.error().message(), checked.error().message());
        return;
    }
    EXPECT_EQ(*walked, *checked);
    const auto& owned = *read;
    EXPECT_TRUE(std::ranges::equal(encode(owned).value(), payload.first(*checked)));
    ASSERT_EQ(notes.transactions.size(), owned.transactions.size());
    auto input = notes.inputs.begin();
    auto output = notes.outputs.begin();
    for (std::size_t i = 0; i < owned.transactions.size(); ++i) {
        const auto& transaction = owned.transactions[i];
        EXPECT_EQ(notes.transactions[i], encode(transaction).value());
        for (auto due : transaction.inputs) {
            due.witness = {};
            ASSERT_NE(input, notes.inputs.end());
            EXPECT_EQ(*input++, due);
        }
        for (const auto& due : transaction.outputs) {
            ASSERT_NE(output, notes.outputs.end());
            EXPECT_EQ(*output++, due);
        }
    }
    EXPECT_EQ(input, notes.inputs.end());
    EXPECT_EQ(output, notes.outputs.end());
}

block arbitrary_block(random_source& random) {
    block made;
    made.transactions.resize(random.below(5));
    for (auto& transaction : made.transactions) arbitrary_of(transaction, random);
    return made;
}

TEST(block_walk, tells_what_decoding_finds) {
    test::splitmix64 random{5};
    for (int round = 0; round < 300; ++round) {
        expect_same(encode(arbitrary_block(random)).value());
    }
}

TEST(block_walk, has_the_verdict_of_check_on_each_prefix_and_on_corrupted_bytes) {
    test::splitmix64 random{6};
    for (int round = 0; round < 20; ++round) {
        auto payload = encode(arbitrary_block(random)).value();
        for (std::size_t size = 0; size < payload.size(); ++size) {
            expect_same(byte_view(payload).first(size));
        }
        for (int change = 0; change < 50; ++change) {
            auto changed = payload;
            changed[random.below(changed.size())] = static_cast<std::uint8_t>(random.next());
            expect_same(changed);
        }
        payload.push_back(0);
        expect_same(payload);
        expect_same(payload, {.trailing = trailing_bytes::refused});
    }
}

TEST(block_walk, tells_scripts_of_every_length) {
    for (const std::size_t size : {0U, 252U, 253U, 254U, 65'535U, 65'536U, 70'000U}) {
        block made;
        auto& one = made.transactions.emplace_back();
        one.inputs.push_back({.previous = {}, .script = bytes(size, 1), .witness = {bytes(size)}});
        one.outputs.push_back({.value = 1, .script = bytes(size, 2)});
        expect_same(encode(made).value());
    }
}

TEST(block_walk, agrees_with_decoding_on_recorded_blocks) {
    for (const auto& recorded : test::all_recorded_blocks().blocks) {
        SCOPED_TRACE(recorded.name);
        expect_same(recorded.payload);
    }
    if (!test::all_recorded_blocks().complete) GTEST_SKIP() << "not all data is there";
}

}  // namespace
}  // namespace bitpeer::wire
