/// Nodes that consist of nothing but the parts for addresses, in one made-up network: whether the
/// parts fit, and what comes of it.

#include <bitpeer/node/address_intake.hpp>
#include <bitpeer/node/address_relay.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/node/told_addresses.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::host;
using test::seconds_at;
using test::told_on;

/// A node, known to others by its number.
struct place {
    explicit place(std::size_t number) : relay({number, 7}) {}

    address_relay relay;
    std::map<std::size_t, address_intake> intakes;
    std::set<wire::address> kept;
};

class address_propagation : public ::testing::Test {
protected:
    std::size_t add() {
        places_.emplace_back(places_.size());
        return places_.size() - 1;
    }

    /// `from` connects to `to` and asks it for addresses.
    void connect(std::size_t from, std::size_t to) {
        places_[from].relay.joined(to, address_partner::always, address_form::addrv2);
        places_[to].relay.joined(from, address_partner::once_it_speaks, address_form::addrv2);
        places_[from].intakes.emplace(to, now_).first->second.asked();
        places_[to].intakes.emplace(from, now_);
        places_[to].relay.spoke(from);
        places_[to].relay.answer(from, {}, random_);
    }

    void connect_to_some(std::size_t from) {
        for (int i = 0; i < 4; ++i) {
            const auto to = static_cast<std::size_t>(random_.below(places_.size()));
            if (to != from && !places_[from].intakes.contains(to)) connect(from, to);
        }
    }

    void run_until(instant end) {
        while (const auto next = earliest()) {
            const auto when = places_[*next].relay.next_due();
            if (*when > end) break;
            now_ = std::max(now_, *when);
            const address_relay::own_address own = [&](std::size_t) {
                return test::node(host(own_number(*next)), seconds_at(now_));
            };
            for (auto& [peer, told] : places_[*next].relay.due(own, now_, random_)) {
                ++messages_;
                arrive(peer, *next, std::move(told));
            }
        }
        now_ = end;
    }

    /// How many know this node.
    [[nodiscard]] std::size_t reach_of(std::size_t number) const {
        std::size_t count = 0;
        for (const auto& each : places_) count += each.kept.contains(host(own_number(number)));
        return count;
    }

    test::splitmix64 random_{1};
    instant now_ = told_on;
    std::vector<place> places_;
    std::uint64_t messages_ = 0;
    std::uint64_t skipped_ = 0;

    void arrive(std::size_t at, std::size_t from, std::vector<node_address> told) {
        auto& here = places_[at];
        here.relay.spoke(from);
        const auto source = host(own_number(from));
        const auto taken = here.intakes.at(from).take(std::move(told), source, now_, random_);
        skipped_ += taken.skipped;
        for (const auto& known : taken.known) here.relay.mark_known(from, known);
        for (const auto& node : taken.kept) here.kept.insert(node.address);
        for (const auto& node : taken.fresh) here.relay.pass_on(node, from, {}, now_, random_);
    }

private:
    static std::uint32_t own_number(std::size_t number) {
        return static_cast<std::uint32_t>(number);
    }

    [[nodiscard]] std::optional<std::size_t> earliest() const {
        std::optional<std::size_t> first;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const auto due = places_[i].relay.next_due();
            if (due && (!first || *due < *places_[*first].relay.next_due())) first = i;
        }
        return first;
    }
};

TEST_F(address_propagation, brings_a_newcomer_to_most_nodes_within_minutes) {
    for (int i = 0; i < 60; ++i) add();
    for (std::size_t i = 0; i < 60; ++i) connect_to_some(i);
    run_until(now_ + 1h);  // until everybody has told of itself and is heard again

    const auto newcomer = add();
    connect_to_some(newcomer);
    run_until(now_ + 10min);
    EXPECT_GE(reach_of(newcomer), 40U);
}

TEST_F(address_propagation, ends_by_itself) {
    for (int i = 0; i < 60; ++i) add();
    for (std::size_t i = 0; i < 60; ++i) connect_to_some(i);
    run_until(now_ + 1h);
    const auto before = messages_;
    run_until(now_ + 30min);
    // About 480 ends of connections, of which ten tell of themselves in this time, most of them to
    // peers that know it.
    EXPECT_LT(messages_ - before, 200U);
}

TEST_F(address_propagation, cannot_be_made_wider_by_telling_more) {
    for (int i = 0; i < 60; ++i) add();
    for (std::size_t i = 0; i < 60; ++i) connect_to_some(i);
    run_until(now_ + 1h);
    const auto flooder = add();
    connect(flooder, 0);
    const auto skipped_before = skipped_;
    // Ten fresh addresses each second, none of which exists.
    for (std::uint32_t i = 0; i < 600; ++i) {
        auto told = test::nodes(10, 1000 + 10 * i);
        for (auto& node : told) node.last_seen = seconds_at(now_);
        arrive(0, flooder, std::move(told));
        run_until(now_ + 1s);
    }
    EXPECT_GE(skipped_ - skipped_before, 5900U) << "one in ten seconds is heard";
    std::set<wire::address> made_up;
    for (const auto& each : places_) {
        for (const auto& where : each.kept) {
            if (where > host(999)) made_up.insert(where);
        }
    }
    EXPECT_LE(made_up.size(), 62U);
    EXPECT_GE(made_up.size(), 55U);
}

}  // namespace
}  // namespace bitpeer
