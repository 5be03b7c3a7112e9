/// Telling a peer of nodes.

#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;

node_address ipv4(std::uint32_t number) {
    std::array<std::uint8_t, 4> bytes{};
    store_le(bytes.data(), number | 1U << 24U);
    return {number, wire::services::network, wire::address::ipv4(bytes, 8333)};
}

node_address onion() {
    const bytes key(32, 7);
    const auto where = wire::address::make(wire::address_network::torv3, key, 8333);
    return {1, wire::services::network, where.value()};
}

std::vector<node_address> many(std::uint32_t count) {
    std::vector<node_address> made;
    for (std::uint32_t i = 0; i < count; ++i) made.push_back(ipv4(i));
    return made;
}

/// A remote that said `sendaddrv2`.
transcript modern() {
    transcript script(direction::inbound, timeless());
    script.receives(test::remote_version())
        .never_mind()
        .receives(wire::sendaddrv2{})
        .receives(wire::verack{})
        .never_mind();
    return script;
}

TEST(addresses, go_by_addr_to_who_did_not_ask_for_addrv2) {
    std::vector<node_address> told;
    running(direction::inbound, timeless())
        .does([&](engine& e, instant now) { told = e.send_addresses(many(5), now).value(); })
        .sends<wire::addr>([](const wire::addr& sent) {
            EXPECT_EQ(sent.items.size(), 5U);
            EXPECT_EQ(sent.items[3].time, 3U);
            EXPECT_EQ(sent.items[3].services, wire::services::network);
            EXPECT_EQ(sent.items[3].address.to_string(), ipv4(3).address.to_string());
        });
    EXPECT_EQ(told, many(5)) << "in their order";
}

TEST(addresses, that_addr_has_no_room_for_are_left_out) {
    std::vector<node_address> told;
    auto known = many(2);
    known.push_back(onion());
    running(direction::inbound, timeless())
        .does([&](engine& e, instant now) { told = e.send_addresses(known, now).value(); })
        .sends<wire::addr>([](const wire::addr& sent) { return sent.items.size() == 2; });
    EXPECT_EQ(told, many(2));
    modern().does([&](engine& e, instant now) { told = e.send_addresses(known, now).value(); }
    ).sends<wire::addrv2>([](const wire::addrv2& sent) { return sent.items.size() == 3; });
    EXPECT_EQ(told, known);
}

TEST(addresses, without_any_nothing_is_sent) {
    const std::vector<node_address> only_an_onion{onion()};
    running(direction::inbound, timeless())
        .does([&](engine& e, instant now) {
            EXPECT_TRUE(e.send_addresses({}, now).value().empty());
            EXPECT_TRUE(e.send_addresses(only_an_onion, now).value().empty());
        })
        .stays_quiet();
}

std::vector<std::uint32_t> times_of(const std::vector<node_address>& nodes) {
    std::vector<std::uint32_t> times;
    for (const auto& node : nodes) times.push_back(node.last_seen);
    return times;
}

TEST(addresses, of_1000_all_are_told_in_their_order) {
    for (auto script : {0, 1}) {
        std::vector<node_address> told;
        auto peer = script == 0 ? running(direction::inbound, timeless()) : modern();
        peer.does([&](engine& e, instant now) { told = e.send_addresses(many(1000), now).value(); }
        );
        peer.never_mind();
        EXPECT_EQ(told, many(1000));
    }
}

TEST(addresses, of_more_than_1000_a_sample_without_repetition_is_told) {
    std::vector<node_address> told;
    std::vector<std::uint32_t> sent_times;
    modern().does([&](engine& e, instant now) { told = e.send_addresses(many(3000), now).value(); }
    ).sends<wire::addrv2>([&](const wire::addrv2& sent) {
        for (const auto& item : sent.items) sent_times.push_back(item.time);
    });
    EXPECT_EQ(sent_times, times_of(told)) << "what is returned is what was sent";
    const std::set<std::uint32_t> distinct(sent_times.begin(), sent_times.end());
    EXPECT_EQ(distinct.size(), 1000U);
    EXPECT_LT(*distinct.rbegin(), 3000U);
}

TEST(addresses, are_sampled_uniformly) {
    crypto::chacha20_generator random(entropy::from_number(1));
    std::vector<int> chosen(2000);
    constexpr int rounds = 200;
    const auto known = many(2000);
    for (int round = 0; round < rounds; ++round) {
        for (const auto& node : sample_addresses(known, address_form::addr, random)) {
            ++chosen[node.last_seen];
        }
    }
    // Each has one chance in two: 100 of 200, with a standard deviation of 7.
    EXPECT_GT(*std::ranges::min_element(chosen), 60);
    EXPECT_LT(*std::ranges::max_element(chosen), 140);
}

TEST(addresses, are_read_from_both_messages_and_no_other) {
    auto known = many(3);
    EXPECT_EQ(addresses_of(address_message(known, address_form::addr)), known);
    known.push_back(onion());
    EXPECT_EQ(addresses_of(address_message(known, address_form::addrv2)), known);
    EXPECT_EQ(addresses_of(wire::sendaddrv2{}), std::nullopt);
}

TEST(addresses, of_the_wrong_kind_are_refused) {
    auto script = running(direction::inbound, timeless());
    const auto refused = script.engine().send(wire::addrv2{}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::not_negotiated);
    EXPECT_TRUE(modern().engine().send(wire::addrv2{}, test::beginning));
}

TEST(addresses, wait_for_the_handshake) {
    transcript script(direction::outbound);
    const auto refused = script.engine().send_addresses(many(1), script.now());
    EXPECT_EQ(refused.error().code, misuse::too_early);
}

}  // namespace
}  // namespace bitpeer
