#include <bitpeer/base/time.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;

TEST(instant, moves_on_both_clocks) {
    constexpr instant start{10s, 1'000'000s};
    constexpr auto later = start + 5s;
    static_assert(later.monotonic == 15s);
    static_assert(later.unix_time == 1'000'005s);
}

TEST(instant, differences_are_monotonic) {
    // Someone set the wall clock back between the two.
    constexpr instant earlier{10s, 1'000'000s};
    constexpr instant later{12s, 900'000s};
    static_assert(later - earlier == 2s);
    static_assert(earlier - later == -2s);
}

TEST(instant, order_ignores_the_wall_clock) {
    constexpr instant earlier{10s, 1'000'000s};
    constexpr instant later{12s, 900'000s};
    static_assert(earlier < later);
    static_assert(earlier != later);
    static_assert(instant{10s, 1s} == instant{10s, 2s});
}

TEST(instant, unix_seconds_are_cut_to_the_past) {
    EXPECT_EQ((instant{0s, 1'231'006'505s + 999ms}.unix_seconds()), 1'231'006'505);
    EXPECT_EQ((instant{0s, -1ms}.unix_seconds()), -1);
    EXPECT_EQ(instant{}.unix_seconds(), 0);
}

}  // namespace
}  // namespace bitpeer
