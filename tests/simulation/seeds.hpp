#pragma once
/// Stories told with many seeds, each twice. SEEDS=10000 runs so many; SEED=17 runs that one alone,
/// and TRACE=1 prints everything that happens in it.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/double_run.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/script.hpp>
#include <bitpeer/sim/world.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace bitpeer::test {

[[nodiscard]] inline std::uint64_t number_from_environment(
    const char* name, std::uint64_t otherwise
) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

/// Tells `story` with each seed; the first one that fails is reported with the command that repeats
/// it, and is the last. A story that takes long says how many times fewer seeds it wants.
inline void simulate(const sim::scenario& story, std::uint64_t fewer = 1) {
    const char* only = std::getenv("SEED");
    const auto first = only != nullptr ? number_from_environment("SEED", 0) : 1;
    const auto asked = number_from_environment("SEEDS", 200);
    const auto count = only != nullptr ? 1 : std::max<std::uint64_t>(1, asked / fewer);
    const bool narrated = number_from_environment("TRACE", 0) != 0;
    for (auto seed = first; seed < first + count; ++seed) {
        const auto report = sim::double_run(seed, [&](sim::world& space) {
            if (narrated) {
                space.narrate([](std::string_view line) { std::cout << line << '\n'; });
            }
            story(space);
        });
        EXPECT_TRUE(report.ok()) << report.message();
        if (testing::Test::HasFailure()) {
            const auto* test = testing::UnitTest::GetInstance()->current_test_info();
            ADD_FAILURE() << "seed " << seed << "; to repeat it:\n  SEED=" << seed
                          << " TRACE=1 bitpeer_simulation_tests --gtest_filter="
                          << test->test_suite_name() << '.' << test->name();
            return;
        }
    }
}

[[nodiscard]] inline peer_config regtest_config(
    transport_policy transports = transport_policy::v1_only
) {
    peer_config config;
    config.transports = transports;
    // Less garbage than usual: some links are slow.
    config.padding.garbage = transport::random_garbage(0, 300);
    config.network = networks::bitcoin_regtest;
    config.services = wire::services::network | wire::services::witness;
    return config;
}

/// Policies of a dialler and a listener that can talk to each other.
[[nodiscard]] inline std::pair<transport_policy, transport_policy> random_policies(sim::world& space
) {
    using enum transport_policy;
    constexpr std::pair<transport_policy, transport_policy> matches[] = {
        {v1_only, v1_only},
        {v1_only, prefer_v2},
        {v1_after_v2, prefer_v2},
        {prefer_v2, prefer_v2},
        {prefer_v2, require_v2},
        {require_v2, prefer_v2},
        {require_v2, require_v2},
    };
    return matches[space.random().below(std::size(matches))];
}

/// Any link that is good enough for a handshake within its minute.
[[nodiscard]] inline sim::link_options random_link(sim::world& space) {
    using namespace std::chrono_literals;
    auto& chance = space.random();
    const auto up_to_scale = [&](unsigned bits) {
        return std::uint64_t{1} << chance.below(bits + 1);
    };
    sim::link_options options;
    const auto slow = space.random_duration(2s);
    options.latency = slow / static_cast<std::int64_t>(up_to_scale(12));
    options.jitter = chance.below(2) == 0 ? duration{} : space.random_duration(1s);
    options.bytes_per_second = chance.below(2) == 0 ? 0 : 1000 * up_to_scale(14);
    options.window = 1024 * up_to_scale(9);
    options.piece_max = up_to_scale(16);
    return options;
}

/// Two engines on one link.
struct couple {
    couple(sim::world& space, const sim::link_options& options)
        : couple(space, options, random_policies(space)) {}
    couple(
        sim::world& space, const sim::link_options& options,
        const std::pair<transport_policy, transport_policy>& policies
    )
        : couple(space, options, regtest_config(policies.first), regtest_config(policies.second)) {}
    couple(
        sim::world& space, const sim::link_options& options, const peer_config& dialler,
        const peer_config& listener
    )
        : alice(space.add<sim::peer>("alice", dialler)),
          bob(space.add<sim::peer>("bob", listener)),
          between(space.connect(alice, bob, options)) {}

    sim::peer& alice;  ///< dialled
    sim::peer& bob;
    sim::link& between;
};

/// Why it ended; fails when it did not.
[[nodiscard]] inline std::string why(const sim::peer& of) {
    const auto& end = of.engine().why_ended();
    return end ? std::string(to_string(end->reason))
               : "still " + std::string(to_string(of.engine().state()));
}

/// When an engine ended, from its owner's side.
struct stopwatch {
    std::optional<instant> ended;
    sim::peer::owner owner() {
        return [this](sim::peer& self, const event& told) {
            if (std::holds_alternative<disconnected>(told)) ended = self.now();
        };
    }
};

/// One engine against one script, either of which dials.
template <class Story>
void with_script(
    sim::world& space, sim::behaviour acts, const sim::link_options& options, const Story& story,
    sim::spoken speaks = sim::spoken::v1
) {
    stopwatch watch;
    const auto policy =
        speaks == sim::spoken::v1 ? transport_policy::v1_only : transport_policy::prefer_v2;
    auto& alice = space.add<sim::peer>("alice", regtest_config(policy), watch.owner());
    auto& other = space.add<sim::script>(
        "other", networks::bitcoin_regtest, std::move(acts), speaks, regtest_config().padding
    );
    if (space.random().below(2) == 0) {
        space.connect(alice, other, options);
    } else {
        space.connect(other, alice, options);
    }
    story(alice, other, watch);
    alice.on_event({});
}

}  // namespace bitpeer::test
