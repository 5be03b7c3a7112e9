/// The checkers that read along, and those that look at both ends, must find what they are for.
/// Engines do not misbehave, so they are told lies.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/specimens.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace bitpeer::sim {
namespace {

using namespace std::chrono_literals;
using type = wire::inventory_type;

class wire_checkers : public testing::Test {
protected:
    static peer_config regtest() {
        peer_config config;
        config.network = networks::bitcoin_regtest;
        config.transports = transport_policy::v1_only;
        config.trickle = trickle_timing{.inbound = 10s, .outbound = 10s, .randomised = false};
        return config;
    }

    wire_checkers() {
        space.connect(alice, bob);
        space.run_for(1s);
    }

    [[nodiscard]] static event arrived(const wire::message& message) {
        const auto& dialect = *networks::bitcoin_regtest.dialect;
        const auto format = dialect.format();
        auto payload = message.payload_for(format).value();
        const auto size = payload.size() + 24;
        return message_arrived{
            wire::message(*dialect.find(message.command()), std::move(payload), format), size};
    }
    void alice_hears(const wire::message& message) {
        space.tell(&observer::happened, alice, arrived(message));
    }
    void alice_says(const wire::message& message) {
        const auto raw = behaviours::framed(networks::bitcoin_regtest, {message});
        space.tell(&observer::wrote, alice, byte_view(raw));
    }
    void alice_is_settled() { space.tell(&observer::settled, alice); }
    void alice_announced(const wire::inventory& entry) {
        space.tell(&observer::announced, alice, entry, announcement::queued);
    }
    [[nodiscard]] bool found(const std::string& text) const {
        return std::ranges::any_of(space.violations(), [&](const std::string& line) {
            return line.find("alice: " + text) != std::string::npos;
        });
    }
    [[nodiscard]] std::string all() const {
        std::string lines;
        for (const auto& line : space.violations()) lines += line + '\n';
        return lines;
    }
    [[nodiscard]] wire::inventory news() { return {type::transaction, fresh_hash(space.random())}; }
    [[nodiscard]] static wire::inv told(const wire::inventory& entry) {
        wire::inv made;
        made.items.push_back(entry);
        return made;
    }

    world space{1};
    peer& alice = space.add<peer>("alice", regtest());
    peer& bob = space.add<peer>("bob", regtest());
};

TEST_F(wire_checkers, find_nothing_when_nothing_is_wrong) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(alice.announce(news()));
        EXPECT_TRUE(alice.ping());
        space.run_for(3s);
    }
    space.finish();
    EXPECT_TRUE(space.violations().empty()) << all();
}

TEST_F(wire_checkers, find_negotiation_behind_the_handshake) {
    alice_says(wire::sendaddrv2{});
    EXPECT_TRUE(found("sent sendaddrv2, but what is negotiated comes before `verack`")) << all();
}

// Pongs.

TEST_F(wire_checkers, find_a_ping_that_stays_unanswered) {
    alice_hears(wire::ping{7});
    EXPECT_FALSE(found("has nothing to write"));
    alice_is_settled();
    EXPECT_TRUE(found("has nothing to write and a ping to answer")) << all();
}

TEST_F(wire_checkers, find_an_answer_to_another_ping) {
    alice_hears(wire::ping{7});
    alice_says(wire::pong{8});
    EXPECT_TRUE(found("answered another ping")) << all();
}

TEST_F(wire_checkers, find_a_pong_that_comes_behind_too_much) {
    alice_hears(wire::ping{7});
    const wire::message filler("filler", shared_bytes(bytes(1'000'000)));
    for (std::size_t sent = 0; sent <= memory_bound(alice); sent += 1'000'000) alice_says(filler);
    alice_says(wire::pong{7});
    EXPECT_TRUE(found("let a ping wait for")) << all();
}

// Known inventory.

