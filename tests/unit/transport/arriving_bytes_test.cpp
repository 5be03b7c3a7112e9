#include <bitpeer/transport/arriving_bytes.hpp>

#include <gtest/gtest.h>

namespace bitpeer::transport {
namespace {

constexpr std::size_t ahead = 256 * 1024;

bytes rising(std::size_t size) {
    bytes data(size);
    for (std::size_t i = 0; i < size; ++i) data[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
    return data;
}

TEST(arriving_bytes, are_what_came_however_it_is_cut) {
    for (const std::size_t whole : {1U, 100U, 70'000U, 300'000U, 1'000'000U}) {
        const auto data = rising(whole);
        for (const std::size_t piece : {1'000U, 65'536U, 262'144U}) {
            arriving_bytes arriving;
            for (byte_view rest = data; !rest.empty();) {
                const auto part = rest.first(std::min(piece, rest.size()));
                arriving.append(part, whole);
                rest = rest.subspan(part.size());
                ASSERT_LE(arriving.held(), arriving.size() + ahead);
            }
            ASSERT_EQ(arriving.size(), whole);
            const auto last = arriving.finish(whole - 1);
            EXPECT_TRUE(std::ranges::equal(last.view(), byte_view(data).first(whole - 1)));
            EXPECT_TRUE(arriving.empty());
        }
    }
}

TEST(arriving_bytes, of_a_claim_take_no_memory_for_it) {
    arriving_bytes arriving;
    arriving.append(rising(10), 4'000'000'000);
    EXPECT_LE(arriving.held(), 10 + ahead);
}

TEST(arriving_bytes, of_a_claim_alone_hold_nothing_even_where_memory_waits) {
    constexpr std::size_t large = 1'000'000;
    arriving_bytes before;
    before.append(rising(large), large);
    (void)before.finish(large);
    arriving_bytes arriving;
    arriving.append({}, large);
    EXPECT_EQ(arriving.held(), 0U);
}

TEST(arriving_bytes, may_be_changed_where_they_are) {
    arriving_bytes arriving;
    arriving.append(rising(3), 6);
    arriving.append(rising(3), 6);
    arriving.bytes()[3] = 99;
    EXPECT_EQ(arriving.finish(6), shared_bytes(bytes{0, 7, 14, 99, 7, 14}));
}

TEST(arriving_bytes, hold_nothing_once_they_are_released) {
    arriving_bytes arriving;
    arriving.append(rising(1000), 2000);
    arriving.release();
    EXPECT_EQ(arriving.held(), 0U);
    EXPECT_TRUE(arriving.empty());
    arriving.append(rising(5), 5);
    EXPECT_EQ(arriving.finish(5), shared_bytes(rising(5)));
}

}  // namespace
}  // namespace bitpeer::transport
