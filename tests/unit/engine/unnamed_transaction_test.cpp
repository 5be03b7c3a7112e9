/// Transactions are named in pairs, and nobody notices but the clock.

#include <bitpeer/engine/unnamed_transaction.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

const auto& dialect = wire::dialects::bitcoin;

shared_bytes transaction(std::uint8_t number, std::size_t witness_size = 1) {
    wire::transaction made;
    made.inputs.emplace_back();
    made.inputs[0].witness.push_back(bytes(witness_size, number));
    made.outputs.emplace_back();
    return shared_bytes(wire::encode(wire::tx{made}).value());
}

hash256 name_of(const shared_bytes& payload) {
    return dialect.id(payload, wire::inventory_kind::wtxid, nullptr);
}

/// What it was told, in order.
struct listing {
    std::vector<hash256> names;
    auto hear() {
        return [this](const hash256& name) { names.push_back(name); };
    }
};

TEST(unnamed_transaction, is_named_with_the_next_one) {
    unnamed_transaction unnamed;
    listing told;
    unnamed.add(transaction(1), dialect, told.hear());
    EXPECT_TRUE(told.names.empty());
    unnamed.add(transaction(2), dialect, told.hear());
    EXPECT_EQ(told.names, (std::vector{name_of(transaction(1)), name_of(transaction(2))}));
    EXPECT_EQ(unnamed.bytes(), 0U);
}

TEST(unnamed_transaction, is_named_alone_when_no_other_comes) {
    unnamed_transaction unnamed;
    listing told;
    unnamed.name(dialect, told.hear());
    EXPECT_TRUE(told.names.empty());
    unnamed.add(transaction(1), dialect, told.hear());
    unnamed.name(dialect, told.hear());
    unnamed.name(dialect, told.hear());
    EXPECT_EQ(told.names, std::vector{name_of(transaction(1))});
}

TEST(unnamed_transaction, is_found_by_its_name_before_it_has_one) {
    unnamed_transaction unnamed;
    listing told;
    EXPECT_FALSE(unnamed.is(name_of(transaction(1)), dialect));
    unnamed.add(transaction(1), dialect, told.hear());
    EXPECT_TRUE(unnamed.is(name_of(transaction(1)), dialect));
    EXPECT_FALSE(unnamed.is(name_of(transaction(2)), dialect));
    unnamed.clear();
    EXPECT_FALSE(unnamed.is(name_of(transaction(1)), dialect));
}

TEST(unnamed_transaction, does_not_keep_a_large_one) {
    unnamed_transaction unnamed;
    listing told;
    const auto large = transaction(1, unnamed_transaction::size_max);
    unnamed.add(large, dialect, told.hear());
    EXPECT_EQ(told.names, std::vector{name_of(large)});
    EXPECT_EQ(unnamed.bytes(), 0U);
    unnamed.add(transaction(2), dialect, told.hear());
    unnamed.add(large, dialect, told.hear());
    EXPECT_EQ(told.names, (std::vector{name_of(large), name_of(transaction(2)), name_of(large)}));
}

}  // namespace
}  // namespace bitpeer
