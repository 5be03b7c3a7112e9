/// Whoever means harm meets engines of every dialect, on both transports, in both roles. What an
/// engine may do about it is end, slow down, or let it pass; what it promised holds meanwhile.

#include <bitpeer/sim/abuses.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
namespace behaviours = sim::behaviours;
using sim::spoken;
using test::random_link;
using test::simulate;
using test::why;

const network& any_network(sim::world& space) {
    const network* all[] = {
        &networks::bitcoin_regtest,
        &networks::litecoin_regtest,
        &networks::dash_regtest,
        &networks::exchangecoin_regnet,
    };
    return *all[space.random().below(std::size(all))];
}

class every_abuse : public testing::TestWithParam<behaviours::abuse> {};

TEST_P(every_abuse, leaves_every_promise_kept) {
    simulate(
        [](sim::world& space) {
            const auto& net = any_network(space);
            auto config = test::regtest_config(transport_policy::prefer_v2);
            config.network = net;
            auto speaks = spoken::v1;
            if (transport::v2::fits(net) && space.random().below(2) == 0) speaks = spoken::v2;
            auto& alice = space.add<sim::peer>("alice", config);
            auto& mallory = space.add<sim::script>(
                "mallory", net, GetParam().make(net, space.random()), speaks, config.padding
            );
            auto options = random_link(space);
            options.bytes_per_second = 20'000;
            options.piece_max = std::max<std::size_t>(options.piece_max, 64);
            const bool dials = speaks == spoken::v1 || space.random().below(2) == 0;
            if (dials) {
                space.connect(mallory, alice, options);
            } else {
                space.connect(alice, mallory, options);
            }
            space.run_for(30s);
            EXPECT_LE(alice.engine().bytes_held(), 6'000'000U);
            mallory.reset();
            space.run_for(5min);
        },
        50
    );
}

INSTANTIATE_TEST_SUITE_P(
    of, every_abuse, testing::ValuesIn(behaviours::abuses().begin(), behaviours::abuses().end()),
    [](const auto& of) { return std::string(of.param.name); }
);

/// Alice is dialled by this one on v1; this is how it ends within that time. A behaviour remembers
/// what it did, so each run has its own.
void ends(
    const std::function<sim::behaviour()>& make, const std::set<std::string>& reasons,
    duration within = 61s
) {
    simulate(
        [&](sim::world& space) {
            auto& alice = space.add<sim::peer>("alice", test::regtest_config());
            auto& mallory = space.add<sim::script>("mallory", networks::bitcoin_regtest, make());
            auto options = random_link(space);
            options.latency = std::min<duration>(options.latency, 20ms);
            options.jitter = {};
            options.bytes_per_second = 50'000;
            options.window = std::max<std::size_t>(options.window, 65'536);
            options.piece_max = std::max<std::size_t>(options.piece_max, 256);
            space.connect(mallory, alice, options);
            space.run_for(within);
            EXPECT_TRUE(reasons.contains(why(alice))) << why(alice);
        },
        50
    );
}

const network& net = networks::bitcoin_regtest;

TEST(simulated_abuse, before_the_handshake_ends_with_its_deadline) {
    ends([] { return behaviours::silent(); }, {"handshake_timeout"});
    ends([] { return behaviours::half_said(net); }, {"handshake_timeout"});
    ends([] { return behaviours::slow_drip(net, 1s); }, {"handshake_timeout"});
    ends(
        [] { return behaviours::wrong_order(net); },
        {"handshake_timeout", "obsolete_protocol_version"}
    );
}

TEST(simulated_abuse, without_a_verack_ends_at_the_budget_of_a_handshake) {
    ends(
        [] { return behaviours::endless_negotiation(net); },
        {"handshake_flood", "handshake_timeout", "malformed_negotiation"}
    );
}

TEST(simulated_abuse, by_lies_about_lengths_ends_at_once_or_by_silence) {
    ends([] { return behaviours::oversize(net); }, {"payload_too_large"});
    ends([] { return behaviours::liar_about_length(net, 90); }, {"wrong_magic"});
    ends(
        [] { return behaviours::liar_about_length(net, 3'000'000); },
        {"inactivity", "pong_timeout"},
        25min
    );
}

TEST(simulated_abuse, of_another_network_ends_by_its_magic) {
    ends([] { return behaviours::wrong_magic(networks::bitcoin); }, {"wrong_magic"});
}

TEST(simulated_abuse, by_restarts_and_replays_of_the_handshake_is_let_pass_for_a_while) {
    ends([] { return behaviours::replays(net, 5); }, {"still running"}, 30s);
    ends([] { return behaviours::handshake_restarts(net); }, {"still running"}, 30s);
}

TEST(simulated_abuse, by_silence_after_the_handshake_ends_in_time) {
    ends([] { return behaviours::mute(net); }, {"pong_timeout", "inactivity"}, 22min);
}

TEST(simulated_abuse, by_one_who_never_reads_ends_in_time) {
    ends(
        [] { return behaviours::never_reads(net); },
        {"write_timeout", "pong_timeout", "inactivity", "still running"},
        25min
    );
}

/// It said everything at once, and nothing arrived.
TEST(simulated_abuse, of_one_whose_line_is_half_closed_comes_to_an_end) {
    simulate(
        [](sim::world& space) {
            auto& alice = space.add<sim::peer>("alice", test::regtest_config());
            auto& mallory = space.add<sim::script>(
                "mallory", networks::bitcoin_regtest, behaviours::pings_without_end(net)
            );
            auto& between = space.connect(
                mallory, alice, {.latency = 1ms, .bytes_per_second = 50'000, .window = 65'536}
            );
            space.run_for(1s);
            between.half_close(0);
            space.run_for(1min);
            EXPECT_EQ(why(alice), "closed_by_remote");
        },
        50
    );
}

TEST(simulated_abuse, of_nonsense_without_end_ends_at_the_budget_of_useless_input) {
    ends([] { return behaviours::unknown_storm(net); }, {"useless_input_flood"}, 20min);
}

}  // namespace
}  // namespace bitpeer
