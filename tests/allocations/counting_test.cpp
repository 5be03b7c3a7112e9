#include <tests/support/counting_memory.hpp>

#include <gtest/gtest.h>

#include <memory>

namespace bitpeer::test {
namespace {

TEST(counting_memory, counts_what_a_thread_asks_for) {
    const auto before = allocation_count();
    const auto one = std::make_unique<int>(1);
    EXPECT_EQ(allocation_count(), before + 1);
}

}  // namespace
}  // namespace bitpeer::test
