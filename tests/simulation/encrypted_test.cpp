/// The encrypted transport (BIP324) under an engine: who ends up with which transport, and how each
/// wrong stream ends, however it is cut.

#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using enum transport_policy;
using sim::script;
using sim::spoken;
using test::couple;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::stopwatch;
using test::why;
using test::with_script;

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

TEST(simulated_fallback, is_not_due_when_our_own_patience_ends) {
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& other =
            space.add<script>("other", networks::bitcoin_regtest, sim::behaviours::silent());
        space.connect(alice, other, {});
        space.run_for(61s);
        EXPECT_EQ(why(alice), "handshake_timeout");
        EXPECT_FALSE(alice.engine().falls_back_to_v1());
    });
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

/// The engine meets a script; whoever dials, it ends for this reason.
void ends(
    const sim::behaviour& acts, const std::set<std::string>& reasons, spoken speaks = spoken::v2,
    duration within = 61s
) {
    simulate([&](sim::world& space) {
        with_script(
            space,
            acts,
            random_link(space),
            [&](const sim::peer& alice, const script&, const stopwatch&) {
                space.run_for(within);
                EXPECT_TRUE(reasons.contains(why(alice))) << why(alice);
            },
            speaks
        );
    });
}

/// The engine meets raw bytes instead of a transport. `dials` says who dialled.
void raw_bytes_end(
    const std::function<bytes(sim::world&)>& stream, direction engines_part,
    const std::string& reason
) {
    simulate([&](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& other = space.add<script>(
            "other", networks::bitcoin_regtest, sim::behaviours::recite(stream(space))
        );
        const auto options = random_link(space);
        if (engines_part == direction::outbound) {
            space.connect(alice, other, options);
        } else {
            space.connect(other, alice, options);
        }
        space.run_for(61s);
        EXPECT_EQ(why(alice), reason);
    });
}

bytes version_on(const network& net) {
    return sim::behaviours::framed(net, {sim::behaviours::ordinary_version()});
}

bytes noise(sim::world& space, std::size_t size) {
    bytes made(size);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(space.random().below(256));
    return made;
}

TEST(simulated_v2_abuse, a_v1_peer_of_another_network_is_told_apart_by_both_roles) {
    const auto foreign = [](sim::world&) { return version_on(networks::bitcoin); };
    raw_bytes_end(foreign, direction::inbound, "wrong_magic");
    raw_bytes_end(foreign, direction::outbound, "wrong_magic");
}

TEST(simulated_v2_abuse, a_v1_answer_to_our_key_ends_it) {
    const auto ours = [](sim::world&) { return version_on(networks::bitcoin_regtest); };
    raw_bytes_end(ours, direction::outbound, "speaks_v1");
}

TEST(simulated_v2_abuse, garbage_without_end_ends_at_its_limit) {
    const auto endless = [](sim::world& space) {
        return noise(space, 64 + transport::garbage_max + 16 + 1000);
    };
    raw_bytes_end(endless, direction::inbound, "no_terminator");
    raw_bytes_end(endless, direction::outbound, "no_terminator");
}

TEST(simulated_v2_abuse, a_wrong_terminator_waits_in_vain) {
    const auto short_of_it = [](sim::world& space) { return noise(space, 64 + 100 + 16); };
    raw_bytes_end(short_of_it, direction::inbound, "handshake_timeout");
    raw_bytes_end(short_of_it, direction::outbound, "handshake_timeout");
}

TEST(simulated_v2_abuse, our_own_key_is_recognised) {
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& other =
            space.add<script>("other", networks::bitcoin_regtest, sim::behaviours::echo());
        space.connect(alice, other, random_link(space));
        space.run_for(61s);
        EXPECT_EQ(why(alice), "own_key");
    });
}

TEST(simulated_v2_abuse, silence_and_a_slow_drip_end_by_the_handshakes_deadline) {
    ends(sim::behaviours::silent(), {"handshake_timeout"});
    simulate([](sim::world& space) {
        auto& alice = space.add<sim::peer>("alice", regtest_config(prefer_v2));
        auto& other = space.add<script>(
            "other",
            networks::bitcoin_regtest,
            sim::behaviours::drip(noise(space, 1000), 1s + space.random_duration(2s))
        );
        space.connect(other, alice, {});
        space.run_for(61s);
        EXPECT_EQ(why(alice), "handshake_timeout");
    });
}

/// After the handshake, says what `next` makes.
sim::behaviour then_says(std::function<bytes(script&)> next) {
    return sim::behaviours::polite([next = std::move(next)](script& self) { self.say(next(self)); }
    );
}

TEST(simulated_v2_abuse, one_changed_bit_ends_it) {
    ends(
        then_says([](script& self) {
            auto sealed = self.seal(numbered(1, 100));
            auto& chance = self.home().random();
            const auto where = 3 + chance.below(sealed.size() - 3);  // behind the length
            sealed[where] = static_cast<std::uint8_t>(sealed[where] ^ (1U << chance.below(8)));
            return sealed;
        }),
        {"bad_tag"}
    );
}

