#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/packed_view.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <ranges>

namespace bitpeer::wire {
namespace {

using inventory_view = packed_view<inventory>;

static_assert(std::random_access_iterator<inventory_view::iterator>);
static_assert(std::ranges::random_access_range<inventory_view>);
static_assert(std::ranges::sized_range<inventory_view>);

template <class M>
M arbitrary_list(std::size_t size) {
    test::splitmix64 random(size);
    M message;
    message.items.resize(size);
    for (auto& item : message.items) test::arbitrary(random).fill(item);
    return message;
}

template <class M>
class packed_view_of : public ::testing::Test {};
using list_messages = ::testing::Types<inv, getdata, notfound>;
TYPED_TEST_SUITE(packed_view_of, list_messages);

TYPED_TEST(packed_view_of, shows_what_decoding_gives) {
    for (const std::size_t size : {0U, 1U, 2U, 252U, 253U, 1000U, 50'000U}) {
        const auto message = arbitrary_list<TypeParam>(size);
        const auto payload = encode(message).value();
        const auto view = inventory_view::over<TypeParam>(payload);
        ASSERT_TRUE(view) << view.error().message();
        EXPECT_EQ(view->size(), size);
        EXPECT_EQ(view->empty(), size == 0);
        EXPECT_TRUE(std::ranges::equal(*view, message.items));
        if (size == 0) continue;
        EXPECT_EQ((*view)[size - 1], message.items.back());
    }
}

TYPED_TEST(packed_view_of, gives_the_same_verdict_as_decoding) {
    auto payload = encode(arbitrary_list<TypeParam>(3)).value();
    for (std::size_t size = 0; size < payload.size(); ++size) {
        const auto cut = byte_view(payload).first(size);
        const auto view = inventory_view::over<TypeParam>(cut);
        ASSERT_FALSE(view);
        EXPECT_EQ(view.error().message(), decode<TypeParam>(cut).error().message());
    }
    payload.push_back(0);
    EXPECT_EQ(inventory_view::over<TypeParam>(payload).value().size(), 3U);
    EXPECT_FALSE(inventory_view::over<TypeParam>(payload, {.trailing = trailing_bytes::refused}));
}

TEST(packed_view, refuses_counts_above_the_messages_limit) {
    EXPECT_EQ(
        inventory_view::over<inv>(from_hex("fd51c3").value()).error().message(),
        "inv.items: count 50001 is above 50000, at 0"
    );
}

TEST(packed_view, moves_freely) {
    const auto message = arbitrary_list<inv>(10);
    const auto payload = encode(message).value();
    const auto view = inventory_view::over<inv>(payload).value();
    const auto& items = message.items;

    auto at = view.begin();
    EXPECT_EQ(*at, items[0]);
    EXPECT_EQ(*++at, items[1]);
    EXPECT_EQ(*at++, items[1]);
    EXPECT_EQ(*at--, items[2]);
    EXPECT_EQ(*--at, items[0]);
    EXPECT_EQ(*(at += 7), items[7]);
    EXPECT_EQ(*(at -= 3), items[4]);
    EXPECT_EQ(*(at + 2), items[6]);
    EXPECT_EQ(*(2 + at), items[6]);
    EXPECT_EQ(*(at - 2), items[2]);
    EXPECT_EQ(at[5], items[9]);
    EXPECT_EQ(at - view.begin(), 4);
    EXPECT_EQ(view.end() - view.begin(), 10);
    EXPECT_LT(view.begin(), at);

    auto back = view.end();
    for (std::size_t i = items.size(); i > 0; --i) EXPECT_EQ(*--back, items[i - 1]);
    EXPECT_EQ(back, view.begin());
}

TEST(packed_view, finds_in_sorted_payloads) {
    auto message = arbitrary_list<inv>(100);
    std::ranges::sort(message.items);
    const auto payload = encode(message).value();
    const auto view = inventory_view::over<inv>(payload).value();
    for (const auto& item : message.items) EXPECT_EQ(*std::ranges::lower_bound(view, item), item);
}

}  // namespace
}  // namespace bitpeer::wire
