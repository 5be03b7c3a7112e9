/// Dash's own numbers in `inv`.

#include <bitpeer/wire/dash/inventory_types.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace bitpeer::wire::dash {
namespace {

TEST(dash_inventory_types, have_dashs_names) {
    EXPECT_EQ(inventory_types::to_string(inventory_types::compact_block), "compact_block");
    EXPECT_EQ(inventory_types::to_string({20}), "compact_block");
    EXPECT_EQ(inventory_types::to_string({29}), "chain_lock");
    EXPECT_EQ(inventory_types::to_string({31}), "deterministic_lock");
    EXPECT_EQ(inventory_types::to_string({33}), "platform_ban");
    EXPECT_EQ(inventory_types::to_string({1}), "transaction");
}

TEST(dash_inventory_types, are_numbers_where_nobody_uses_them) {
    for (const std::uint32_t number : {22U, 27U, 34U, 1U << 30 | 1U}) {
        EXPECT_EQ(inventory_types::to_string({number}), std::to_string(number));
    }
}

TEST(dash_inventory_types, have_a_name_each) {
    std::set<std::string> names;
    for (std::uint32_t number = 0; number <= 33; ++number) {
        names.insert(inventory_types::to_string({number}));
    }
    EXPECT_EQ(names.size(), 34U);
}

}  // namespace
}  // namespace bitpeer::wire::dash
