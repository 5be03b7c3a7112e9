#include <bitpeer/base/endian.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace bitpeer {
namespace {

using testing::ElementsAre;

constexpr std::array<std::uint8_t, 8> counting{1, 2, 3, 4, 5, 6, 7, 8};

TEST(endian, little_puts_the_lowest_byte_first) {
    static_assert(load_le<std::uint8_t>(counting.data()) == 0x01);
    static_assert(load_le<std::uint16_t>(counting.data()) == 0x0201);
    static_assert(load_le<std::uint32_t>(counting.data()) == 0x04030201);
    static_assert(load_le<std::uint64_t>(counting.data()) == 0x0807060504030201);
}

TEST(endian, big_puts_the_highest_byte_first) {
    static_assert(load_be<std::uint8_t>(counting.data()) == 0x01);
    static_assert(load_be<std::uint16_t>(counting.data()) == 0x0102);
    static_assert(load_be<std::uint32_t>(counting.data()) == 0x01020304);
    static_assert(load_be<std::uint64_t>(counting.data()) == 0x0102030405060708);
}

TEST(endian, stores_in_the_order_it_says) {
    std::array<std::uint8_t, 4> to{};
    store_le<std::uint32_t>(to.data(), 0x0a0b0c0d);
    EXPECT_THAT(to, ElementsAre(0x0d, 0x0c, 0x0b, 0x0a));
    store_be<std::uint32_t>(to.data(), 0x0a0b0c0d);
    EXPECT_THAT(to, ElementsAre(0x0a, 0x0b, 0x0c, 0x0d));
}

TEST(endian, leaves_the_neighbouring_bytes_alone) {
    std::array<std::uint8_t, 4> to{0xee, 0, 0, 0xee};
    store_le<std::uint16_t>(to.data() + 1, 0xffff);
    EXPECT_THAT(to, ElementsAre(0xee, 0xff, 0xff, 0xee));
    to = {0xee, 0, 0, 0xee};
    store_be<std::uint16_t>(to.data() + 1, 0xffff);
    EXPECT_THAT(to, ElementsAre(0xee, 0xff, 0xff, 0xee));
}

template <class T>
class endian_of : public testing::Test {};

using integers = testing::Types<
    std::uint8_t, std::int8_t, std::uint16_t, std::int16_t, std::uint32_t, std::int32_t,
    std::uint64_t, std::int64_t>;
TYPED_TEST_SUITE(endian_of, integers);

TYPED_TEST(endian_of, reads_back_what_it_wrote) {
    using limits = std::numeric_limits<TypeParam>;
    for (const TypeParam value : {limits::min(), limits::max(), TypeParam{0}, TypeParam{1}}) {
        std::array<std::uint8_t, sizeof(TypeParam)> room{};
        store_le<TypeParam>(room.data(), value);
        EXPECT_EQ(load_le<TypeParam>(room.data()), value);
        store_be<TypeParam>(room.data(), value);
        EXPECT_EQ(load_be<TypeParam>(room.data()), value);
    }
}

TYPED_TEST(endian_of, keeps_the_sign_of_all_ones) {
    std::array<std::uint8_t, sizeof(TypeParam)> ones{};
    ones.fill(0xff);
    EXPECT_EQ(load_le<TypeParam>(ones.data()), static_cast<TypeParam>(-1));
    EXPECT_EQ(load_be<TypeParam>(ones.data()), static_cast<TypeParam>(-1));
}

}  // namespace
}  // namespace bitpeer
