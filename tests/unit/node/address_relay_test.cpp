#include <bitpeer/node/address_relay.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::host;
using test::node;
using test::nodes;
using test::onion;
using test::seconds_at;
using test::told_on;

constexpr std::size_t nobody = 9999;

class relayed_addresses : public ::testing::Test {
protected:
    void join(std::size_t count, address_form form = address_form::addrv2) {
        for (std::size_t i = 0; i < count; ++i) {
            relay_.joined(i, address_partner::always, form);
        }
    }
    [[nodiscard]] std::vector<std::size_t> targets(
        const wire::address& where, std::size_t from = nobody, instant now = told_on
    ) const {
        return relay_.targets_of(where, from, reachable_, now);
    }
    void pass_on(const node_address& one, std::size_t from = nobody, instant now = told_on) {
        relay_.pass_on(one, from, reachable_, now, random_);
    }
    std::vector<address_delivery> due(instant now = told_on) {
        return relay_.due({}, now, random_);
    }

    test::splitmix64 random_{1};
    reachable_networks reachable_;
    address_relay relay_{{1, 2}};
};

TEST_F(relayed_addresses, go_to_two_peers) {
    join(10);
    pass_on(node(host(1)), 3);
    const auto messages = due();
    ASSERT_EQ(messages.size(), 2U);
    for (const auto& [peer, told] : messages) {
        EXPECT_NE(peer, 3U);
        EXPECT_EQ(told, std::vector{node(host(1))});
    }
}

TEST_F(relayed_addresses, go_to_as_many_as_there_are) {
    EXPECT_TRUE(targets(host(1)).empty());
    join(1);
    EXPECT_EQ(targets(host(1)).size(), 1U);
    EXPECT_TRUE(targets(host(1), 0).empty()) << "not back to whom it came from";
}

TEST_F(relayed_addresses, that_we_cannot_reach_go_to_one_or_two) {
    join(10);
    std::map<std::size_t, int> by_count;
    for (int i = 0; i < 256; ++i) ++by_count[targets(onion(static_cast<std::uint8_t>(i))).size()];
    EXPECT_EQ(by_count.size(), 2U);
    EXPECT_NEAR(by_count[1], 128, 40);
    EXPECT_NEAR(by_count[2], 128, 40);
    reachable_.add(wire::address_network::torv3);
    EXPECT_EQ(targets(onion(1)).size(), 2U);
}

TEST_F(relayed_addresses, go_to_the_same_peers_for_a_day) {
    join(100);
    int moved_per_hour = 0;
    for (std::uint32_t i = 0; i < 50; ++i) {
        std::set<std::vector<std::size_t>> in_a_day;
        auto last = targets(host(i));
        for (int minute = 0; minute <= 24 * 60; minute += 10) {
            const auto now = targets(host(i), nobody, told_on + std::chrono::minutes(minute));
            in_a_day.insert(now);
            if (now != last && minute <= 60) ++moved_per_hour;
            last = now;
        }
        EXPECT_EQ(in_a_day.size(), 2U) << "each day ends once, at a moment of the address's own";
    }
    EXPECT_LE(moved_per_hour, 10);
}

TEST_F(relayed_addresses, told_again_go_no_further) {
    join(100);
    std::set<std::size_t> reached;
    for (int i = 0; i < 100; ++i) {
        const auto now = told_on + i * 10min;
        pass_on(node(host(1), seconds_at(now)), static_cast<std::size_t>(i), now);
        for (const auto& message : due(now)) reached.insert(message.peer);
    }
    // Two days at most, two peers in each; one more where a target is the one that told it.
    EXPECT_LE(reached.size(), 8U);
}

TEST_F(relayed_addresses, are_spread_evenly) {
    join(10);
    std::vector<int> chosen(10);
    for (std::uint32_t i = 0; i < 5000; ++i) {
        for (const auto peer : targets(host(i))) ++chosen[peer];
    }
    // 1000 each, with a standard deviation of 28.
    for (const auto count : chosen) EXPECT_NEAR(count, 1000, 140);
}

TEST_F(relayed_addresses, go_elsewhere_under_another_key) {
    join(100);
    address_relay other({1, 3});
    for (std::size_t i = 0; i < 100; ++i) {
        other.joined(i, address_partner::always, address_form::addrv2);
    }
    int alike = 0;
    for (std::uint32_t i = 0; i < 100; ++i) {
        alike += other.targets_of(host(i), nobody, reachable_, told_on) == targets(host(i)) ? 1 : 0;
    }
    EXPECT_LE(alike, 2);
}

TEST_F(relayed_addresses, go_only_to_those_that_can_read_them) {
    join(5, address_form::addr);
    EXPECT_TRUE(targets(onion(1)).empty());
    EXPECT_EQ(targets(host(1)).size(), 2U);
    relay_.joined(7, address_partner::always, address_form::addrv2);
    EXPECT_EQ(targets(onion(1)), std::vector<std::size_t>{7});
}

TEST_F(relayed_addresses, go_never_to_peers_for_blocks_or_feelers) {
    relay_.joined(1, address_partner::never, address_form::addrv2);
    relay_.spoke(1);
    EXPECT_FALSE(relay_.takes_part(1));
    EXPECT_TRUE(targets(host(1)).empty());
    relay_.answer(1, nodes(3), random_);
    EXPECT_TRUE(due().empty());
    EXPECT_EQ(relay_.next_due(), std::nullopt);
}