TEST(simulated_v2_abuse, a_packet_said_twice_ends_it) {
    // The length of the second is noise: too much, or a wait for a packet that is not genuine.
    ends(
        then_says([](script& self) {
            const auto once = self.seal(wire::getaddr{});
            bytes twice = once;
            twice.insert(twice.end(), once.begin(), once.end());
            return twice;
        }),
        {"bad_tag", "packet_too_large", "inactivity", "pong_timeout"},
        spoken::v2,
        30min
    );
}

TEST(simulated_v2_abuse, packets_out_of_order_end_it) {
    ends(
        then_says([](script& self) {
            const auto first = self.seal(numbered(1, 1000));
            auto second = self.seal(numbered(2, 1000));
            second.insert(second.end(), first.begin(), first.end());
            return second;
        }),
        {"bad_tag", "packet_too_large", "inactivity", "pong_timeout"},
        spoken::v2,
        30min
    );
}

TEST(simulated_v2_abuse, a_packet_above_the_limit_ends_it_before_it_is_read) {
    ends(
        then_says([](script& self) { return self.seal(numbered(1, 4'000'001)); }),
        {"packet_too_large"}
    );
}

TEST(simulated_v2_abuse, negotiation_after_the_handshake_ends_it_as_on_v1) {
    const wire::message late[] = {
        wire::message(wire::sendaddrv2{}), wire::message(wire::wtxidrelay{})};
    for (const auto& message : late) {
        ends(
            then_says([message](script& self) { return self.seal(message); }),
            {"negotiation_after_handshake"}
        );
    }
}

/// Shakes hands, saying these between `version` and `verack`.
sim::behaviour negotiates(std::vector<wire::message> said) {
    sim::behaviour acts;
    const auto ours = sim::behaviours::ordinary_version();
    acts.opened = [ours](script& self) {
        if (self.who_dialled() == direction::outbound) self.say(ours);
    };
    acts.heard = [ours, said = std::move(said)](script& self, const transport::frame& theirs) {
        if (theirs.command != wire::version::command) return;
        if (self.who_dialled() == direction::inbound) self.say(ours);
        for (const auto& message : said) self.say(message);
        self.say(wire::verack{});
    };
    return acts;
}

TEST(simulated_negotiation, said_twice_is_said_once_on_either_transport) {
    const std::vector<wire::message> twice{
        wire::wtxidrelay{},
        wire::sendaddrv2{},
        wire::wtxidrelay{},
        wire::sendcmpct{},
        wire::sendaddrv2{},
        wire::sendcmpct{}};
    for (const auto speaks : {spoken::v1, spoken::v2}) {
        simulate([&](sim::world& space) {
            with_script(
                space,
                negotiates(twice),
                random_link(space),
                [&](const sim::peer& alice, const script&, const stopwatch&) {
                    space.run_for(61s);
                    EXPECT_EQ(alice.engine().state(), stage::running) << why(alice);
                    EXPECT_TRUE(alice.engine().negotiated().wtxid_relay);
                    EXPECT_TRUE(alice.engine().negotiated().remote_wants_addrv2);
                },
                speaks
            );
        });
    }
}

TEST(simulated_negotiation, with_a_flag_that_is_neither_true_nor_false_is_let_go) {
    bytes payload(9);
    payload[0] = 2;
    payload[1] = 2;
    const wire::message odd("sendcmpct", shared_bytes(std::move(payload)));
    for (const auto speaks : {spoken::v1, spoken::v2}) {
        simulate([&](sim::world& space) {
            with_script(
                space,
                negotiates({odd}),
                random_link(space),
                [&](const sim::peer& alice, const script&, const stopwatch&) {
                    space.run_for(61s);
                    EXPECT_EQ(alice.engine().state(), stage::running) << why(alice);
                    EXPECT_EQ(alice.engine().statistics().malformed_messages, 1u);
                    EXPECT_FALSE(alice.engine().negotiated().remote_compact_blocks);
                },
                speaks
            );
        });
    }
}

TEST(simulated_v2_abuse, decoys_instead_of_a_handshake_end_at_its_budget) {
    sim::behaviour acts;
    acts.drained = [](script& self) {
        if (!self.transport().add_decoy(1000)) return;
        self.say(self.transport().take_output().view());
    };
    acts.read = [](script& self, byte_view) { self.say(byte_view{}); };
    ends(acts, {"handshake_flood", "handshake_timeout"});
}

TEST(simulated_v2_abuse, a_storm_of_decoys_ends_at_the_budget_of_useless_input) {
    simulate(
        [](sim::world& space) {
            auto up = std::make_shared<bool>(false);
            auto acts = sim::behaviours::polite([up](script& self) {
                *up = true;
                self.say(byte_view{});
            });
            acts.drained = [up](script& self) {
                if (!*up || !self.transport().add_decoy(100'000)) return;
                self.say(self.transport().take_output().view());
            };
            with_script(
                space,
                std::move(acts),
                {.latency = 1ms},
                [&](const sim::peer& alice, const script&, const stopwatch&) {
                    space.run_for(61s);
                    EXPECT_EQ(why(alice), "useless_input_flood");
                    EXPECT_GE(alice.engine().statistics().decoys_received, 160u);
                    EXPECT_LE(alice.engine().statistics().decoys_received, 175u);
                },
                spoken::v2
            );
        },
        20
    );
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
