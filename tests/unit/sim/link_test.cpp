/// A link is what TCP is to its users: in order, in pieces, late, bounded, and mortal.

#include <bitpeer/sim/world.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace bitpeer::sim {
namespace {

using namespace std::chrono_literals;

/// An endpoint that writes down what happens to it.
class diary final : public endpoint {
public:
    explicit diary(seat place) : endpoint(std::move(place)) {}

    using endpoint::mine;

    void readable() override {
        ++calls;
        if (!reading) return;
        const auto unread = mine().unread();
        if (!unread.empty()) {
            pieces.push_back(unread.size());
            arrived_at.push_back(now() - world::beginning);
        }
        read.insert(read.end(), unread.begin(), unread.end());
        mine().consume(unread.size());
        if (mine().exhausted() && !ended_at) ended_at = now() - world::beginning;
    }
    void writable() override { ++writable_calls; }
    void broken(const std::string& detail) override {
        broken_at = now() - world::beginning;
        why = detail;
    }

    bytes read;
    std::vector<std::size_t> pieces;
    std::vector<duration> arrived_at;
    std::optional<duration> ended_at;
    std::optional<duration> broken_at;
    std::string why;
    bool reading = true;
    int calls = 0;
    int writable_calls = 0;

private:
    void opened() override {}
};

bytes numbered(std::size_t count) {
    bytes made(count);
    for (std::size_t i = 0; i < count; ++i) made[i] = static_cast<std::uint8_t>(i * 7 + (i >> 8));
    return made;
}

struct pair_of {
    explicit pair_of(const link_options& options, std::uint64_t seed = 1)
        : space(seed),
          left(space.add<diary>("left")),
          right(space.add<diary>("right")),
          between(space.connect(left, right, options)) {}

    world space;
    diary& left;
    diary& right;
    link& between;
};

TEST(link, says_who_dialled) {
    pair_of ends({});
    EXPECT_EQ(ends.left.who_dialled(), direction::outbound);
    EXPECT_EQ(ends.right.who_dialled(), direction::inbound);
    EXPECT_TRUE(ends.left.connected());
}

TEST(link, carries_bytes_in_order_whatever_the_pieces) {
    const auto sent = numbered(20'000);
    for (const std::size_t piece_max : {1U, 2U, 7U, 1000U, 65'536U}) {
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            pair_of ends({.latency = 10ms, .jitter = 50ms, .piece_max = piece_max}, seed);
            EXPECT_EQ(ends.left.mine().write(sent), sent.size());
            ends.space.run_until_idle();
            EXPECT_EQ(ends.right.read, sent);
            EXPECT_TRUE(ends.left.read.empty());
            for (const auto piece : ends.right.pieces) EXPECT_LE(piece, piece_max);
            EXPECT_GE(ends.right.pieces.size(), sent.size() / piece_max);
        }
    }
}

TEST(link, cuts_into_small_and_large_pieces) {
    pair_of ends({.window = 10'000'000});
    ends.left.mine().write(numbered(5'000'000));
    ends.space.run_until_idle();
    const std::multiset<std::size_t> sizes(ends.right.pieces.begin(), ends.right.pieces.end());
    EXPECT_LE(*sizes.begin(), 2U);
    EXPECT_GE(*sizes.rbegin(), 30'000U);
}

TEST(link, carries_both_ways_at_once) {
    pair_of ends({.piece_max = 3});
    ends.left.mine().write(numbered(1000));
    ends.right.mine().write(numbered(500));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.right.read, numbered(1000));
    EXPECT_EQ(ends.left.read, numbered(500));
}

TEST(link, takes_its_latency_and_no_more_without_jitter) {
    pair_of ends({.latency = 70ms});
    ends.left.mine().write(numbered(100));
    ends.space.run_until_idle();
    for (const auto when : ends.right.arrived_at) EXPECT_EQ(when, 70ms);
}

TEST(link, jitter_delays_and_never_reorders) {
    pair_of ends({.latency = 10ms, .jitter = 100ms, .piece_max = 1});
    ends.left.mine().write(numbered(200));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.right.read, numbered(200));
    EXPECT_TRUE(std::ranges::is_sorted(ends.right.arrived_at));
    EXPECT_GE(ends.right.arrived_at.front(), 10ms);
    EXPECT_LE(ends.right.arrived_at.back(), 110ms);
    EXPECT_GT(ends.right.arrived_at.back(), ends.right.arrived_at.front());
}

TEST(link, is_as_fast_as_its_bandwidth) {
    pair_of ends({.latency = 0ms, .bytes_per_second = 1000, .window = 100'000, .piece_max = 10});
    ends.left.mine().write(numbered(5000));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.right.arrived_at.back(), 5s);
    for (std::size_t i = 0, sum = 0; i < ends.right.pieces.size(); ++i) {
        sum += ends.right.pieces[i];
        EXPECT_EQ(ends.right.arrived_at[i], std::chrono::milliseconds(sum));
    }
}

TEST(link, holds_no_more_than_its_window_and_makes_the_writer_wait) {
    pair_of ends({.latency = 10ms, .window = 1000});
    ends.right.reading = false;
    EXPECT_EQ(ends.left.mine().write(numbered(5000)), 1000U);
    EXPECT_EQ(ends.left.mine().write(numbered(1)), 0U);
    ends.space.run_until_idle();
    EXPECT_EQ(ends.left.writable_calls, 0) << "nobody read";
    ends.right.reading = true;
    ends.right.readable();
    EXPECT_EQ(ends.right.read, numbered(1000));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.left.writable_calls, 1);
    EXPECT_EQ(ends.left.mine().write(numbered(5000)), 1000U);
}

TEST(link, does_not_call_a_writer_that_never_waited) {
    pair_of ends({.window = 1000});
    ends.left.mine().write(numbered(500));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.left.writable_calls, 0);
}

