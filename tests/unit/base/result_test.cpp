#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/result.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace bitpeer {
namespace {

enum class fault { too_small, too_large };

result<int, fault> small_number(int number) {
    if (number > 9) return failed(fault::too_large);
    return number;
}

TEST(result, holds_a_value_or_the_error_that_failed_gave) {
    EXPECT_EQ(small_number(3).value(), 3);
    EXPECT_FALSE(small_number(10).has_value());
    EXPECT_EQ(small_number(10).error(), fault::too_large);
}

TEST(result, throws_only_when_a_missing_value_is_insisted_on) {
    EXPECT_NO_THROW(static_cast<void>(small_number(10).value_or(0)));
    EXPECT_ANY_THROW(static_cast<void>(small_number(10).value()));
}

TEST(result, carries_errors_that_can_only_be_moved) {
    const auto fail = []() -> result<int, std::unique_ptr<std::string>> {
        return failed(std::make_unique<std::string>("why"));
    };
    EXPECT_EQ(*fail().error(), "why");
}

TEST(ensure, does_nothing_when_its_condition_holds) { ensure(true); }

TEST(ensure_death, stops_the_process_when_it_does_not) { EXPECT_DEATH(ensure(false), ""); }

}  // namespace
}  // namespace bitpeer
