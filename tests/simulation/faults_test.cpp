/// Connections that go wrong: both ends come to know, at the right time and for the right reason.

#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using sim::script;
using test::couple;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::stopwatch;
using test::why;
using test::with_script;

/// One of several moments of a connection's life: in the handshake, soon after, much later.
duration random_moment(sim::world& space) {
    const std::array<duration, 3> scales{1s, 20s, 10min};
    return space.random_duration(scales[space.random().below(scales.size())]);
}

TEST(simulated_fault, a_reset_is_learned_by_both_at_once) {
    simulate([](sim::world& space) {
        couple both(space, random_link(space));
        space.run_for(random_moment(space));
        for (int i = 0; i < 5; ++i) (void)both.alice.send(wire::getaddr{});
        both.between.reset();
        EXPECT_EQ(why(both.alice), "connection_failed");
        EXPECT_EQ(why(both.bob), "connection_failed");
        EXPECT_EQ(both.alice.engine().why_ended()->detail, "connection reset");
        space.run_for(1h);
    });
}

TEST(simulated_fault, one_who_leaves_is_missed_by_the_other_in_order) {
    simulate([](sim::world& space) {
        const auto options = random_link(space);
        stopwatch left;
        stopwatch missed;
        couple both(space, options);
        space.run_for(random_moment(space));
        auto& leaving = space.random().below(2) == 0 ? both.alice : both.bob;
        auto& staying = &leaving == &both.alice ? both.bob : both.alice;
        leaving.on_event(left.owner());
        staying.on_event(missed.owner());
        leaving.disconnect();
        EXPECT_EQ(why(leaving), "requested");
        space.run_until_idle();
        // What was still on its way to the one who left is answered by a reset.
        EXPECT_TRUE(why(staying) == "closed_by_remote" || why(staying) == "connection_failed")
            << why(staying);
        ASSERT_TRUE(left.ended && missed.ended);
        EXPECT_GE(*missed.ended, *left.ended + options.latency);
        for (auto* each : {&both.alice, &both.bob}) each->on_event({});
    });
}

TEST(simulated_fault, both_may_leave_at_once) {
    simulate([](sim::world& space) {
        couple both(space, random_link(space));
        space.run_for(random_moment(space));
        both.alice.disconnect();
        both.bob.disconnect();
        space.run_until_idle();
        EXPECT_EQ(why(both.alice), "requested");
        EXPECT_EQ(why(both.bob), "requested");
    });
}

/// After the handshake a black hole is noticed by what does not come: by the answer to a ping, or
/// by everything, whichever was to come first.
TEST(simulated_fault, a_black_hole_is_noticed_within_its_time) {
    simulate([](sim::world& space) {
        auto options = random_link(space);
        couple both(space, options);
        space.run_for(59s);
        space.run_for(space.random_duration(10min));
        both.between.black_hole();
        const auto began = space.now();
        std::array<stopwatch, 2> watches;
        const std::array<sim::peer*, 2> peers{&both.alice, &both.bob};
        for (std::size_t i = 0; i < 2; ++i) peers[i]->on_event(watches[i].owner());
        space.run_for(1h);
        for (std::size_t i = 0; i < 2; ++i) {
            ASSERT_TRUE(watches[i].ended);
            const auto after = *watches[i].ended - began;
            const auto silence = *watches[i].ended - *peers[i]->engine().statistics().last_received;
            if (why(*peers[i]) == "inactivity") {
                EXPECT_LE(silence, 20min);
                EXPECT_GE(silence, 19min) << "the last bytes may be half a message";
            } else {
                EXPECT_EQ(why(*peers[i]), "pong_timeout");
                EXPECT_LE(silence, 20min);
            }
            EXPECT_LE(after, 20min);
            EXPECT_GE(after, 17min)
                << "the last ping before it was two minutes and a round trip old";
            peers[i]->on_event({});
        }
    });
}

TEST(simulated_fault, a_black_hole_that_heals_in_time_harms_nobody) {
    simulate([](sim::world& space) {
        couple both(space, random_link(space));
        space.run_for(59s);
        for (int round = 0; round < 5; ++round) {
            space.run_for(space.random_duration(5min));
            both.between.black_hole();
            space.run_for(space.random_duration(15min));
            both.between.heal();
            space.run_for(1min);
        }
        space.run_for(1h);
        EXPECT_EQ(why(both.alice), "still running");
        EXPECT_EQ(why(both.bob), "still running");
        space.run_until_idle();
        EXPECT_EQ(
            both.alice.engine().statistics().bytes_sent,
            both.bob.engine().statistics().bytes_received
        );
    });
}

