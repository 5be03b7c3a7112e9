/// Handshakes over any line, with and without an end.

#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

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

constexpr auto beginning = sim::world::beginning;

TEST(simulated_handshake, succeeds_over_any_link) {
    simulate([](sim::world& space) {
        const auto options = random_link(space);
        couple both(space, options);
        space.run_for(59s);
        for (auto* each : {&both.alice, &both.bob}) {
            const auto& agreed = each->engine().negotiated();
            ASSERT_EQ(each->engine().state(), stage::running) << each->name();
            EXPECT_TRUE(agreed.wtxid_relay);
            EXPECT_TRUE(agreed.remote_wants_addrv2);
            EXPECT_EQ(agreed.protocol_version, 70017);
        }
        EXPECT_EQ(both.alice.engine().negotiated().remote.nonce, both.bob.engine().nonce());
        EXPECT_EQ(both.bob.engine().negotiated().remote.nonce, both.alice.engine().nonce());
    });
}

TEST(simulated_handshake, agrees_on_the_lower_version_and_on_what_both_want) {
    simulate([](sim::world& space) {
        auto& chance = space.random();
        auto dialler = regtest_config();
        auto listener = regtest_config();
        constexpr int versions[] = {31800, 60000, 60001, 70001, 70012, 70015, 70016, 70017};
        for (auto* config : {&dialler, &listener}) {
            config->protocol_version = versions[chance.below(std::size(versions))];
            config->wtxid_relay = chance.below(2) == 0;
            config->addrv2 = chance.below(2) == 0;
        }
        couple both(space, random_link(space), dialler, listener);
        space.run_for(59s);
        const auto common = std::min(*dialler.protocol_version, *listener.protocol_version);
        const bool modern = common >= 70016;
        const auto& [alice, bob] =
            std::pair(both.alice.engine().negotiated(), both.bob.engine().negotiated());
        ASSERT_EQ(both.alice.engine().state(), stage::running);
        ASSERT_EQ(both.bob.engine().state(), stage::running);
        EXPECT_EQ(alice.protocol_version, common);
        EXPECT_EQ(bob.protocol_version, common);
        EXPECT_EQ(alice.wtxid_relay, modern && dialler.wtxid_relay && listener.wtxid_relay);
        EXPECT_EQ(bob.wtxid_relay, alice.wtxid_relay);
        EXPECT_EQ(alice.remote_wants_addrv2, modern && listener.addrv2);
        EXPECT_EQ(bob.remote_wants_addrv2, modern && dialler.addrv2);
    });
}

TEST(simulated_handshake, is_noticed_to_be_with_ourselves) {
    simulate([](sim::world& space) {
        auto dialler = regtest_config();
        auto listener = regtest_config();
        const sim::peer* dialling = nullptr;
        listener.is_own_nonce = [&](std::uint64_t nonce) {
            return nonce == dialling->engine().nonce();
        };
        auto& alice = space.add<sim::peer>("alice", dialler);
        auto& bob = space.add<sim::peer>("bob", listener);
        dialling = &alice;
        space.connect(alice, bob, random_link(space));
        space.run_until_idle();
        EXPECT_EQ(why(bob), "self_connection");
        EXPECT_EQ(why(alice), "closed_by_remote");
    });
}

TEST(simulated_handshake, fails_between_two_networks) {
    simulate([](sim::world& space) {
        auto listener = regtest_config();
        listener.network = networks::bitcoin;
        couple both(space, random_link(space), regtest_config(), listener);
        space.run_until_idle();
        EXPECT_EQ(why(both.bob), "wrong_magic");
        EXPECT_EQ(
            both.bob.engine().why_ended()->detail,
            "the stream's magic is fabfb5da (bitcoin-regtest or litecoin-regtest), ours is "
            "f9beb4d9 (bitcoin)"
        );
        // Bob closes on bytes that he has not read, or on bytes that still come: both look like
        // that.
        EXPECT_TRUE(why(both.alice) == "closed_by_remote" || why(both.alice) == "connection_failed")
            << why(both.alice);
    });
}

TEST(simulated_handshake, that_never_begins_ends_after_60_s_to_the_nanosecond) {
    simulate([](sim::world& space) {
        with_script(
            space,
            sim::behaviours::silent(),
            random_link(space),
            [&](auto& alice, auto& other, auto& watch) {
                space.run_for(2h);
                EXPECT_EQ(why(alice), "handshake_timeout");
                EXPECT_EQ(watch.ended, beginning + 60s);
                EXPECT_TRUE(other.remote_ended());
            }
        );
    });
}

TEST(simulated_handshake, that_is_never_completed_ends_after_60_s_to_the_nanosecond) {
    simulate([](sim::world& space) {
        sim::behaviour acts;
        acts.opened = [&](script& self) {
            self.say(sim::behaviours::ordinary_version());
            for (int i = 0; i < 20; ++i) {
                self.after(space.random_duration(70s), [](script& later) {
                    // Anything but a verack.
                    later.say({"neverheardof", shared_bytes(bytes(10))});
                    later.say(wire::getaddr{});
                });
            }
        };
        with_script(space, acts, random_link(space), [&](auto& alice, auto& other, auto& watch) {
            space.run_for(2h);
            EXPECT_EQ(why(alice), "handshake_timeout");
            EXPECT_EQ(watch.ended, beginning + 60s);
            EXPECT_TRUE(other.remote_ended() || other.was_broken());
        });
    });
}

TEST(simulated_handshake, that_drips_in_succeeds_exactly_if_it_is_done_in_time) {
    simulate([](sim::world& space) {
        const auto said = sim::behaviours::framed(
            networks::bitcoin_regtest, {sim::behaviours::ordinary_version(), wire::verack{}}
        );
        auto options = random_link(space);
        options.jitter = {};
        options.bytes_per_second = 0;
        const auto pause = space.random_duration(800ms);
        const auto last_byte = pause * static_cast<std::int64_t>(said.size() - 1) + options.latency;
        with_script(
            space,
            sim::behaviours::drip(said, pause),
            options,
            [&](auto& alice, auto&, auto& watch) {
                space.run_for(10min);
                if (last_byte < 60s) {
                    EXPECT_EQ(alice.engine().state(), stage::running);
                } else {
                    EXPECT_EQ(why(alice), "handshake_timeout");
                    EXPECT_EQ(watch.ended, beginning + 60s);
                }
            }
        );
    });
}

TEST(simulated_handshake, that_falls_into_a_black_hole_ends_in_time) {
    simulate([](sim::world& space) {
        auto options = random_link(space);
        options.latency = std::max<duration>(options.latency, 10ms);
        stopwatch alice_ended;
        stopwatch bob_ended;
        couple both(space, options);
        both.alice.on_event(alice_ended.owner());
        both.bob.on_event(bob_ended.owner());
        space.run_for(space.random_duration(options.latency - 1ns));  // before anything arrived
        both.between.black_hole();
        space.run_for(1h);
        EXPECT_EQ(why(both.alice), "handshake_timeout");
        EXPECT_EQ(why(both.bob), "handshake_timeout");
        // Who tries v2 first leaves half of the time for v1.
        const auto chosen = both.alice.engine().statistics().chosen;
        const auto patience = chosen == transport_choice::preferred ? 30s : 60s;
        EXPECT_EQ(alice_ended.ended, beginning + patience);
        EXPECT_EQ(bob_ended.ended, beginning + 60s);
        both.alice.on_event({});
        both.bob.on_event({});
    });
}

}  // namespace
}  // namespace bitpeer
