/// Which strangers are let in.

#include <bitpeer/node/inbound_admission.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using id = inbound_admission::id;

constexpr instant start{.monotonic = 1h, .unix_time = 0s};

wire::address v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return wire::address::ipv4({a, b, c, d}, 50'000);
}

wire::address v6(std::uint16_t subnet, std::uint8_t host) {
    std::array<std::uint8_t, 16> bytes{0x2a, 0x01, 0x04, 0xf8};
    bytes[6] = static_cast<std::uint8_t>(subnet >> 8U);
    bytes[7] = static_cast<std::uint8_t>(subnet & 0xffU);
    bytes[15] = host;
    return wire::address::ipv6(bytes, 50'000);
}

/// Lets `count` in, or fails.
void fill(inbound_admission& at, id first, id count, const wire::address& from) {
    for (auto who = first; who < first + count; ++who) {
        const auto verdict = at.arrived(who, from, start);
        ASSERT_FALSE(verdict.refused) << to_string(*verdict.refused);
        at.came_up(who);
    }
}

TEST(inbound_admission, lets_a_host_have_so_many_connections) {
    auto limits = inbound_limits::none();
    limits.per_host = 3;
    inbound_admission at(limits, start);
    fill(at, 1, 3, v4(8, 8, 8, 8));
    EXPECT_EQ(at.arrived(4, v4(8, 8, 8, 8), start).refused, refusal::host_full);
    EXPECT_FALSE(at.arrived(5, v4(8, 8, 8, 9), start).refused);
    at.ended(2);
    EXPECT_FALSE(at.arrived(6, v4(8, 8, 8, 8), start).refused);
    EXPECT_EQ(at.connections(), 4U);
}

TEST(inbound_admission, counts_all_of_a_subscribers_ipv6_as_one_host) {
    auto limits = inbound_limits::none();
    limits.per_host = 2;
    inbound_admission at(limits, start);
    EXPECT_FALSE(at.arrived(1, v6(1, 1), start).refused);
    EXPECT_FALSE(at.arrived(2, v6(1, 2), start).refused);
    EXPECT_EQ(at.arrived(3, v6(1, 3), start).refused, refusal::host_full);
    EXPECT_FALSE(at.arrived(4, v6(2, 3), start).refused);
}

TEST(inbound_admission, lets_a_group_have_so_many_connections) {
    auto limits = inbound_limits::none();
    limits.per_group = 2;
    inbound_admission at(limits, start);
    EXPECT_FALSE(at.arrived(1, v4(8, 8, 1, 1), start).refused);
    EXPECT_FALSE(at.arrived(2, v4(8, 8, 2, 2), start).refused);
    EXPECT_EQ(at.arrived(3, v4(8, 8, 3, 3), start).refused, refusal::group_full);
    EXPECT_FALSE(at.arrived(4, v4(8, 9, 3, 3), start).refused);
    for (id who = 10; who < 20; ++who) {
        EXPECT_FALSE(at.arrived(who, v4(192, 168, 1, 7), start).refused)
            << "what is not routable is in no group";
    }
}

TEST(inbound_admission, limits_handshakes_in_total_and_of_a_host) {
    auto limits = inbound_limits::none();
    limits.handshakes = 3;
    limits.handshakes_per_host = 2;
    inbound_admission at(limits, start);
    EXPECT_FALSE(at.arrived(1, v4(8, 8, 8, 8), start).refused);
    EXPECT_FALSE(at.arrived(2, v4(8, 8, 8, 8), start).refused);
    EXPECT_EQ(at.arrived(3, v4(8, 8, 8, 8), start).refused, refusal::too_many_handshakes);
    EXPECT_FALSE(at.arrived(4, v4(9, 9, 9, 9), start).refused);
    EXPECT_EQ(at.arrived(5, v4(9, 9, 9, 9), start).refused, refusal::too_many_handshakes);
    at.came_up(1);
    at.came_up(1);
    EXPECT_EQ(at.handshakes(), 2U);
    EXPECT_FALSE(at.arrived(6, v4(9, 9, 9, 9), start).refused);
    at.ended(2);
    at.ended(2);
    EXPECT_EQ(at.handshakes(), 2U);
}

TEST(inbound_admission, the_oldest_handshake_makes_room_when_it_has_had_its_time) {
    auto limits = inbound_limits::none();
    limits.handshakes = 2;
    inbound_admission at(limits, start);
    EXPECT_FALSE(at.arrived(1, v4(1, 1, 1, 1), start).refused);
    EXPECT_FALSE(at.arrived(2, v4(2, 2, 2, 2), start + 1s).refused);
    EXPECT_EQ(at.arrived(4, v4(4, 4, 4, 4), start + 4s).refused, refusal::too_many_handshakes);
    const auto verdict = at.arrived(5, v4(5, 5, 5, 5), start + 5s);
    EXPECT_FALSE(verdict.refused);
    EXPECT_EQ(verdict.makes_room, 1U);
    EXPECT_EQ(at.handshakes(), 2U);
    at.came_up(2);
    EXPECT_FALSE(at.arrived(6, v4(6, 6, 6, 6), start + 6s).refused);
    EXPECT_EQ(at.arrived(7, v4(7, 7, 7, 7), start + 9s).refused, refusal::too_many_handshakes)
        << "the oldest one left came at five";
}

TEST(inbound_admission, refuses_who_comes_too_often) {
    auto limits = inbound_limits::none();
    limits.arrivals_per_host = {.burst = 2, .per_second = 1};
    inbound_admission at(limits, start);
    for (id who = 1; who <= 2; ++who) {
        EXPECT_FALSE(at.arrived(who, v4(8, 8, 8, 8), start).refused);
        at.ended(who);
    }
    EXPECT_EQ(at.arrived(3, v4(8, 8, 8, 8), start).refused, refusal::too_often);
    EXPECT_FALSE(at.arrived(4, v4(8, 8, 8, 8), start + 1s).refused);
    EXPECT_EQ(at.arrived(5, v4(8, 8, 8, 8), start + 1s).refused, refusal::too_often);
}

TEST(inbound_admission, when_full_the_youngest_of_the_largest_group_makes_room) {
    auto limits = inbound_limits::none();
    limits.connections = 6;
    inbound_admission at(limits, start);
    fill(at, 1, 1, v4(1, 1, 0, 1));
    fill(at, 2, 4, v4(2, 2, 0, 1));
    fill(at, 6, 1, v4(3, 3, 0, 1));
    const auto verdict = at.arrived(7, v4(4, 4, 0, 1), start);
    EXPECT_FALSE(verdict.refused);
    EXPECT_EQ(verdict.makes_room, 5U);
    EXPECT_EQ(at.connections(), 6U);
}

TEST(inbound_admission, when_full_a_group_cannot_push_out_its_equals) {
    auto limits = inbound_limits::none();
    limits.connections = 4;
    inbound_admission at(limits, start);
    fill(at, 1, 2, v4(1, 1, 0, 1));
    fill(at, 3, 2, v4(2, 2, 0, 1));
    EXPECT_EQ(at.arrived(5, v4(1, 1, 7, 7), start).refused, refusal::full);
    EXPECT_EQ(at.arrived(7, v4(3, 3, 0, 1), start).makes_room, 4U);
    EXPECT_EQ(at.arrived(8, v4(3, 3, 0, 1), start).refused, refusal::full)
        << "one each for two of them: nobody has two more";
}

TEST(inbound_admission, a_flood_of_one_group_leaves_places_for_all_others) {
    auto limits = inbound_limits::none();
    limits.connections = 100;
    inbound_admission at(limits, start);
    id last = 0;
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(at.arrived(++last, v4(66, 6, 0, static_cast<std::uint8_t>(i)), start).refused);
    }
    for (int i = 0; i < 50; ++i) {
        const auto other = v4(static_cast<std::uint8_t>(130 + i), 1, 0, 1);
        EXPECT_FALSE(at.arrived(++last, other, start).refused) << i;
    }
    EXPECT_EQ(at.connections(), 100U);
}

