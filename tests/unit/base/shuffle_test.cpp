#include <bitpeer/base/shuffle.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

namespace bitpeer {
namespace {

std::vector<int> rising(int count) {
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

TEST(shuffle, keeps_every_element) {
    test::splitmix64 random(1);
    for (int count = 0; count < 50; ++count) {
        auto numbers = rising(count);
        shuffle(numbers, random);
        std::ranges::sort(numbers);
        EXPECT_EQ(numbers, rising(count));
    }
}

TEST(shuffle, gives_every_order_as_often) {
    test::splitmix64 random(1);
    std::map<std::vector<int>, int> seen;
    for (int i = 0; i < 24'000; ++i) {
        auto numbers = rising(4);
        shuffle(numbers, random);
        ++seen[numbers];
    }
    EXPECT_EQ(seen.size(), 24U);
    // 1000 each, with a standard deviation of 31.
    for (const auto& [_, count] : seen) EXPECT_NEAR(count, 1000, 160);
}

TEST(shuffle_front, draws_a_uniform_sample) {
    test::splitmix64 random(1);
    std::vector<int> drawn(20);
    for (int i = 0; i < 10'000; ++i) {
        auto numbers = rising(20);
        shuffle_front(numbers, 5, random);
        for (int k = 0; k < 5; ++k)
            ++drawn[static_cast<std::size_t>(numbers[static_cast<std::size_t>(k)])];
    }
    // 2500 each, with a standard deviation of 43.
    for (const auto count : drawn) EXPECT_NEAR(count, 2500, 220);
}

TEST(shuffle_front, of_more_than_there_are_is_a_shuffle) {
    test::splitmix64 one(1);
    test::splitmix64 other(1);
    auto numbers = rising(9);
    auto all = rising(9);
    shuffle_front(numbers, 100, one);
    shuffle(all, other);
    EXPECT_EQ(numbers, all);
}

}  // namespace
}  // namespace bitpeer
