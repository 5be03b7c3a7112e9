#include <bitpeer/node/getaddr_server.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::nodes;
using test::told_on;

getaddr_asker asker(std::string_view came_to = "192.0.2.1:8333") {
    return {direction::inbound, wire::address_network::ipv4, at(came_to)};
}

class getaddr_answer : public ::testing::Test {
protected:
    std::optional<std::vector<node_address>> ask(getaddr_asker who, instant now = told_on) {
        return server_.answer(who, known(), now, random_);
    }
    getaddr_server::address_source known() {
        return [this] {
            ++drawn_;
            return nodes(known_count_);
        };
    }

    test::splitmix64 random_{1};
    std::uint32_t known_count_ = 10'000;
    int drawn_ = 0;
    getaddr_server server_;
};

TEST_F(getaddr_answer, is_for_inbound_peers_only) {
    auto who = asker();
    who.opened = direction::outbound;
    EXPECT_FALSE(ask(who));
    EXPECT_EQ(drawn_, 0);
}

TEST_F(getaddr_answer, is_given_once_on_each_connection) {
    auto who = asker();
    EXPECT_TRUE(server_.answer(who, known(), told_on, random_));
    EXPECT_FALSE(server_.answer(who, known(), told_on, random_));
    EXPECT_TRUE(ask(asker()));
}

TEST_F(getaddr_answer, is_at_most_a_thousand_and_at_most_23_percent) {
    for (const auto& [known, told] : std::vector<std::pair<std::uint32_t, std::size_t>>{
             {0, 0}, {4, 0}, {5, 1}, {100, 23}, {4347, 999}, {4348, 1000}, {10'000, 1000}}) {
        server_ = {};
        known_count_ = known;
        EXPECT_EQ(ask(asker()).value().size(), told) << known;
    }
}

TEST_F(getaddr_answer, is_a_uniform_sample_without_repetition) {
    known_count_ = 100;
    std::vector<int> chosen(100);
    for (int i = 0; i < 2000; ++i) {
        server_ = {};
        std::set<wire::address> distinct;
        const auto told = ask(asker()).value();
        for (const auto& one : told) distinct.insert(one.address);
        ASSERT_EQ(distinct.size(), 23U);
        for (std::uint32_t k = 0; k < 100; ++k) {
            chosen[k] += distinct.contains(test::host(k)) ? 1 : 0;
        }
    }
    // 460 each, with a standard deviation of 19.
    for (const auto count : chosen) EXPECT_NEAR(count, 460, 100);
}

TEST_F(getaddr_answer, teaches_nothing_new_to_who_asks_again) {
    const auto first = ask(asker()).value();
    for (int hour = 1; hour < 21; ++hour) {
        EXPECT_EQ(ask(asker(), told_on + std::chrono::hours(hour)), first);
    }
    EXPECT_EQ(drawn_, 1);
}

TEST_F(getaddr_answer, is_another_one_after_21_to_27_hours) {
    const auto first = ask(asker()).value();
    EXPECT_NE(ask(asker(), told_on + 27h), first);
    EXPECT_EQ(drawn_, 2);
    EXPECT_EQ(server_.size(), 1U);

    std::vector<double> lives;
    for (int i = 0; i < 300; ++i) {
        server_ = {};
        const auto told = ask(asker());
        auto end = told_on + 20h;
        while (ask(asker(), end) == told) end = end + 6min;
        lives.push_back(std::chrono::duration<double, std::ratio<3600>>(end - told_on).count());
    }
    EXPECT_GE(*std::ranges::min_element(lives), 21);
    EXPECT_LT(*std::ranges::min_element(lives), 21.5);
    EXPECT_GT(*std::ranges::max_element(lives), 26.5);
    EXPECT_LE(*std::ranges::max_element(lives), 27.1);
}

TEST_F(getaddr_answer, differs_from_one_way_in_to_the_next) {
    const auto first = ask(asker()).value();
    EXPECT_NE(ask(asker("192.0.2.2:8333")), first);
    EXPECT_NE(ask(asker("192.0.2.1:8334")), first);
    auto over_tor = asker();
    over_tor.via = wire::address_network::torv3;
    EXPECT_NE(ask(over_tor), first);
    EXPECT_EQ(server_.size(), 4U);
    EXPECT_EQ(ask(asker()), first);
}

TEST_F(getaddr_answer, is_remembered_for_a_bounded_number_of_ways_in) {
    known_count_ = 100;
    for (std::uint16_t port = 1; port <= 300; ++port) {
        (void)ask({direction::inbound, wire::address_network::ipv4, wire::address::ipv4({}, port)});
        ASSERT_LE(server_.size(), getaddr_server::max_ways);
    }
}

}  // namespace
}  // namespace bitpeer
