#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/services.hpp>

#include <gtest/gtest.h>

#include <unordered_set>

namespace bitpeer::wire {
namespace {

TEST(services, have_the_bits_of_the_protocol) {
    EXPECT_EQ(services::none.number, 0U);
    EXPECT_EQ(services::network.number, 1U);
    EXPECT_EQ(services::bloom.number, 4U);
    EXPECT_EQ(services::witness.number, 8U);
    EXPECT_EQ(services::compact_filters.number, 64U);
    EXPECT_EQ(services::network_limited.number, 1024U);
    EXPECT_EQ(services::encrypted_transport.number, 2048U);
}

TEST(services, are_asked_for_together) {
    constexpr auto offered = services::network | services::witness;
    static_assert(offered.has(services::witness));
    static_assert(offered.has(services::none));
    static_assert(offered.has(services::network | services::witness));
    static_assert(!offered.has(services::network | services::bloom));
    EXPECT_FALSE(services::none.has(services::network));
}

TEST(services, have_names) {
    EXPECT_EQ(to_string(services::none), "none");
    EXPECT_EQ(to_string(services::network), "network");
    EXPECT_EQ(to_string(services::witness | services::network), "network|witness");
    EXPECT_EQ(
        to_string(services{0xc4d}),
        "network|bloom|witness|compact_filters|network_limited|encrypted_transport"
    );
    EXPECT_EQ(to_string(services{1U << 24}), "0x1000000");
    EXPECT_EQ(to_string(services::network | services{1U << 24}), "network|0x1000000");
    EXPECT_EQ(to_string(services{1ULL << 63}), "0x8000000000000000");
}

TEST(inventory_type, has_the_numbers_of_the_protocol) {
    EXPECT_EQ(inventory_type::error.number, 0U);
    EXPECT_EQ(inventory_type::transaction.number, 1U);
    EXPECT_EQ(inventory_type::block.number, 2U);
    EXPECT_EQ(inventory_type::filtered_block.number, 3U);
    EXPECT_EQ(inventory_type::compact_block.number, 4U);
    EXPECT_EQ(inventory_type::wtxid_transaction.number, 5U);
    EXPECT_EQ(inventory_type::witness_transaction.number, 0x40000001U);
    EXPECT_EQ(inventory_type::witness_block.number, 0x40000002U);
}

TEST(inventory_type, has_names) {
    EXPECT_EQ(to_string(inventory_type::error), "error");
    EXPECT_EQ(to_string(inventory_type::transaction), "transaction");
    EXPECT_EQ(to_string(inventory_type::block), "block");
    EXPECT_EQ(to_string(inventory_type::filtered_block), "filtered_block");
    EXPECT_EQ(to_string(inventory_type::compact_block), "compact_block");
    EXPECT_EQ(to_string(inventory_type::wtxid_transaction), "wtxid_transaction");
    EXPECT_EQ(to_string(inventory_type::witness_transaction), "witness_transaction");
    EXPECT_EQ(to_string(inventory_type::witness_block), "witness_block");
    EXPECT_EQ(to_string(inventory_type{4294967295}), "4294967295");
}

TEST(inventory, can_be_kept_in_sets) {
    const hash256 hash{.bytes = {1, 2, 3}};
    std::unordered_set<inventory> seen;
    EXPECT_TRUE(seen.insert({inventory_type::block, hash}).second);
    EXPECT_TRUE(seen.insert({inventory_type::transaction, hash}).second);
    EXPECT_FALSE(seen.insert({inventory_type::block, hash}).second);
}

}  // namespace
}  // namespace bitpeer::wire
