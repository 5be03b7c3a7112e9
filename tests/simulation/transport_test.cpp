/// Both transports under an engine: who ends up with which, and when a second attempt is due.

#include <bitpeer/sim/behaviours.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using enum transport_policy;
using sim::script;
using test::couple;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::why;

/// A message that says which one it is.
wire::message numbered(std::size_t number, std::size_t size) {
    return {"numbered", shared_bytes(bytes(size, static_cast<std::uint8_t>(number)))};
}

TEST(simulated_transport, is_what_both_policies_allow) {
    simulate([](sim::world& space) {
        const auto policies = test::random_policies(space);
        couple both(space, random_link(space), policies);
        space.run_for(59s);
        const bool plain = policies.first == v1_only || policies.first == v1_after_v2;
        for (auto* each : {&both.alice, &both.bob}) {
            ASSERT_EQ(each->engine().state(), stage::running) << each->name();
            EXPECT_EQ(each->engine().transport(), plain ? "v1" : "v2");
            EXPECT_EQ(each->engine().statistics().transport, plain ? "v1" : "v2");
            EXPECT_EQ(each->engine().session().has_value(), !plain);
        }
        EXPECT_EQ(both.alice.engine().session(), both.bob.engine().session());
    });
}

TEST(simulated_transport, tells_who_chose_it) {
    const auto chosen = [](transport_policy policy, direction who_dialled) {
        peer_config config = regtest_config(policy);
        const engine made(config, who_dialled, sim::world::beginning, entropy::from_number(1));
        return to_string(made.statistics().chosen);
    };
    EXPECT_EQ(chosen(v1_only, direction::outbound), "configured");
    EXPECT_EQ(chosen(v1_only, direction::inbound), "configured");
    EXPECT_EQ(chosen(require_v2, direction::inbound), "configured");
    EXPECT_EQ(chosen(prefer_v2, direction::outbound), "preferred");
    EXPECT_EQ(chosen(prefer_v2, direction::inbound), "detected");
    EXPECT_EQ(chosen(v1_after_v2, direction::outbound), "fallback");
}

TEST(simulated_transport, carries_any_messages_whole_and_in_order_both_ways) {
    simulate(
        [](sim::world& space) {
            couple both(space, random_link(space), {prefer_v2, prefer_v2});
            space.run_for(59s);
            ASSERT_EQ(both.alice.engine().state(), stage::running);
            std::size_t expected[2] = {0, 0};
            const auto take = [&](std::size_t whose) {
                return [&expected, whose](sim::peer& self, const event& told) {
                    const auto* arrived = std::get_if<message_arrived>(&told);
                    if (arrived == nullptr || arrived->message.command().text() != "numbered")
                        return;
                    const auto raw = arrived->message.raw().view();
                    EXPECT_TRUE(std::ranges::all_of(raw, [&](std::uint8_t byte) {
                        return byte == static_cast<std::uint8_t>(expected[whose]);
                    })) << self.name();
                    ++expected[whose];
                };
            };
            both.alice.on_event(take(0));
            both.bob.on_event(take(1));
            // More than one rekeying interval of 224 packets.
            constexpr std::size_t count = 500;
            auto& chance = space.random();
            for (std::size_t i = 0; i < count; ++i) {
                (void)both.alice.send(numbered(i, chance.below(300)));
                (void)both.bob.send(numbered(i, chance.below(300)));
                if (chance.below(8) == 0) space.run_for(space.random_duration(100ms));
            }
            space.run_for(10min);
            EXPECT_EQ(expected[0], count);
            EXPECT_EQ(expected[1], count);
            for (auto* each : {&both.alice, &both.bob}) each->on_event({});
        },
        10
    );
}

// --- Falling back to v1.

TEST(simulated_fallback, is_due_when_a_v1_peer_closed_on_our_key) {
    simulate([](sim::world& space) {
        const auto options = random_link(space);
        couple both(space, options, {prefer_v2, v1_only});
        space.run_for(59s);
        EXPECT_EQ(why(both.bob), "wrong_magic");
        EXPECT_TRUE(both.alice.engine().ended()) << why(both.alice);
        EXPECT_TRUE(both.alice.engine().falls_back_to_v1()) << why(both.alice);
        EXPECT_FALSE(both.bob.engine().falls_back_to_v1());
        auto& again = space.add<sim::peer>("alice again", regtest_config(v1_after_v2));
        auto& there = space.add<sim::peer>("bob again", regtest_config(v1_only));
        space.connect(again, there, options);
        space.run_for(59s);
        EXPECT_EQ(again.engine().state(), stage::running);
        EXPECT_EQ(again.engine().transport(), "v1");
    });
}

TEST(simulated_fallback, is_not_for_who_requires_v2) {
    simulate([](sim::world& space) {
        couple both(space, random_link(space), {require_v2, v1_only});
        space.run_for(59s);
        EXPECT_TRUE(both.alice.engine().ended()) << why(both.alice);
        EXPECT_FALSE(both.alice.engine().falls_back_to_v1());
    });
}

/// An old peer that takes our key for a header may wait for the payload that it seems to announce.
TEST(simulated_fallback, is_due_when_nothing_came_for_half_of_the_time) {
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& other =
            space.add<script>("other", networks::bitcoin_regtest, sim::behaviours::silent());
        space.connect(alice, other, {});
        space.run_for(29s);
        EXPECT_FALSE(alice.engine().ended());
        space.run_for(2s);
        EXPECT_EQ(why(alice), "handshake_timeout");
        EXPECT_TRUE(alice.engine().falls_back_to_v1());
    });
}

