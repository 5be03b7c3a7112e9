#include <bitpeer/sim/chance.hpp>
#include <bitpeer/sim/faults.hpp>

#include <gtest/gtest.h>

#include <set>

namespace bitpeer::sim {
namespace {

TEST(fault_plan, is_read_by_its_name_or_as_a_list_of_kinds) {
    EXPECT_EQ(fault_plan::parse("none")->per_connection_hour, 0);
    EXPECT_LT(
        fault_plan::parse("some")->per_connection_hour,
        fault_plan::parse("many")->per_connection_hour
    );
    const auto two = fault_plan::parse("reset,abuser");
    ASSERT_TRUE(two);
    chance random(entropy::from_number(1));
    std::set<fault_kind> drawn;
    for (int i = 0; i < 200; ++i) drawn.insert(two->draw(random));
    EXPECT_EQ(drawn, (std::set{fault_kind::reset, fault_kind::abuser}));
    for (const auto* wrong : {"", "resets", "reset,,abuser", "none,reset"}) {
        EXPECT_FALSE(fault_plan::parse(wrong)) << wrong;
    }
}

TEST(fault_plan, draws_every_kind_of_the_usual_ones) {
    chance random(entropy::from_number(2));
    std::set<fault_kind> drawn;
    for (int i = 0; i < 5'000; ++i) drawn.insert(fault_plan::many().draw(random));
    EXPECT_EQ(drawn.size(), fault_kinds);
}

TEST(fault_kind, has_a_name_that_finds_it) {
    for (std::size_t i = 0; i < fault_kinds; ++i) {
        const auto kind = static_cast<fault_kind>(i);
        EXPECT_EQ(fault_named(to_string(kind)), kind);
    }
    EXPECT_FALSE(fault_named("earthquake"));
}

}  // namespace
}  // namespace bitpeer::sim
