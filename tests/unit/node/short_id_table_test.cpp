#include <bitpeer/node/short_id_table.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <map>

namespace bitpeer {
namespace {

constexpr std::uint64_t id_max = 0xffff'ffff'ffff;

TEST(short_id_table, finds_what_was_added_and_nothing_else) {
    test::splitmix64 random{1};
    for (const std::size_t count : {1U, 2U, 3U, 100U, 4000U, 65'536U}) {
        short_id_table table;
        std::map<std::uint64_t, std::uint16_t> expected;
        while (expected.size() < count) {
            const auto id = random.next() & id_max;
            const auto position = static_cast<std::uint16_t>(expected.size());
            if (expected.emplace(id, position).second) table.add(id, position);
        }
        ASSERT_TRUE(table.finish());
        for (const auto& [id, position] : expected) ASSERT_EQ(table.find(id), position);
        for (int i = 0; i < 1000; ++i) {
            const auto id = random.next() & id_max;
            if (!expected.contains(id)) ASSERT_FALSE(table.find(id));
        }
    }
}

TEST(short_id_table, finds_the_lowest_and_the_highest_id) {
    short_id_table table;
    table.add(id_max, 65'535);
    table.add(0, 0);
    ASSERT_TRUE(table.finish());
    EXPECT_EQ(table.find(0), 0);
    EXPECT_EQ(table.find(id_max), 65'535);
    EXPECT_FALSE(table.find(1));
    EXPECT_FALSE(table.find(id_max - 1));
}

TEST(short_id_table, finds_ids_that_somebody_crowded_together) {
    short_id_table table;
    for (std::uint16_t i = 0; i < 10'000; ++i) table.add(id_max - i, i);
    ASSERT_TRUE(table.finish());
    for (std::uint16_t i = 0; i < 10'000; ++i) ASSERT_EQ(table.find(id_max - i), i);
    EXPECT_FALSE(table.find(id_max - 10'000));
}

TEST(short_id_table, refuses_equal_ids) {
    short_id_table table;
    table.add(7, 1);
    table.add(8, 2);
    table.add(7, 3);
    EXPECT_FALSE(table.finish());
}

TEST(short_id_table, without_ids_finds_nothing) {
    short_id_table table;
    EXPECT_TRUE(table.finish());
    EXPECT_FALSE(table.find(0));
}

}  // namespace
}  // namespace bitpeer
