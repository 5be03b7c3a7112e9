#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/allocation_count.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace bitpeer::wire {
namespace {

transaction decoded_transaction() {
    transaction made;
    for (std::uint8_t i = 0; i < 4; ++i) {
        made.inputs.push_back({.previous = {}, .script = bytes(100 + i, i), .witness = {}});
        made.outputs.push_back({.value = i, .script = bytes(20 + i, i)});
    }
    return decode<transaction>(encode(made).value()).value();
}

TEST(byte_run, is_a_value) {
    byte_run run{1, 2, 3};
    const auto copy = run;
    run[0] = 9;
    EXPECT_EQ(copy, (byte_run{1, 2, 3}));
    EXPECT_EQ(run, (byte_run{9, 2, 3}));
    EXPECT_NE(run, copy);
    run = copy;
    EXPECT_EQ(run, copy);
    run = byte_run(run);
    EXPECT_EQ(run, copy);
    const auto& itself = run;
    run = itself;
    EXPECT_EQ(run, copy);
    EXPECT_TRUE(byte_run().empty());
}

TEST(byte_run, can_be_given_its_own_bytes) {
    byte_run run{1, 2, 3, 4};
    run.assign(run.begin() + 1, run.end());
    EXPECT_EQ(run, (byte_run{2, 3, 4}));
    run.resize(5);
    EXPECT_EQ(run, (byte_run{2, 3, 4, 0, 0}));
    run.resize(1);
    EXPECT_EQ(run, byte_run{2});
    run.clear();
    EXPECT_EQ(run, byte_run{});
}

TEST(byte_run, moved_leaves_nothing_behind) {
    byte_run from{1, 2, 3};
    const byte_run to = std::move(from);
    EXPECT_EQ(to, (byte_run{1, 2, 3}));
    EXPECT_TRUE(from.empty());  // NOLINT: that is what is tested
}

TEST(scripted_list, keeps_the_bytes_of_its_elements_as_long_as_it_lives) {
    scripted_list<transaction_output> kept;
    {
        auto read = decoded_transaction();
        kept = std::move(read.outputs);
    }
    ASSERT_EQ(kept.size(), 4U);
    for (std::uint8_t i = 0; i < 4; ++i) {
        EXPECT_EQ(kept[i].script, byte_run(bytes(20U + i, i)));
    }
}

TEST(scripted_list, gives_an_element_that_leaves_it_bytes_of_its_own) {
    transaction_input left;
    byte_run script;
    {
        auto read = decoded_transaction();
        left = std::move(read.inputs[1]);
        script = std::move(read.outputs[2].script);
        EXPECT_TRUE(read.outputs[2].script.empty());  // NOLINT
        EXPECT_EQ(read.inputs[2].script, byte_run(bytes(102, 2)));
    }
    EXPECT_EQ(left.script, byte_run(bytes(101, 1)));
    EXPECT_EQ(script, byte_run(bytes(22, 2)));
}

TEST(scripted_list, can_grow_and_shrink_as_any_other) {
    auto read = decoded_transaction();
    const auto before = read;
    read.outputs.push_back({.value = 4, .script = bytes(24, 4)});
    read.outputs.erase(read.outputs.begin());
    std::swap(read.outputs[0], read.outputs[1]);
    read.inputs[0].script = bytes{7};
    EXPECT_EQ(read.outputs[0], before.outputs[2]);
    EXPECT_EQ(read.outputs[1], before.outputs[1]);
    EXPECT_EQ(read.outputs[3].script, byte_run(bytes(24, 4)));
    EXPECT_EQ(read.inputs[0].script, byte_run{7});
    EXPECT_EQ(read.inputs[1], before.inputs[1]);
    read = before;
    EXPECT_EQ(read, before);
    EXPECT_EQ(decode<transaction>(encode(read).value()), before);
}

TEST(scripted_list, takes_one_allocation_with_all_scripts) {
    const auto payload = encode(decoded_transaction()).value();
    const auto before = test::allocation_count();
    const auto read = decode<transaction>(payload);
    EXPECT_EQ(test::allocation_count(), before + 2);
    EXPECT_EQ(encode(*read).value(), payload);
}

}  // namespace
}  // namespace bitpeer::wire