TEST(link, an_end_comes_behind_the_last_byte_and_leaves_the_other_way_open) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        pair_of ends({.latency = 5ms, .jitter = 50ms, .piece_max = 5}, seed);
        ends.left.mine().write(numbered(300));
        ends.left.mine().end();
        ends.space.run_until_idle();
        EXPECT_EQ(ends.right.read, numbered(300));
        ASSERT_TRUE(ends.right.ended_at);
        EXPECT_GE(*ends.right.ended_at, ends.right.arrived_at.back());
        ends.right.mine().write(numbered(40));
        ends.space.run_until_idle();
        EXPECT_EQ(ends.left.read, numbered(40));
        EXPECT_FALSE(ends.left.ended_at);
        EXPECT_FALSE(ends.left.broken_at);
    }
}

TEST(link, an_end_waits_until_everything_is_read) {
    pair_of ends({});
    ends.right.reading = false;
    ends.left.mine().write(numbered(300));
    ends.left.mine().close();
    ends.space.run_until_idle();
    EXPECT_FALSE(ends.right.ended_at);
    ends.right.reading = true;
    ends.right.readable();
    EXPECT_TRUE(ends.right.ended_at);
    EXPECT_EQ(ends.right.read, numbered(300));
}

TEST(link, bytes_for_an_end_that_is_closed_are_answered_by_a_reset) {
    pair_of ends({.latency = 10ms});
    ends.left.mine().close();
    ends.space.run_until_idle();
    EXPECT_EQ(ends.right.ended_at, 10ms);
    EXPECT_FALSE(ends.right.broken_at);
    ends.right.mine().write(numbered(10));
    ends.space.run_until_idle();
    EXPECT_EQ(ends.right.broken_at, 30ms) << "there and back";
    EXPECT_FALSE(ends.right.mine().open());
}

TEST(link, closing_on_unread_bytes_is_a_reset) {
    pair_of ends({.latency = 10ms});
    ends.left.reading = false;
    ends.right.mine().write(numbered(10));
    ends.space.run_until_idle();
    ends.left.mine().close();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.broken_at);
}

TEST(link, closing_at_both_ends_is_in_order) {
    pair_of ends({});
    ends.left.mine().close();
    ends.right.mine().close();
    ends.space.run_until_idle();
    EXPECT_FALSE(ends.left.broken_at);
    EXPECT_FALSE(ends.right.broken_at);
}

TEST(link, a_reset_by_one_end_is_learned_by_the_other_and_loses_what_was_under_way) {
    pair_of ends({.latency = 10ms});
    ends.left.mine().write(numbered(10));
    ends.left.mine().reset();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.read.empty());
    EXPECT_EQ(ends.right.broken_at, 10ms);
    EXPECT_EQ(ends.right.why, "connection reset");
    EXPECT_FALSE(ends.left.broken_at) << "it knows";
}

TEST(link, a_reset_by_the_network_is_learned_by_both) {
    pair_of ends({.latency = 10ms});
    ends.left.mine().write(numbered(10));
    ends.between.reset();
    ends.between.reset();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.read.empty());
    EXPECT_EQ(ends.left.broken_at, 0ms);
    EXPECT_EQ(ends.right.broken_at, 0ms);
}

TEST(link, a_dead_line_takes_everything_and_does_nothing) {
    pair_of ends({});
    ends.between.reset();
    EXPECT_EQ(ends.left.mine().write(numbered(10)), 10U);
    EXPECT_TRUE(ends.left.mine().unread().empty());
    EXPECT_FALSE(ends.left.mine().exhausted());
    ends.left.mine().end();
    ends.left.mine().close();
    ends.left.mine().reset();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.read.empty());
}

TEST(link_black_hole, swallows_everything_and_tells_nobody) {
    pair_of ends({.latency = 10ms, .window = 1000});
    ends.left.mine().write(numbered(100));
    ends.between.black_hole();
    EXPECT_EQ(ends.left.mine().write(numbered(5000)), 900U) << "the window fills";
    ends.right.mine().close();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.read.empty());
    EXPECT_FALSE(ends.left.ended_at);
    EXPECT_FALSE(ends.left.broken_at);
}

TEST(link_black_hole, gives_everything_back_in_order_when_it_heals) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        pair_of ends({.latency = 10ms, .jitter = 90ms, .piece_max = 9}, seed);
        const auto sent = numbered(1000);
        ends.left.mine().write(byte_view(sent).first(400));
        ends.space.run_for(50ms);
        ends.between.black_hole();
        ends.left.mine().write(byte_view(sent).subspan(400, 300));
        ends.space.run_for(1h);
        ends.between.heal();
        ends.left.mine().write(byte_view(sent).subspan(700));
        ends.left.mine().end();
        ends.space.run_until_idle();
        EXPECT_EQ(ends.right.read, sent);
        EXPECT_TRUE(ends.right.ended_at);
        EXPECT_GE(*ends.right.ended_at, ends.right.arrived_at.back());
    }
}

TEST(link_black_hole, lets_a_reset_through_only_when_it_heals) {
    pair_of ends({});
    ends.between.black_hole();
    ends.left.mine().reset();
    ends.space.run_for(1h);
    EXPECT_FALSE(ends.right.broken_at);
    ends.between.heal();
    ends.space.run_until_idle();
    EXPECT_TRUE(ends.right.broken_at);
}

}  // namespace
}  // namespace bitpeer::sim
