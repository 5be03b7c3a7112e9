#include <bitpeer/base/bytes.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace bitpeer {
namespace {

using testing::ElementsAre;

constexpr auto all = std::numeric_limits<std::size_t>::max();

shared_bytes one_to_five() { return shared_bytes(bytes{1, 2, 3, 4, 5}); }

TEST(shared_bytes, are_written_where_they_stay) {
    std::size_t offered = 0;
    const std::uint8_t* place = nullptr;
    const auto made = shared_bytes::written_by(3, [&](byte_span to) {
        offered = to.size();
        place = to.data();
        to[0] = 1;
        to[1] = 2;
        to[2] = 3;
    });
    EXPECT_EQ(offered, 3U);
    EXPECT_EQ(made.data(), place);
    EXPECT_EQ(made, shared_bytes(bytes{1, 2, 3}));
    EXPECT_TRUE(shared_bytes::written_by(0, [&](byte_span to) { offered = to.size(); }).empty());
    EXPECT_EQ(offered, 0U);
}

TEST(shared_bytes, is_empty_from_the_start) {
    const shared_bytes none;
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(none.size(), 0U);
    EXPECT_EQ(none.data(), nullptr);
    EXPECT_TRUE(none.view().empty());
}

TEST(shared_bytes, takes_over_a_vector_without_copying) {
    bytes owned{1, 2, 3};
    const auto* address = owned.data();
    const shared_bytes shared(std::move(owned));
    EXPECT_EQ(shared.data(), address);
    EXPECT_THAT(shared.view(), ElementsAre(1, 2, 3));
}

TEST(shared_bytes, copies_on_request) {
    bytes source{1, 2, 3};
    const auto copy = shared_bytes::copy(source);
    source[0] = 9;
    EXPECT_THAT(copy.view(), ElementsAre(1, 2, 3));
}

TEST(shared_bytes, of_empty_sources_holds_no_buffer) {
    EXPECT_EQ(shared_bytes::copy({}).data(), nullptr);
    EXPECT_EQ(shared_bytes(bytes{}).data(), nullptr);
}

TEST(shared_bytes, slices_share_the_buffer) {
    const auto whole = one_to_five();
    const auto middle = whole.slice(1, 3);
    EXPECT_EQ(middle.data(), whole.data() + 1);
    EXPECT_THAT(middle.view(), ElementsAre(2, 3, 4));
    EXPECT_THAT(middle.slice(1, 1).view(), ElementsAre(3));
}

TEST(shared_bytes, slices_keep_the_buffer_alive) {
    auto whole = one_to_five();
    const auto tail = whole.slice(3, 2);
    whole = {};
    EXPECT_THAT(tail.view(), ElementsAre(4, 5));
}

TEST(shared_bytes, slices_end_where_the_bytes_end) {
    const auto whole = one_to_five();
    EXPECT_THAT(whole.slice(3, all).view(), ElementsAre(4, 5));
    EXPECT_TRUE(whole.slice(5, 1).empty());
    EXPECT_TRUE(whole.slice(all, all).empty());
    EXPECT_THAT(whole.slice(1, 3).slice(2, all).view(), ElementsAre(4));
}

TEST(shared_bytes, are_equal_when_their_bytes_are) {
    EXPECT_EQ(one_to_five(), one_to_five());
    EXPECT_EQ(one_to_five().slice(0, 0), shared_bytes{});
    EXPECT_NE(one_to_five(), one_to_five().slice(0, 4));
    EXPECT_NE(one_to_five().slice(0, 2), one_to_five().slice(1, 2));
}

TEST(shared_bytes, pass_as_a_view) {
    const auto whole = one_to_five();
    const byte_view view = whole;
    EXPECT_EQ(view.data(), whole.data());
    EXPECT_EQ(view.size(), 5U);
}

}  // namespace
}  // namespace bitpeer
