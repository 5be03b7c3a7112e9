/// Engines in a world: the shell obeys the one rule and adds nothing.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/ping.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer::sim {
namespace {

using namespace std::chrono_literals;

peer_config regtest() {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transport_policy::v1_only;
    return config;
}

struct two_peers {
    explicit two_peers(const link_options& options = {}, std::uint64_t seed = 1)
        : space(seed),
          alice(space.add<peer>("alice", regtest())),
          bob(space.add<peer>("bob", regtest())),
          between(space.connect(alice, bob, options)) {}

    world space;
    peer& alice;
    peer& bob;
    link& between;
};

TEST(sim_peer, two_of_them_shake_hands) {
    two_peers both({.latency = 50ms});
    both.space.run_for(1s);
    EXPECT_EQ(both.alice.engine().state(), stage::running);
    EXPECT_EQ(both.bob.engine().state(), stage::running);
    EXPECT_EQ(both.alice.engine().who_dialled(), direction::outbound);
    EXPECT_EQ(both.bob.engine().who_dialled(), direction::inbound);
    EXPECT_TRUE(both.space.violations().empty());
}

TEST(sim_peer, measures_the_latency_of_its_link) {
    two_peers both({.latency = 50ms});
    both.space.run_for(1s);
    EXPECT_EQ(both.alice.engine().statistics().last_ping, 100ms);
    EXPECT_EQ(both.bob.engine().statistics().last_ping, 100ms);
}

TEST(sim_peer, tells_its_owner_everything_in_order) {
    two_peers both;
    std::vector<std::size_t> kinds;
    both.alice.on_event([&](peer&, const event& told) { kinds.push_back(told.index()); });
    both.space.run_for(1s);
    both.alice.disconnect();
    ASSERT_FALSE(kinds.empty());
    EXPECT_EQ(kinds.back(), event(disconnected{}).index());
    EXPECT_EQ(std::ranges::count(kinds, event(handshake_completed{}).index()), 1);
}

TEST(sim_peer, may_be_used_from_within_its_callback) {
    two_peers both;
    int answered = 0;
    both.alice.on_event([&](peer& self, const event& told) {
        if (std::holds_alternative<handshake_completed>(told)) {
            EXPECT_TRUE(self.send(wire::getaddr{}));
            EXPECT_TRUE(self.request_headers({}, 10s));
        }
        if (const auto* done = std::get_if<request_completed>(&told)) {
            EXPECT_TRUE(done->answer);
            ++answered;
            self.disconnect();
        }
    });
    both.bob.on_event([](peer& self, const event& told) {
        const auto* arrived = std::get_if<message_arrived>(&told);
        if (arrived != nullptr && arrived->message.is<wire::getheaders>()) {
            EXPECT_TRUE(self.send(wire::headers{}));
        }
    });
    both.space.run_until_idle();
    EXPECT_EQ(answered, 1);
    EXPECT_TRUE(both.alice.engine().ended());
    EXPECT_EQ(both.bob.engine().why_ended()->reason, disconnect_reason::closed_by_remote);
    both.space.finish();
    EXPECT_TRUE(both.space.violations().empty());
}

TEST(sim_peer, that_takes_no_events_is_left_with_them) {
    two_peers both;
    int told = 0;
    both.alice.on_event([&](peer&, const event&) { ++told; });
    both.alice.take_events(pace::never());
    both.space.run_for(1s);
    const auto before = told;
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(both.bob.send(wire::getaddr{}));
    both.space.run_for(1s);
    EXPECT_EQ(told, before);
    both.alice.take_events({});
    EXPECT_GE(told, before + 10);
}

TEST(sim_peer, that_takes_events_slowly_takes_all_of_them_in_the_end) {
    two_peers both;
    int told = 0;
    both.space.run_for(1s);
    both.alice.on_event([&](peer&, const event&) { ++told; });
    both.alice.take_events({.every = 1s, .events = 2});
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(both.bob.send(wire::getaddr{}));
    both.space.run_for(3500ms);
    EXPECT_EQ(told, 6);
    both.space.run_for(10s);
    EXPECT_EQ(told, 10);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(both.bob.send(wire::getaddr{}));
    both.space.run_until_idle();
    EXPECT_EQ(told, 13) << "and again, after a rest";
}

TEST(sim_script, that_is_polite_is_a_peer_like_any_other) {
    for (const bool dials : {false, true}) {
        world space(1);
        auto& alice = space.add<peer>("alice", regtest());
        bool up = false;
        auto& other = space.add<script>(
            "other", networks::bitcoin_regtest, behaviours::polite([&](script&) { up = true; })
        );
        if (dials) {
            space.connect(other, alice);
        } else {
            space.connect(alice, other);
        }
        space.run_for(1h);
        EXPECT_TRUE(up);
        EXPECT_EQ(alice.engine().state(), stage::running);
        EXPECT_EQ(alice.engine().negotiated().remote.user_agent.text, "/script:1/");
        EXPECT_EQ(other.commands_heard().front(), "version");
        alice.disconnect();
        space.run_until_idle();
        EXPECT_TRUE(other.remote_ended());
        space.finish();
        EXPECT_TRUE(space.violations().empty());
    }
}

TEST(sim_script, says_and_hears_bytes_as_they_are) {
    world space(1);
    auto& left =
        space.add<script>("left", networks::bitcoin_regtest, behaviours::recite({1, 2, 3}));
    auto& right = space.add<script>("right", networks::bitcoin_regtest, behaviours::silent());
    space.connect(left, right);
    space.run_until_idle();
    EXPECT_EQ(right.bytes_heard(), 3U);
    left.half_close();
    space.run_until_idle();
    EXPECT_TRUE(right.remote_ended());
    right.say(wire::ping{1});
    space.run_until_idle();
    EXPECT_EQ(left.commands_heard(), std::vector<std::string>{"ping"});
    right.reset();
    space.run_until_idle();
    EXPECT_TRUE(left.was_broken());
    EXPECT_FALSE(left.still_open());
}

TEST(sim_script, that_does_not_read_holds_the_writer_up) {
    world space(1);
    auto& left =
        space.add<script>("left", networks::bitcoin_regtest, behaviours::recite(bytes(5000)));
    auto& right = space.add<script>("right", networks::bitcoin_regtest, behaviours::silent());
    right.stop_reading();
    space.connect(left, right, {.window = 1000});
    space.run_until_idle();
    EXPECT_EQ(right.bytes_heard(), 0U);
    left.close();
    space.run_until_idle();
    EXPECT_FALSE(right.remote_ended());
    right.read_on();
    space.run_until_idle();
    EXPECT_EQ(right.bytes_heard(), 5000U) << "all of it, then the end";
    EXPECT_TRUE(right.remote_ended());
}

}  // namespace
}  // namespace bitpeer::sim
