#include <bitpeer/node/address_intake.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::host;
using test::node;
using test::nodes;
using test::seconds_at;
using test::told_on;

constexpr std::uint32_t two_hours = 2 * 60 * 60;

class intake : public ::testing::Test {
protected:
    taken_addresses take(std::vector<node_address> told, instant now = told_on) {
        return heard_.take(std::move(told), source_, now, random_);
    }
    /// As much as is needed for tests that are about something else.
    void trust() { heard_ = address_intake(told_on, trusting()); }
    static address_intake_rules trusting() {
        address_intake_rules rules;
        rules.limited = false;
        return rules;
    }

    test::splitmix64 random_{1};
    wire::address source_ = at("1.2.3.4:50000");
    address_intake heard_{told_on};
};

class address_intake_rate : public intake {};

TEST_F(address_intake_rate, hears_one_address_of_a_new_peer) {
    const auto taken = take(nodes(10));
    EXPECT_EQ(taken.known.size(), 1U);
    EXPECT_EQ(taken.skipped, 9U);
    EXPECT_EQ(take(nodes(1)).skipped, 1U);
}

TEST_F(address_intake_rate, hears_one_more_in_ten_seconds) {
    EXPECT_EQ(take(nodes(1)).skipped, 0U);
    EXPECT_EQ(take(nodes(1), told_on + 9s).skipped, 1U);
    EXPECT_EQ(take(nodes(1), told_on + 11s).skipped, 0U);
    EXPECT_EQ(take(nodes(20), told_on + 112s).skipped, 10U);
}

TEST_F(address_intake_rate, hears_a_thousand_after_a_silence_however_long) {
    EXPECT_EQ(take(nodes(1000), told_on + 100h).skipped, 0U);
    EXPECT_EQ(take(nodes(5), told_on + 100h).skipped, 5U);
}

TEST_F(address_intake_rate, hears_a_thousand_more_once_it_asked) {
    heard_.asked();
    heard_.asked();
    EXPECT_EQ(take(nodes(1000)).skipped, 0U);
    EXPECT_EQ(take(nodes(1000)).skipped, 999U) << "the one of the beginning was left";
    EXPECT_EQ(take(nodes(10), told_on + 101s).skipped, 0U) << "and new ones come";
}

TEST_F(address_intake_rate, spends_what_useless_addresses_cost_too) {
    auto useless = node(host(1));
    useless.services = wire::services::bloom;
    EXPECT_TRUE(take({useless}).known.empty());
    EXPECT_EQ(take(nodes(1)).skipped, 1U);
}

TEST_F(address_intake_rate, does_not_hold_for_the_trusted) {
    trust();
    EXPECT_EQ(take(nodes(1000)).skipped, 0U);
    EXPECT_EQ(take(nodes(1000)).kept.size(), 1000U);
}

TEST_F(address_intake_rate, leaves_to_chance_which_of_too_many_are_heard) {
    std::vector<int> heard(10);
    for (int i = 0; i < 10'000; ++i) {
        heard_ = address_intake(told_on);
        const auto taken = take(nodes(10));
        for (std::uint32_t k = 0; k < 10; ++k) heard[k] += taken.known.at(0) == host(k) ? 1 : 0;
    }
    // 1000 each, with a standard deviation of 30.
    for (const auto count : heard) EXPECT_NEAR(count, 1000, 150);
}

TEST_F(address_intake_rate, is_counted) {
    (void)take(nodes(10));
    (void)take(nodes(10), told_on + 21s);
    EXPECT_EQ(heard_.processed(), 3U);
    EXPECT_EQ(heard_.skipped(), 17U);
}

class address_intake_times : public intake {};

TEST_F(address_intake_times, are_two_hours_older_when_stored) {
    const auto taken = take(nodes(1));
    ASSERT_EQ(taken.kept.size(), 1U);
    EXPECT_EQ(taken.kept[0].last_seen, seconds_at(told_on) - two_hours);
    ASSERT_EQ(taken.fresh.size(), 1U);
    EXPECT_EQ(taken.fresh[0].last_seen, seconds_at(told_on)) << "passed on as told";
}

TEST_F(address_intake_times, of_the_peer_itself_are_believed_whatever_its_port) {
    const auto taken = take({node(at("1.2.3.4:8333"))});
    ASSERT_EQ(taken.kept.size(), 1U);
    EXPECT_EQ(taken.kept[0].last_seen, seconds_at(told_on));
}

TEST_F(address_intake_times, that_cannot_be_true_become_five_days_ago) {
    trust();
    const auto now = seconds_at(told_on);
    const auto five_days_ago = now - 5 * 24 * 60 * 60;
    for (const auto& [told, believed] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {0, five_days_ago},
             {100'000'000, five_days_ago},
             {100'000'001, 100'000'001},
             {now + 600, now + 600},
             {now + 601, five_days_ago},
             {0xffffffff, five_days_ago},
         }) {
        const auto taken = take({node(host(1), told)});
        ASSERT_EQ(taken.kept.size(), 1U);
        EXPECT_EQ(taken.kept[0].last_seen, believed - two_hours) << told;
    }
}

