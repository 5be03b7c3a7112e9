#include <bitpeer/base/bytes.hpp>
#include <tests/support/counting_memory.hpp>

#include <gtest/gtest.h>

namespace bitpeer::test {
namespace {

TEST(allocation_count, counts) {
    const auto before = allocation_count();
    const bytes some(100);
    EXPECT_EQ(allocation_count(), before + 1);
}

}  // namespace
}  // namespace bitpeer::test
