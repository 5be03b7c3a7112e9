#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/params/networks.hpp>
#include <tests/unit/node/mined_headers.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace bitpeer {
namespace {

using test::chain_of;
using test::header_after;

std::vector<std::uint32_t> heights_in(const header_chain& chain, const wire::locator& locator) {
    std::vector<std::uint32_t> heights;
    for (const auto& hash : locator.hashes) heights.push_back(chain.find(hash).value());
    return heights;
}

// Locators (bitcoin-p2p.md §0).

TEST(locator, the_tip_and_eleven_before_then_doubling_gaps_then_genesis) {
    const auto chain = chain_of(100);
    const std::vector<std::uint32_t> expected{
        100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 87, 83, 75, 59, 27, 0};
    EXPECT_EQ(heights_in(chain, chain.locator()), expected);
    EXPECT_TRUE(chain.locator().stop.is_zero());
}

TEST(locator, ends_in_genesis_whatever_the_height) {
    const auto chain = chain_of(40);
    for (std::uint32_t at = 0; at <= 40; ++at) {
        const auto heights = heights_in(chain, chain.locator_from(at));
        EXPECT_EQ(heights.front(), at);
        EXPECT_EQ(heights.back(), 0U);
        EXPECT_TRUE(std::ranges::is_sorted(heights, std::greater{}));
        EXPECT_EQ(std::ranges::adjacent_find(heights), heights.end()) << "genesis comes once";
        EXPECT_EQ(heights.size(), at <= 11 ? at + 1 : heights.size());
    }
}

TEST(locator, of_a_new_chain_is_its_genesis_block) {
    const header_chain chain(networks::bitcoin);
    const auto locator = chain.locator();
    ASSERT_EQ(locator.hashes.size(), 1U);
    EXPECT_EQ(locator.hashes[0], networks::bitcoin.genesis_hash);
}

TEST(locator, of_a_long_chain_is_short) {
    const auto chain = chain_of(20'000);
    EXPECT_EQ(chain.locator().hashes.size(), 12U + 13U + 1U);
}

// What follows a locator (§1.2: getheaders, getblocks).

class what_follows : public ::testing::Test {
protected:
    [[nodiscard]] height_range after(
        const wire::locator& from, stop_block stop, std::uint32_t max = 2000
    ) const {
        return chain.after(from, max, stop);
    }
    [[nodiscard]] wire::locator at(std::uint32_t height) const { return {chain.hash_at(height)}; }

    header_chain chain = chain_of(50);
    hash256 stranger =
        wire::block_hash(header_after(chain.header_at(50).as<wire::block_header>(), 9));
};

TEST_F(what_follows, begins_after_the_first_known_hash) {
    const wire::locator from{stranger, chain.hash_at(30), chain.hash_at(20)};
    EXPECT_EQ(chain.fork_point(from), 30U);
    EXPECT_EQ(after(from, stop_block::included), (height_range{31, 20}));
}

TEST_F(what_follows, begins_after_genesis_when_no_hash_is_known) {
    EXPECT_EQ(after({stranger}, stop_block::included), (height_range{1, 50}));
    EXPECT_EQ(after({}, stop_block::excluded), (height_range{1, 50}));
}

TEST_F(what_follows, is_nothing_at_the_tip) {
    EXPECT_EQ(after(at(50), stop_block::included).count, 0U);
    EXPECT_EQ(after(at(50), stop_block::excluded).count, 0U);
}

TEST_F(what_follows, is_no_more_than_the_maximum) {
    EXPECT_EQ(after(at(10), stop_block::included, 7), (height_range{11, 7}));
}

TEST_F(what_follows, the_stop_is_the_last_header_of_getheaders) {
    auto from = at(10);
    from.stop = chain.hash_at(15);
    EXPECT_EQ(after(from, stop_block::included), (height_range{11, 5}));
    from.stop = chain.hash_at(11);
    EXPECT_EQ(after(from, stop_block::included), (height_range{11, 1}));
}

TEST_F(what_follows, the_stop_is_not_announced_to_getblocks) {
    auto from = at(10);
    from.stop = chain.hash_at(15);
    EXPECT_EQ(after(from, stop_block::excluded), (height_range{11, 4}));
    from.stop = chain.hash_at(11);
    EXPECT_EQ(after(from, stop_block::excluded).count, 0U);
}

TEST_F(what_follows, a_stop_behind_the_fork_or_unknown_stops_nothing) {
    auto from = at(10);
    for (const auto& stop : {chain.hash_at(10), chain.hash_at(3), stranger, hash256{}}) {
        from.stop = stop;
        EXPECT_EQ(after(from, stop_block::included), (height_range{11, 40}));
        EXPECT_EQ(after(from, stop_block::excluded), (height_range{11, 40}));
    }
}

TEST_F(what_follows, the_maximum_holds_before_a_later_stop) {
    auto from = at(10);
    from.stop = chain.hash_at(40);
    EXPECT_EQ(after(from, stop_block::included, 7), (height_range{11, 7}));
}

// Times.

TEST(median_time_past, is_the_middle_of_eleven) {
    const auto chain = chain_of(20);
    EXPECT_EQ(chain.median_time_past(20), chain.header_at(15).time());
    EXPECT_EQ(chain.median_time_past(10), chain.header_at(5).time());
}

TEST(median_time_past, of_a_young_chain_takes_what_there_is) {
    const auto chain = chain_of(4);
    EXPECT_EQ(chain.median_time_past(0), chain.header_at(0).time());
    EXPECT_EQ(
        chain.median_time_past(1), chain.header_at(1).time()
    );  // as Bitcoin Core: begin + n / 2
    EXPECT_EQ(chain.median_time_past(4), chain.header_at(2).time());
}

}  // namespace
}  // namespace bitpeer
