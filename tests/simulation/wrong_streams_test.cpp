/// The encrypted transport (BIP324) under an engine: how each wrong stream ends, however it is cut.

#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace bitpeer