TEST_F(address_intake_times, are_never_before_1970) {
    trust();
    constexpr instant long_ago{};
    const auto taken = take({node(host(1), 5)}, long_ago);
    EXPECT_EQ(taken.kept.at(0).last_seen, 0U);
}

class address_intake_filter : public intake {};

TEST_F(address_intake_filter, keeps_nodes_that_serve_blocks) {
    trust();
    for (const auto& [offered, useful] : std::vector<std::pair<wire::services, bool>>{
             {wire::services::none, false},
             {wire::services::bloom | wire::services::witness, false},
             {wire::services::network, true},
             {wire::services::network_limited | wire::services::witness, true},
         }) {
        auto one = node(host(1));
        one.services = offered;
        const auto taken = take({one});
        EXPECT_EQ(taken.kept.size(), useful ? 1U : 0U) << to_string(offered);
        EXPECT_EQ(taken.known.size(), useful ? 1U : 0U) << to_string(offered);
    }
}

TEST_F(address_intake_filter, has_nothing_to_do_with_the_banned) {
    auto rules = trusting();
    rules.is_banned = [](const wire::address& where) { return where == host(1); };
    heard_ = address_intake(told_on, rules);
    const auto taken = take(nodes(3));
    EXPECT_EQ(taken.kept.size(), 2U);
    EXPECT_EQ(taken.fresh.size(), 2U);
    EXPECT_EQ(taken.known.size(), 3U) << "but the peer knows it";
    EXPECT_EQ(heard_.processed(), 2U);
}

TEST_F(address_intake_filter, keeps_what_is_routable_and_reachable) {
    trust();
    const auto told = [this](const wire::address& where) { return take({node(where)}); };
    EXPECT_TRUE(told(at("10.0.0.1")).kept.empty());
    EXPECT_TRUE(told(at("10.0.0.1")).fresh.empty());
    EXPECT_TRUE(told(test::onion(1)).kept.empty());
    EXPECT_EQ(told(test::onion(1)).fresh.size(), 1U) << "others may reach it";

    auto rules = trusting();
    rules.reachable = {wire::address_network::torv3};
    heard_ = address_intake(told_on, rules);
    EXPECT_EQ(told(test::onion(1)).kept.size(), 1U);
    EXPECT_TRUE(told(host(1)).kept.empty());
    const bytes run(16, 2);
    const auto unknown = wire::address::make(wire::address_network{99}, run, 1).value();
    EXPECT_TRUE(told(unknown).fresh.empty());
}

class address_intake_news : public intake {};

TEST_F(address_intake_news, come_in_messages_of_at_most_ten) {
    trust();
    EXPECT_EQ(take(nodes(10)).fresh.size(), 10U);
    EXPECT_EQ(take(nodes(11)).fresh.size(), 0U);
}

TEST_F(address_intake_news, are_at_most_ten_minutes_old) {
    trust();
    const auto now = seconds_at(told_on);
    EXPECT_EQ(take({node(host(1), now - 599)}).fresh.size(), 1U);
    EXPECT_EQ(take({node(host(1), now - 600)}).fresh.size(), 0U);
    EXPECT_EQ(take({node(host(1), now + 600)}).fresh.size(), 1U);
    EXPECT_EQ(take({node(host(1), now + 601)}).fresh.size(), 0U);
}

TEST_F(address_intake_news, are_not_in_the_answer_that_was_asked_for) {
    heard_.asked();
    EXPECT_TRUE(heard_.awaits_answer());
    EXPECT_TRUE(take(nodes(5)).fresh.empty());
    EXPECT_FALSE(heard_.awaits_answer());
    EXPECT_EQ(take(nodes(5)).fresh.size(), 5U);
}

TEST_F(address_intake_news, wait_for_the_end_of_an_answer_in_full_messages) {
    trust();
    heard_.asked();
    (void)take(nodes(1000));
    EXPECT_TRUE(heard_.awaits_answer());
    (void)take(nodes(999));
    EXPECT_FALSE(heard_.awaits_answer());
}

TEST_F(address_intake_news, never_depend_on_a_flood) {
    // Whatever comes, no more is heard than the rate allows.
    std::uint64_t told = 0;
    auto now = told_on;
    for (int i = 0; i < 2000; ++i) {
        const auto count = static_cast<std::uint32_t>(random_.below(1001));
        told += count;
        const auto taken = take(nodes(count), now);
        ASSERT_LE(taken.kept.size(), taken.known.size());
        ASSERT_LE(taken.fresh.size(), taken.known.size());
        ASSERT_EQ(taken.skipped + taken.known.size(), count);
        now = now + std::chrono::milliseconds(random_.below(20'000));
        const auto allowed = 2 + std::chrono::duration<double>(now - told_on).count() / 10;
        ASSERT_LE(static_cast<double>(heard_.processed()), allowed);
    }
    EXPECT_EQ(heard_.processed() + heard_.skipped(), told);
}

}  // namespace
}  // namespace bitpeer
