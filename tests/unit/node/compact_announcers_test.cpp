#include <bitpeer/node/compact_announcers.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using orders = std::vector<compact_announcers::order>;

compact_announcers::order start(std::size_t peer) { return {peer, {true, 2}}; }
compact_announcers::order stop(std::size_t peer) { return {peer, {false, 2}}; }

TEST(compact_announcers, are_the_last_three_that_were_first) {
    compact_announcers chosen;
    EXPECT_EQ(chosen.announced_first(1, direction::outbound), orders{start(1)});
    EXPECT_EQ(chosen.announced_first(2, direction::outbound), orders{start(2)});
    EXPECT_EQ(chosen.announced_first(3, direction::outbound), orders{start(3)});
    const auto replacing = chosen.announced_first(4, direction::outbound);
    EXPECT_EQ(replacing, (orders{stop(1), start(4)}));
    EXPECT_FALSE(chosen.contains(1));
    for (const std::size_t peer : {2U, 3U, 4U}) EXPECT_TRUE(chosen.contains(peer));
    EXPECT_EQ(chosen.size(), 3U);
}

TEST(compact_announcers, are_told_once) {
    compact_announcers chosen;
    EXPECT_EQ(chosen.announced_first(1, direction::inbound), orders{start(1)});
    EXPECT_EQ(chosen.announced_first(1, direction::inbound), orders{});
}

TEST(compact_announcers, stay_longer_when_they_are_first_again) {
    compact_announcers chosen;
    for (const std::size_t peer : {1U, 2U, 3U, 1U}) {
        (void)chosen.announced_first(peer, direction::outbound);
    }
    EXPECT_EQ(chosen.announced_first(4, direction::outbound), (orders{stop(2), start(4)}));
    EXPECT_EQ(chosen.announced_first(5, direction::outbound), (orders{stop(3), start(5)}));
    EXPECT_EQ(chosen.announced_first(6, direction::outbound), (orders{stop(1), start(6)}));
}

TEST(compact_announcers, keep_the_last_that_we_connected_to_from_inbound_newcomers) {
    compact_announcers chosen;
    (void)chosen.announced_first(1, direction::outbound);
    (void)chosen.announced_first(2, direction::inbound);
    (void)chosen.announced_first(3, direction::inbound);
    EXPECT_EQ(chosen.announced_first(4, direction::inbound), (orders{stop(2), start(4)}));
    EXPECT_EQ(chosen.announced_first(5, direction::inbound), (orders{stop(3), start(5)}));
    EXPECT_EQ(chosen.announced_first(6, direction::outbound), (orders{stop(1), start(6)}));
}

TEST(compact_announcers, lose_one_of_two_that_we_connected_to) {
    compact_announcers chosen;
    (void)chosen.announced_first(1, direction::outbound);
    (void)chosen.announced_first(2, direction::outbound);
    (void)chosen.announced_first(3, direction::inbound);
    EXPECT_EQ(chosen.announced_first(4, direction::inbound), (orders{stop(1), start(4)}));
}

TEST(compact_announcers, lose_their_oldest_where_another_place_is_ours) {
    compact_announcers chosen;
    (void)chosen.announced_first(1, direction::inbound);
    (void)chosen.announced_first(2, direction::outbound);
    (void)chosen.announced_first(3, direction::inbound);
    EXPECT_EQ(chosen.announced_first(4, direction::inbound), (orders{stop(1), start(4)}));
}

TEST(compact_announcers, leave_a_place_behind) {
    compact_announcers chosen;
    for (const std::size_t peer : {1U, 2U, 3U}) {
        (void)chosen.announced_first(peer, direction::outbound);
    }
    chosen.left(2);
    chosen.left(9);
    EXPECT_EQ(chosen.size(), 2U);
    EXPECT_EQ(chosen.announced_first(4, direction::inbound), orders{start(4)});
    EXPECT_EQ(chosen.announced_first(2, direction::inbound), (orders{stop(1), start(2)}));
}

}  // namespace
}  // namespace bitpeer
