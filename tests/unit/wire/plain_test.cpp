/// Lists of plain elements are read at once: with the same result as one by one.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/strict_types.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

namespace bitpeer::wire {
namespace {

static_assert(detail::is_plain<inventory> && detail::mirrors_wire<inventory>);
static_assert(detail::is_plain<block_header> && detail::mirrors_wire<block_header>);
static_assert(detail::mirrors_wire<std::array<std::uint8_t, 6>>);
static_assert(detail::is_plain<addr::entry> && !detail::mirrors_wire<addr::entry>);
static_assert(!detail::is_plain<announced_header>, "its count may take several bytes");
static_assert(!detail::is_plain<strict_bool> && !detail::is_plain<at_most<std::uint8_t, 3>>);
static_assert(!detail::is_plain<version> && !detail::is_plain<inv>);

struct truth {
    bool value = false;
    static constexpr void fields(auto& self, auto& ar) { ar("value", self.value); }
};
static_assert(detail::is_plain<truth> && !detail::mirrors_wire<truth>, "2 is true as well");

struct turned_round {
    std::uint16_t first = 0;
    std::uint16_t second = 0;
    static constexpr void fields(auto& self, auto& ar) {
        ar("second", self.second);
        ar("first", self.first);
    }
};
static_assert(detail::is_plain<turned_round> && !detail::mirrors_wire<turned_round>);

/// One by one, as each is read alone.
template <class M>
void expect_each_alone(const M& message, format_options options) {
    const auto payload = encode(message, options).value();
    const auto whole = decode<M>(payload, options).value();
    ASSERT_EQ(whole.items.size(), message.items.size());
    reader in(payload, options);
    (void)in.compact_number();
    for (const auto& item : whole.items) {
        std::decay_t<decltype(item)> alone{};
        std::decay_t<decltype(item)>::fields(alone, in);
        EXPECT_EQ(alone, item);
    }
    EXPECT_TRUE(in.ok());
    EXPECT_EQ(in.remaining(), 0U);
    EXPECT_EQ(encode(whole, options).value(), payload);
}

TEST(plain_lists, read_at_once_are_what_they_are_one_by_one) {
    test::splitmix64 random{3};
    for (int round = 0; round < 100; ++round) {
        expect_each_alone(test::make_arbitrary<inv>(random, 40), {});
        expect_each_alone(test::make_arbitrary<headers>(random, 40), {});
        expect_each_alone(test::make_arbitrary<addr>(random, 40), {});
        expect_each_alone(test::make_arbitrary<addr>(random, 40), {.protocol_version = 31401});
    }
}

TEST(plain_lists, have_elements_as_long_as_their_version_says) {
    addr message;
    message.items.resize(3, {.time = 7, .services = {}, .address = {}});
    EXPECT_EQ(encode(message, {.protocol_version = 31402}).value().size(), 1 + 3 * 30U);
    const auto old = encode(message, {.protocol_version = 31401}).value();
    EXPECT_EQ(old.size(), 1 + 3 * 26U);
    EXPECT_EQ(check<addr>(old, {.protocol_version = 31401}), old.size());
    EXPECT_EQ(decode<addr>(old, {.protocol_version = 31401})->items[2].time, 0U);
}

TEST(plain_lists, cut_short_name_the_field_that_is_missing) {
    const auto payload = encode(inv{{{inventory_type::block, {}}, {inventory_type::block, {}}}});
    const auto cut = byte_view(*payload).first(payload->size() - 1);
    for (const auto& failure : {decode<inv>(cut).error(), check<inv>(cut).error()}) {
        EXPECT_EQ(failure.message(), "inv.items[1].hash: needs 32 bytes, has 31, at 41");
    }
}

TEST(plain_lists, of_headers_may_have_counts_of_any_length) {
    headers message;
    message.items.resize(4);
    message.items[1].transaction_count.value = 0xfc;
    message.items[2].transaction_count.value = 0xfd;
    message.items[3].transaction_count.value = 0x1'0000'0000;
    const auto payload = encode(message).value();
    EXPECT_EQ(decode<headers>(payload), message);
    EXPECT_EQ(check<headers>(payload), payload.size());
    for (std::size_t size = 0; size < payload.size(); ++size) {
        EXPECT_FALSE(decode<headers>(byte_view(payload).first(size)));
        EXPECT_FALSE(check<headers>(byte_view(payload).first(size)));
    }
}

}  // namespace
}  // namespace bitpeer::wire