TEST(simulated_fault, a_half_close_is_an_end_for_us) {
    simulate([](sim::world& space) {
        const auto when = random_moment(space);
        auto acts = sim::behaviours::polite();
        const auto say_hello = acts.opened;
        acts.opened = [&, say_hello](script& self) {
            say_hello(self);
            self.after(when, [](script& later) { later.half_close(); });
        };
        with_script(space, acts, random_link(space), [&](auto& alice, auto& other, auto&) {
            space.run_for(1h);
            EXPECT_EQ(why(alice), "closed_by_remote");
            EXPECT_TRUE(other.remote_ended()) << "and we end our side in order";
            EXPECT_FALSE(other.was_broken());
        });
    });
}

TEST(simulated_fault, a_remote_that_breaks_off_is_an_end_too) {
    simulate([](sim::world& space) {
        const auto when = random_moment(space);
        auto acts = sim::behaviours::polite();
        const auto say_hello = acts.opened;
        acts.opened = [&, say_hello](script& self) {
            say_hello(self);
            self.after(when, [](script& later) { later.reset(); });
        };
        with_script(space, acts, random_link(space), [&](auto& alice, auto&, auto&) {
            space.run_for(1h);
            EXPECT_EQ(why(alice), "connection_failed");
        });
    });
}

TEST(simulated_garbage, ends_the_connection_by_its_first_four_bytes) {
    simulate([](sim::world& space) {
        const auto count = 4 + space.random().below(3000);
        with_script(
            space,
            sim::behaviours::garbage(count),
            random_link(space),
            [&](auto& alice, auto&, auto&) {
                space.run_for(2min);
                EXPECT_EQ(why(alice), "wrong_magic");
            }
        );
    });
}

TEST(simulated_garbage, of_fewer_than_four_bytes_is_waited_for) {
    simulate([](sim::world& space) {
        with_script(
            space,
            sim::behaviours::garbage(space.random().below(4)),
            random_link(space),
            [&](auto& alice, auto&, auto& watch) {
                space.run_for(2min);
                EXPECT_EQ(why(alice), "handshake_timeout");
                EXPECT_EQ(watch.ended, sim::world::beginning + 60s);
            }
        );
    });
}

TEST(simulated_garbage, after_the_handshake_ends_it_as_well) {
    simulate([](sim::world& space) {
        bytes noise(100);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(space.random().below(256));
        noise[0] = 0;  // surely no magic
        with_script(
            space,
            sim::behaviours::polite([&](script& self) { self.say(noise); }),
            random_link(space),
            [&](auto& alice, auto&, auto&) {
                space.run_for(2min);
                EXPECT_EQ(why(alice), "wrong_magic");
            }
        );
    });
}

/// A good stream with a few bytes changed: whatever it does to the connection, it is one of the
/// things that a remote can do, and every promise holds.
TEST(simulated_garbage, of_a_few_flipped_bits_is_survived_or_ends_with_a_reason) {
    simulate([](sim::world& space) {
        auto& chance = space.random();
        auto said = sim::behaviours::framed(
            networks::bitcoin_regtest,
            {sim::behaviours::ordinary_version(),
             wire::wtxidrelay{},
             wire::verack{},
             wire::sendheaders{},
             wire::getaddr{},
             wire::message("neverheardof", shared_bytes(bytes(300))),
             wire::getaddr{}}
        );
        for (auto flips = 1 + chance.below(5); flips > 0; --flips) {
            said[chance.below(said.size())] ^= static_cast<std::uint8_t>(1U << chance.below(8));
        }
        with_script(
            space,
            sim::behaviours::recite(said),
            random_link(space),
            [&](auto& alice, auto&, auto&) {
                space.run_for(10min);
                const auto reason = why(alice);
                constexpr std::array possible{
                    "still running",
                    "wrong_magic",
                    "payload_too_large",
                    "handshake_timeout",
                    "obsolete_protocol_version",
                };
                EXPECT_TRUE(std::ranges::find(possible, reason) != possible.end()) << reason;
            }
        );
    });
}

TEST(simulated_fault, a_claim_of_too_much_ends_the_connection_before_the_payload) {
    simulate([](sim::world& space) {
        auto said = sim::behaviours::framed(
            networks::bitcoin_regtest, {sim::behaviours::ordinary_version()}
        );
        const auto claimed =
            static_cast<std::uint32_t>(4'000'001 + space.random().below(4'000'000'000 - 4'000'001));
        store_le(said.data() + 16, claimed);
        with_script(
            space,
            sim::behaviours::recite(said),
            random_link(space),
            [&](auto& alice, auto&, auto&) {
                space.run_for(30s);
                EXPECT_EQ(why(alice), "payload_too_large");
            }
        );
    });
}

}  // namespace
}  // namespace bitpeer
