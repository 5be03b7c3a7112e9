#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/secret.hpp>

#include <gtest/gtest.h>

#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace bitpeer::crypto {
namespace {

TEST(secret, cannot_be_copied) {
    static_assert(!std::is_copy_constructible_v<secret<32>>);
    static_assert(!std::is_copy_assignable_v<secret<32>>);
}

TEST(secret, is_wiped_where_it_was_moved_from) {
    secret<4> one(bytes{1, 2, 3, 4});
    secret<4> other(std::move(one));
    EXPECT_EQ(to_hex(one.view()), "00000000");  // NOLINT: that is the point
    EXPECT_EQ(to_hex(other.view()), "01020304");
    one = std::move(other);
    EXPECT_EQ(to_hex(one.view()), "01020304");
    EXPECT_EQ(to_hex(other.view()), "00000000");  // NOLINT
}

TEST(secret, is_wiped_at_its_end) {
    alignas(secret<4>) unsigned char place[sizeof(secret<4>)];
    auto* held = new (place) secret<4>(bytes{1, 2, 3, 4});
    held->~secret<4>();
    EXPECT_EQ(to_hex(byte_view(place, 4)), "00000000");
}

}  // namespace
}  // namespace bitpeer::crypto