TEST(inbound_admission, spends_so_much_on_encrypted_handshakes) {
    auto limits = inbound_limits::none();
    limits.encrypted = {.burst = 3, .per_second = 1};
    limits.encrypted_per_host = {.burst = 2, .per_second = 1};
    inbound_admission at(limits, start);
    for (id who = 1; who <= 3; ++who) {
        EXPECT_FALSE(at.arrived(who, v4(8, 8, 8, 8), start).refused);
    }
    for (id who = 4; who <= 6; ++who) {
        EXPECT_FALSE(at.arrived(who, v4(9, 9, 9, 9), start).refused);
    }
    EXPECT_TRUE(at.admits_encrypted(1, start));
    EXPECT_TRUE(at.admits_encrypted(2, start));
    EXPECT_FALSE(at.admits_encrypted(3, start)) << "this host had its share";
    EXPECT_TRUE(at.admits_encrypted(4, start));
    EXPECT_FALSE(at.admits_encrypted(5, start)) << "all together had theirs";
    EXPECT_TRUE(at.admits_encrypted(6, start + 1s));
    EXPECT_FALSE(at.admits_encrypted(77, start + 10s)) << "nobody of that number is here";
}

TEST(inbound_admission, forgets_hosts_that_are_gone_and_none_that_are_here) {
    auto limits = inbound_limits::none();
    limits.per_host = 1;
    limits.arrivals_per_host = {.burst = 1, .per_second = 0.001};
    inbound_admission at(limits, start);
    EXPECT_FALSE(at.arrived(1, v4(8, 8, 8, 8), start).refused);
    id who = 1;
    for (int i = 0; i < 6000; ++i) {
        const auto from =
            v4(20, 1, static_cast<std::uint8_t>(i / 256), static_cast<std::uint8_t>(i % 256));
        EXPECT_FALSE(at.arrived(++who, from, start + std::chrono::milliseconds(i)).refused);
        at.ended(who);
    }
    EXPECT_EQ(at.arrived(++who, v4(8, 8, 8, 8), start + 7s).refused, refusal::too_often);
    EXPECT_EQ(at.connections(), 1U);
}

TEST(inbound_admission, names_every_refusal) {
    EXPECT_EQ(to_string(refusal::full), "full");
    EXPECT_EQ(to_string(refusal::host_full), "host_full");
    EXPECT_EQ(to_string(refusal::group_full), "group_full");
    EXPECT_EQ(to_string(refusal::too_many_handshakes), "too_many_handshakes");
    EXPECT_EQ(to_string(refusal::too_often), "too_often");
}

}  // namespace
}  // namespace bitpeer