TEST_F(wire_checkers, find_what_is_announced_to_who_announced_it) {
    const auto entry = news();
    alice_hears(told(entry));
    alice_is_settled();
    alice_says(told(entry));
    EXPECT_TRUE(found("announced transaction " + entry.hash.to_string())) << all();
}

TEST_F(wire_checkers, find_what_is_announced_twice) {
    const auto entry = news();
    alice_says(told(entry));
    EXPECT_FALSE(found("announced"));
    alice_is_settled();
    alice_says(told(entry));
    EXPECT_TRUE(found("announced transaction")) << all();
}

TEST_F(wire_checkers, allow_what_was_queued_before_it_was_known) {
    const auto entry = news();
    alice_hears(told(entry));
    alice_says(told(entry));
    EXPECT_FALSE(found("announced")) << all();
}

TEST_F(wire_checkers, allow_what_the_owner_insists_on) {
    const std::vector<wire::inventory> entries{news()};
    space.tell(&observer::insisted, alice, std::span<const wire::inventory>(entries));
    for (int i = 0; i < 2; ++i) {
        alice_says(told(entries.front()));
        alice_is_settled();
    }
    EXPECT_FALSE(found("announced")) << all();
}

// The trickle.

TEST_F(wire_checkers, find_a_trickle_before_its_time) {
    const auto entry = news();
    alice_announced(entry);
    space.run_for(9s);
    alice_says(told(entry));
    EXPECT_TRUE(found("trickled before its time")) << all();
}

TEST_F(wire_checkers, find_what_was_never_trickled) {
    alice_announced(news());
    space.run_for(10s);
    EXPECT_FALSE(found("has not announced"));
    space.run_for(3min);
    alice_is_settled();
    EXPECT_TRUE(found("has not announced what was to be trickled")) << all();
}

TEST_F(wire_checkers, find_a_trickle_of_too_many_entries) {
    wire::inv batch;
    for (int i = 0; i < 1001; ++i) {
        batch.items.push_back(news());
        alice_announced(batch.items[static_cast<std::size_t>(i)]);
    }
    space.run_for(10s);
    alice_says(batch);
    EXPECT_TRUE(found("trickled 1001 entries in one inv")) << all();
}

TEST_F(wire_checkers, find_a_block_that_waits) {
    alice_announced({type::block, fresh_hash(space.random())});
    alice_is_settled();
    EXPECT_TRUE(found("lets a block wait")) << all();
}

TEST(trickle_checker, finds_a_pace_that_is_wrong_on_average) {
    world space(1);
    peer_config config{.network = networks::bitcoin_regtest};
    config.transports = transport_policy::v1_only;
    config.trickle = trickle_timing{.inbound = 10s, .outbound = 10s};
    auto& alice = space.add<peer>("alice", config);
    auto& bob = space.add<peer>("bob", config);
    space.connect(alice, bob);
    space.run_for(1s);
    for (int i = 0; i < 120; ++i) {
        wire::inv told;
        told.items.push_back({type::transaction, fresh_hash(space.random())});
        space.tell(&observer::announced, alice, told.items[0], announcement::queued);
        space.run_for(1s);
        const auto raw = behaviours::framed(networks::bitcoin_regtest, {told});
        space.tell(&observer::wrote, alice, byte_view(raw));
    }
    space.tell(&observer::finished, bob);
    const auto said = [](const std::string& line) {
        return line.find("trickle takes 0.1") != std::string::npos;
    };
    EXPECT_TRUE(std::ranges::any_of(space.violations(), said));
}

// Both ends.

TEST_F(wire_checkers, find_a_message_that_nobody_said) {
    alice_hears(wire::ping{7});
    EXPECT_TRUE(found("tells of ping, which nobody said")) << all();
}

TEST_F(wire_checkers, find_a_message_that_was_passed_over) {
    const auto raw = behaviours::framed(networks::bitcoin_regtest, {wire::pong{1}, wire::ping{1}});
    space.tell(&observer::wrote, bob, byte_view(raw));
    alice_hears(wire::ping{1});
    EXPECT_TRUE(found("tells of ping where pong was said")) << all();
}

