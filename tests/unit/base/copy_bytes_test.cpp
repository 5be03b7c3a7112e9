#include <bitpeer/base/copy_bytes.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

TEST(copy_bytes, copies_just_these) {
    const bytes from{1, 2, 3};
    bytes to(5, 9);
    copy_bytes(from, to.data() + 1);
    EXPECT_EQ(to, (bytes{9, 1, 2, 3, 9}));
}

TEST(copy_bytes, of_none_touches_nothing) {
    bytes to(1, 9);
    copy_bytes({}, to.data());
    copy_bytes({}, nullptr);
    EXPECT_EQ(to, bytes{9});
}

}  // namespace
}  // namespace bitpeer
