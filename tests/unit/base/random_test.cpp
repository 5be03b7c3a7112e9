#include <bitpeer/base/random.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

constexpr auto largest = std::numeric_limits<std::uint64_t>::max();

/// Deals the numbers it was given, in order.
class dealt final : public random_source {
public:
    explicit dealt(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
    std::uint64_t next() override { return numbers_.at(drawn_++); }
    [[nodiscard]] std::size_t drawn() const { return drawn_; }

private:
    std::vector<std::uint64_t> numbers_;
    std::size_t drawn_ = 0;
};

TEST(random_source, below_one_or_nothing_needs_no_draw) {
    dealt source({});
    EXPECT_EQ(source.below(0), 0U);
    EXPECT_EQ(source.below(1), 0U);
    EXPECT_EQ(source.drawn(), 0U);
}

TEST(random_source, below_stays_under_its_bound) {
    dealt source({9, 10, 11, largest});
    for (int i = 0; i < 4; ++i) EXPECT_LT(source.below(10), 10U);
}

TEST(random_source, below_draws_again_rather_than_favour_low_values) {
    // 2^64 = 10 * k + 6: six of the draws have to go.
    dealt source({0, 5, 6});
    EXPECT_EQ(source.below(10), 6U);
    EXPECT_EQ(source.drawn(), 3U);
}

TEST(random_source, below_a_power_of_two_takes_any_draw) {
    dealt source({0});
    EXPECT_EQ(source.below(256), 0U);
    EXPECT_EQ(source.drawn(), 1U);
}

TEST(random_source, below_the_largest_bound_draws_again_only_for_zero) {
    dealt source({0, 1, largest - 1});
    EXPECT_EQ(source.below(largest), 1U);
    EXPECT_EQ(source.below(largest), largest - 1);
    EXPECT_EQ(source.drawn(), 3U);
}

TEST(random_source, unit_covers_zero_and_never_reaches_one) {
    dealt source({0, largest, std::uint64_t{1} << 63});
    EXPECT_EQ(source.unit(), 0.0);
    EXPECT_LT(source.unit(), 1.0);
    EXPECT_EQ(source.unit(), 0.5);
}

TEST(entropy, from_a_number_is_that_number_and_zeros) {
    constexpr auto seed = entropy::from_number(0x0807060504030201);
    for (std::size_t i = 0; i < seed.bytes.size(); ++i) {
        EXPECT_EQ(seed.bytes[i], i < 8 ? i + 1 : 0) << i;
    }
}

TEST(entropy, differs_from_number_to_number) {
    EXPECT_NE(entropy::from_number(1).bytes, entropy::from_number(2).bytes);
}

}  // namespace
}  // namespace bitpeer
