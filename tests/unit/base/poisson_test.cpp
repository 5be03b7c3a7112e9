#include <bitpeer/base/poisson.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

TEST(poisson_wait, has_the_mean_and_the_shape_of_an_exponential_distribution) {
    test::splitmix64 random(1);
    constexpr auto mean = std::chrono::seconds(30);
    constexpr int count = 100'000;
    double sum = 0;
    int above_mean = 0;
    for (int i = 0; i < count; ++i) {
        const auto wait = poisson_wait(mean, random);
        ASSERT_GE(wait, duration::zero());
        sum += std::chrono::duration<double>(wait).count();
        above_mean += wait > mean ? 1 : 0;
    }
    EXPECT_NEAR(sum / count, 30, 0.5);
    EXPECT_NEAR(above_mean / double{count}, 0.3679, 0.01) << "1/e";
}

}  // namespace
}  // namespace bitpeer