TEST(simulated_fallback, is_not_due_when_who_said_something_is_too_slow) {
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        sim::behaviour acts{.opened = [](script& self) { self.say(bytes(1, 0x5a)); }};
        auto& other = space.add<script>("other", networks::bitcoin_regtest, std::move(acts));
        space.connect(alice, other, {});
        space.run_for(59s);
        EXPECT_FALSE(alice.engine().ended()) << "it has the whole time";
        space.run_for(2s);
        EXPECT_EQ(why(alice), "handshake_timeout");
        EXPECT_FALSE(alice.engine().falls_back_to_v1());
    });
}

TEST(simulated_fallback, is_not_due_when_we_end_it_ourselves) {
    engine dialling(
        regtest_config(prefer_v2),
        direction::outbound,
        sim::world::beginning,
        entropy::from_number(1)
    );
    dialling.transmitted(64, sim::world::beginning);
    dialling.disconnect(sim::world::beginning, "not needed any more");
    EXPECT_TRUE(dialling.ended());
    EXPECT_FALSE(dialling.falls_back_to_v1());
}

TEST(simulated_fallback, is_not_due_once_one_byte_has_come) {
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        sim::behaviour acts{.opened = [](script& self) {
            self.say(bytes(1, 0x5a));
            self.after(5s, [](script& later) { later.close(); });
        }};
        auto& other = space.add<script>("other", networks::bitcoin_regtest, std::move(acts));
        space.connect(alice, other, {});
        space.run_for(61s);
        EXPECT_TRUE(alice.engine().ended());
        EXPECT_FALSE(alice.engine().falls_back_to_v1()) << why(alice);
    });
}

TEST(simulated_fallback, is_not_due_when_less_than_a_header_went_out) {
    engine dialling(
        regtest_config(prefer_v2),
        direction::outbound,
        sim::world::beginning,
        entropy::from_number(1)
    );
    dialling.transmitted(23, sim::world::beginning);
    dialling.closed({}, sim::world::beginning);
    EXPECT_FALSE(dialling.falls_back_to_v1());
}

TEST(simulated_fallback, is_not_due_after_an_end_of_our_own) {
    engine dialling(
        regtest_config(prefer_v2),
        direction::outbound,
        sim::world::beginning,
        entropy::from_number(1)
    );
    dialling.transmitted(64, sim::world::beginning);
    dialling.disconnect(sim::world::beginning);
    EXPECT_FALSE(dialling.falls_back_to_v1());
}

// --- Who does not belong here.

TEST(simulated_transport, of_v2_gets_no_answer_where_it_is_not_admitted) {
    simulate([](sim::world& space) {
        int asked = 0;
        auto listener = regtest_config(prefer_v2);
        listener.admits_v2 = [&] {
            ++asked;
            return false;
        };
        couple both(space, random_link(space), regtest_config(prefer_v2), listener);
        space.run_for(59s);
        EXPECT_EQ(asked, 1);
        EXPECT_EQ(why(both.bob), "not_admitted");
        EXPECT_EQ(both.bob.engine().statistics().bytes_sent, 0u);
        EXPECT_TRUE(both.alice.engine().falls_back_to_v1()) << why(both.alice);
    });
}

TEST(simulated_transport, of_v1_needs_no_admission) {
    simulate([](sim::world& space) {
        auto listener = regtest_config(prefer_v2);
        listener.admits_v2 = [] { return false; };
        couple both(space, random_link(space), regtest_config(v1_only), listener);
        space.run_for(59s);
        EXPECT_EQ(both.bob.engine().state(), stage::running);
    });
}

TEST(simulated_transport, of_v1_gets_no_answer_where_v2_is_required) {
    simulate([](sim::world& space) {
        couple both(space, random_link(space), {v1_only, require_v2});
        space.run_for(59s);
        EXPECT_EQ(why(both.bob), "v1_refused");
        EXPECT_EQ(both.bob.engine().statistics().bytes_sent, 0u);
        EXPECT_TRUE(both.alice.engine().ended()) << why(both.alice);
    });
}

TEST(simulated_decoys, are_counted_and_nothing_else) {
    simulate([](sim::world& space) {
        auto dialler = regtest_config(prefer_v2);
        dialler.padding.decoy = transport::decoys_at_rate(3, 50);
        couple both(space, random_link(space), dialler, regtest_config(prefer_v2));
        space.run_for(59s);
        ASSERT_EQ(both.bob.engine().state(), stage::running);
        const auto counts = both.bob.engine().statistics();
        EXPECT_GE(counts.decoys_received, 1u);
        EXPECT_EQ(counts.unknown_messages, 0u);
        EXPECT_EQ(counts.malformed_messages, 0u);
        EXPECT_EQ(both.alice.engine().statistics().decoys_received, 0u);
    });
}

TEST(simulated_decoys, are_sent_on_request_once_the_remotes_key_is_there) {
    simulate([](sim::world& space) {
        bool sent_too_early = false;
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& bob = space.add<sim::peer>("bob", regtest_config(prefer_v2));
        bob.on_event([&](sim::peer& self, const event& told) {
            if (std::holds_alternative<handshake_completed>(told)) {
                EXPECT_TRUE(self.send_decoy(2000));
            }
        });
        space.connect(alice, bob, random_link(space));
        sent_too_early = alice.send_decoy(10);
        EXPECT_FALSE(sent_too_early);
        space.run_for(2min);
        EXPECT_EQ(alice.engine().statistics().decoys_received, 1u);
        bob.on_event({});
    });
}

}  // namespace
}  // namespace bitpeer
