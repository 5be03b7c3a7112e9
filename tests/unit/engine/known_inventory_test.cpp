#include <bitpeer/engine/known_inventory.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using type = wire::inventory_type;

wire::inventory entry(std::uint64_t number, type of = type::transaction) {
    wire::inventory made{of, {}};
    store_le(made.hash.bytes.data(), number);
    return made;
}

known_inventory with_room_for(std::size_t capacity) { return {capacity, {1, 2}}; }

TEST(known_inventory, is_by_value) {
    auto known = with_room_for(10);
    const auto one = entry(1);
    const auto the_same = entry(1);
    known.add(one);
    EXPECT_TRUE(known.contains(the_same));
    EXPECT_FALSE(known.contains(entry(2)));
}

TEST(known_inventory, knows_a_thing_however_it_is_to_be_sent) {
    auto known = with_room_for(10);
    known.add(entry(1, type::block));
    for (const auto form : {type::witness_block, type::compact_block, type::filtered_block}) {
        EXPECT_TRUE(known.contains(entry(1, form))) << to_string(form);
    }
    known.add(entry(2, type::witness_transaction));
    EXPECT_TRUE(known.contains(entry(2, type::transaction)));
}

TEST(known_inventory, does_not_mix_up_kinds) {
    auto known = with_room_for(10);
    known.add(entry(1, type::transaction));
    EXPECT_FALSE(known.contains(entry(1, type::block)));
    EXPECT_FALSE(known.contains(entry(1, type::wtxid_transaction)));
}

TEST(known_inventory, remembers_at_least_as_many_as_it_has_room_for) {
    constexpr std::size_t room = 100;
    auto known = with_room_for(room);
    for (std::uint64_t i = 0; i < 1000; ++i) {
        known.add(entry(i));
        for (std::uint64_t back = 0; back < room && back <= i; ++back) {
            ASSERT_TRUE(known.contains(entry(i - back))) << i << ", " << back << " back";
        }
        ASSERT_LE(known.size(), 2 * room);
    }
    EXPECT_FALSE(known.contains(entry(0)));
}

TEST(known_inventory, keeps_what_is_added_again) {
    auto known = with_room_for(10);
    for (std::uint64_t i = 0; i < 1000; ++i) {
        known.add(entry(i));
        known.add(entry(0));
    }
    EXPECT_TRUE(known.contains(entry(0)));
}

TEST(known_inventory, costs_nothing_at_first_and_at_most_48_bytes_an_entry) {
    for (const std::size_t room : {1U, 15U, 100U, 1000U, 4096U, 10'000U}) {
        auto known = with_room_for(room);
        EXPECT_EQ(known.bytes(), 0U);
        for (std::uint64_t i = 0; i < 3 * room; ++i) {
            known.add(entry(i));
            ASSERT_LE(known.bytes(), std::max<std::size_t>(48 * room, 256)) << room;
        }
    }
}

TEST(known_inventory, when_cleared_holds_nothing) {
    auto known = with_room_for(10);
    for (std::uint64_t i = 0; i < 15; ++i) known.add(entry(i));
    known.clear();
    EXPECT_FALSE(known.contains(entry(14)));
    EXPECT_EQ(known.size(), 0U);
    EXPECT_EQ(known.bytes(), 0U);
    known.add(entry(3));
    EXPECT_TRUE(known.contains(entry(3)));
}

TEST(known_inventory, without_room_knows_nothing) {
    auto known = with_room_for(0);
    known.add(entry(1));
    EXPECT_FALSE(known.contains(entry(1)));
    EXPECT_EQ(known.bytes(), 0U);
}

}  // namespace
}  // namespace bitpeer
