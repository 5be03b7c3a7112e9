#include <bitpeer/transport/large_block.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace bitpeer::transport {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

/// Whatever earlier tests left waiting is shared until the end, and so lent to nobody.
std::vector<shared_bytes> with_nothing_waiting() {
    std::vector<shared_bytes> held;
    for (std::size_t size = large_block::size_min; size <= large_block::size_max;
         size += size / 8) {
        for (int i = 0; i < 3; ++i) held.push_back(large_block::of(size).share(size));
    }
    return held;
}

TEST(large_block, is_used_again_when_it_is_let_go) {
    const auto held = with_nothing_waiting();
    auto first = large_block::of(mebibyte);
    const auto* const place = first.data();
    auto second = large_block::of(mebibyte);
    EXPECT_NE(second.data(), place);
    first = {};
    first = large_block::of(mebibyte - 1000);
    EXPECT_EQ(first.data(), place);
    // As long as anybody holds a part of it, it is not.
    auto part = first.share(mebibyte - 1000).slice(5, 10);
    EXPECT_EQ(first.capacity(), 0U);
    EXPECT_EQ(part.data(), place + 5);
    const auto other = large_block::of(mebibyte);
    EXPECT_NE(other.data(), place);
    part = {};
    EXPECT_EQ(large_block::waiting(mebibyte).data(), place);
}

TEST(large_block, is_not_used_for_much_less_or_for_more) {
    const auto held = with_nothing_waiting();
    const auto* const place = large_block::of(mebibyte).data();
    EXPECT_EQ(large_block::waiting(mebibyte / 4 * 3 - 1).data(), nullptr);
    EXPECT_EQ(large_block::waiting(mebibyte / 4 * 3).data(), place);
    const auto larger = large_block::of(mebibyte + 1);
    std::fill_n(larger.data(), mebibyte + 1, std::uint8_t{1});
    EXPECT_EQ(large_block::waiting(mebibyte).data(), place);
}

TEST(large_block, is_lent_to_no_more_than_two_at_once) {
    const auto held = with_nothing_waiting();
    { const large_block made[] = {large_block::of(mebibyte), large_block::of(mebibyte)}; }
    auto first = large_block::waiting(mebibyte);
    const auto second = large_block::waiting(mebibyte);
    EXPECT_EQ(first.capacity(), mebibyte);
    EXPECT_EQ(second.capacity(), mebibyte);
    (void)large_block::of(mebibyte);  // let go at once, and there is no place for it
    EXPECT_EQ(large_block::waiting(mebibyte).capacity(), 0U);
    // What is shared is nobody's loan any more.
    const auto payload = first.share(mebibyte);
    (void)large_block::of(mebibyte);
    EXPECT_EQ(large_block::waiting(mebibyte).capacity(), mebibyte);
}

TEST(large_block, waits_in_place_of_an_older_one) {
    const auto held = with_nothing_waiting();
    { const large_block made[] = {large_block::of(mebibyte), large_block::of(mebibyte)}; }
    (void)large_block::of(2 * mebibyte);
    (void)large_block::of(2 * mebibyte + 1);
    EXPECT_EQ(large_block::waiting(mebibyte).capacity(), 0U);
    const auto first = large_block::waiting(2 * mebibyte);
    const auto second = large_block::waiting(2 * mebibyte);
    EXPECT_GE(first.capacity(), 2 * mebibyte);
    EXPECT_GE(second.capacity(), 2 * mebibyte);
}

TEST(large_block, grows_and_keeps_what_was_written) {
    large_block block;
    EXPECT_EQ(block.capacity(), 0U);
    std::size_t written = 0;
    for (std::size_t size = 1; size <= 2 * mebibyte; size = size * 3 / 2 + 1) {
        block.grow(size);
        ASSERT_GE(block.capacity(), size);
        for (; written < size; ++written) {
            block.data()[written] = static_cast<std::uint8_t>(written % 251);
        }
    }
    for (std::size_t i = 0; i < written; ++i) ASSERT_EQ(block.data()[i], i % 251);
    block.grow(1);
    EXPECT_GE(block.capacity(), written) << "it never shrinks";
}

TEST(large_block, may_be_let_go_on_other_threads) {
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number) {
        threads.emplace_back([number] {
            for (int i = 0; i < 30; ++i) {
                const auto byte = static_cast<std::uint8_t>(number);
                auto made = payload_written_by(large_block::size_min, [&](byte_span to) {
                    std::ranges::fill(to, byte);
                });
                ASSERT_TRUE(std::ranges::all_of(made.view(), [&](auto at) { return at == byte; }));
                std::thread([last = std::move(made)] {}).join();
            }
        });
    }
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace bitpeer::transport