TEST_F(wire_checkers, find_an_end_that_nobody_made) {
    const event left = disconnected{{disconnect_reason::closed_by_remote, {}}};
    space.tell(&observer::happened, alice, left);
    space.tell(&observer::happened, bob, left);
    space.tell(&observer::finished, alice);
    EXPECT_TRUE(found("learned of an end that nobody made: closed_by_remote")) << all();
}

TEST_F(wire_checkers, find_an_end_that_is_learned_before_it_happens) {
    space.tell(
        &observer::happened,
        alice,
        event(disconnected{{disconnect_reason::connection_failed, "connection reset"}})
    );
    space.run_for(1s);
    space.tell(&observer::happened, bob, event(disconnected{{disconnect_reason::requested, {}}}));
    space.tell(&observer::finished, alice);
    EXPECT_TRUE(found("learned of an end before it happened: requested")) << all();
}

TEST_F(wire_checkers, find_an_accusation) {
    space.tell(
        &observer::happened, alice, event(disconnected{{disconnect_reason::bad_checksum, {}}})
    );
    space.tell(&observer::finished, alice);
    EXPECT_TRUE(found("ended it by what no engine does: bad_checksum")) << all();
}

// One engine.

TEST(budget_checker, finds_who_listens_to_too_much_before_a_handshake) {
    world space(1);
    auto& alice = space.add<peer>("alice", peer_config{.network = networks::bitcoin_regtest});
    auto& other = space.add<script>("other", networks::bitcoin_regtest, behaviours::silent());
    space.connect(alice, other);
    const bytes much(150'000);
    space.tell(&observer::read, alice, byte_view(much));
    space.tell(&observer::settled, alice);
    EXPECT_TRUE(space.violations().empty()) << "it came at once";
    space.tell(&observer::read, alice, byte_view(much));
    space.tell(&observer::settled, alice);
    ASSERT_EQ(space.violations().size(), 1u);
    EXPECT_NE(space.violations()[0].find("listened to 300000 bytes"), std::string::npos);
}

TEST(budget_checker, finds_who_takes_messages_while_enough_wait_for_the_owner) {
    world space(1);
    peer_config config{.network = networks::bitcoin_regtest};
    config.budgets.undelivered_events = 1'000;
    auto& alice = space.add<peer>("alice", config);
    auto& other = space.add<script>("other", networks::bitcoin_regtest, behaviours::silent());
    space.connect(alice, other);
    const event large = message_arrived{wire::message("zz", shared_bytes(bytes(576))), 600};
    const bytes some(1);
    const auto found = [&] { return space.violations().size(); };
    for (int turn = 0; turn < 3; ++turn) {
        space.tell(&observer::happened, alice, large);
        space.tell(&observer::happened, alice, large);
        EXPECT_EQ(found(), 0U) << "600 bytes waited when the second came";
        space.tell(&observer::read, alice, byte_view(some));
    }
    for (int i = 0; i < 3; ++i) space.tell(&observer::happened, alice, large);
    ASSERT_EQ(found(), 1U);
    EXPECT_NE(space.violations()[0].find("while 1200 bytes of others waited"), std::string::npos);
}

TEST(patience_checker, finds_who_waits_for_a_handshake_for_too_long) {
    world space(1);
    auto& alice = space.add<peer>("alice", peer_config{.network = networks::bitcoin_regtest});
    auto& other = space.add<script>("other", networks::bitcoin_regtest, behaviours::silent());
    space.connect(alice, other);
    space.run_for(61s);  // it did not wait: that it did is the lie
    space.tell(&observer::winding_up, alice);
    ASSERT_EQ(space.violations().size(), 1u);
    EXPECT_NE(space.violations()[0].find("a handshake that is overdue"), std::string::npos);
}

}  // namespace
}  // namespace bitpeer::sim