TEST_F(relayed_addresses, go_to_inbound_peers_once_they_spoke) {
    relay_.joined(1, address_partner::once_it_speaks, address_form::addrv2);
    EXPECT_FALSE(relay_.takes_part(1));
    EXPECT_TRUE(targets(host(1)).empty());
    relay_.spoke(1);
    EXPECT_TRUE(relay_.takes_part(1));
    EXPECT_EQ(targets(host(1)), std::vector<std::size_t>{1});
}

TEST_F(relayed_addresses, are_not_told_to_who_told_them) {
    join(2);
    relay_.mark_known(0, host(1));
    pass_on(node(host(1)), 1);
    EXPECT_TRUE(due().empty());
}

TEST_F(relayed_addresses, end_with_the_peer) {
    join(2);
    pass_on(node(host(1)));
    relay_.left(0);
    relay_.left(1);
    relay_.left(2);
    EXPECT_TRUE(due().empty());
    relay_.spoke(0);
    EXPECT_FALSE(relay_.takes_part(0));
    relay_.joined(0, address_partner::always, address_form::addrv2);
    EXPECT_EQ(relay_.waiting(0), 0U) << "another peer under the same number";
}

TEST_F(relayed_addresses, wait_for_their_time) {
    join(1);
    (void)due();
    pass_on(node(host(1)));
    EXPECT_TRUE(due().empty());
    ASSERT_TRUE(relay_.next_due());
    const auto messages = due(*relay_.next_due());
    EXPECT_EQ(messages, (std::vector<address_delivery>{{0, {node(host(1))}}}));
}

TEST_F(relayed_addresses, have_an_answer_leave_in_their_place) {
    join(1);
    pass_on(node(host(1)));
    relay_.answer(0, nodes(3, 10), random_);
    EXPECT_EQ(due(), (std::vector<address_delivery>{{0, nodes(3, 10)}}));
}

TEST_F(relayed_addresses, and_the_own_one_leave_in_two_messages) {
    join(1);
    const auto own = node(host(77));
    pass_on(node(host(1)));
    const auto first = relay_.due([&](std::size_t) { return own; }, told_on, random_);
    EXPECT_EQ(first, (std::vector<address_delivery>{{0, {own}}, {0, {node(host(1))}}}));
    EXPECT_TRUE(relay_.due([&](std::size_t) { return own; }, told_on, random_).empty());
    EXPECT_FALSE(relay_.due([&](std::size_t) { return own; }, told_on + 1000h, random_).empty());
}

TEST_F(relayed_addresses, leave_without_the_own_one_until_there_is_one) {
    join(2);
    EXPECT_TRUE(due().empty()) << "not listening yet";
    const auto own = node(host(77));
    const auto only_for_1 = [&](std::size_t peer) {
        return peer == 1 ? std::optional(own) : std::nullopt;
    };
    const auto told = relay_.due(only_for_1, told_on + 1s, random_);
    EXPECT_EQ(told, (std::vector<address_delivery>{{1, {own}}}));
}

TEST_F(relayed_addresses, hold_for_any_crowd) {
    // Whatever happens: nobody gets back what it told, nothing twice, nothing it cannot read.
    std::map<std::size_t, std::set<wire::address>> knows;
    auto now = told_on;
    for (std::size_t i = 0; i < 20; ++i) {
        const auto part = static_cast<address_partner>(i % 3);
        relay_.joined(i, part, i % 2 == 0 ? address_form::addr : address_form::addrv2);
    }
    for (int step = 0; step < 3000; ++step) {
        const auto from = static_cast<std::size_t>(random_.below(20));
        relay_.spoke(from);
        const auto number = static_cast<std::uint32_t>(random_.below(400));
        const auto where = number < 200 ? host(number) : onion(static_cast<std::uint8_t>(number));
        relay_.mark_known(from, where);
        knows[from].insert(where);
        pass_on(node(where, seconds_at(now)), from, now);
        now = now + std::chrono::seconds(random_.below(20));
        for (const auto& [peer, told] : due(now)) {
            ASSERT_NE(peer % 3, 0U);
            for (const auto& one : told) {
                ASSERT_TRUE(knows[peer].insert(one.address).second) << one.address.to_string();
                ASSERT_TRUE(peer % 2 == 1 || one.address.legacy());
            }
        }
    }
}

TEST(worth_passing_on, is_what_is_new_small_unasked_and_routable) {
    const auto now = seconds_at(told_on);
    EXPECT_TRUE(is_worth_passing_on(node(host(1)), 10, false, told_on));
    EXPECT_FALSE(is_worth_passing_on(node(host(1)), 11, false, told_on));
    EXPECT_FALSE(is_worth_passing_on(node(host(1)), 1, true, told_on));
    EXPECT_TRUE(is_worth_passing_on(node(host(1), now - 599), 1, false, told_on));
    EXPECT_FALSE(is_worth_passing_on(node(host(1), now - 600), 1, false, told_on));
    EXPECT_TRUE(is_worth_passing_on(node(host(1), now + 600), 1, false, told_on));
    EXPECT_FALSE(is_worth_passing_on(node(host(1), now + 601), 1, false, told_on));
    EXPECT_FALSE(is_worth_passing_on(node(test::at("10.0.0.1")), 1, false, told_on));
    EXPECT_TRUE(is_worth_passing_on(node(onion(1)), 1, false, told_on));
}

}  // namespace
}  // namespace bitpeer
