/// Many peers at once, with everything that may go wrong.

#include <bitpeer/sim/population.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using sim::fault_kind;
using sim::fault_plan;
using sim::population_options;
using sim::run_population;

std::string text(const sim::population_report& report) {
    auto lines = "seed " + std::to_string(report.seed);
    for (const auto& each : report.violations) lines += "\n  " + each;
    return lines;
}

std::uint64_t seeds(std::uint64_t fewer) {
    return std::max<std::uint64_t>(1, test::number_from_environment("SEEDS", 200) / fewer);
}

TEST(simulated_population, keeps_every_promise_whatever_goes_wrong) {
    const population_options options{.peers = 8, .faults = fault_plan::many()};
    for (std::uint64_t seed = 1; seed <= seeds(50); ++seed) {
        const auto report = run_population(seed, options, 20min, true);
        ASSERT_TRUE(report.violations.empty()) << text(report);
        EXPECT_GT(report.counts.messages(), 1'000u);
        EXPECT_GT(report.counts.all_faults(), 5u);
    }
}

TEST(simulated_population, stays_connected_while_nothing_goes_wrong) {
    const population_options options{.peers = 8};
    for (std::uint64_t seed = 1; seed <= seeds(100); ++seed) {
        const auto report = run_population(seed, options, 20min);
        ASSERT_TRUE(report.violations.empty()) << text(report);
        const auto all = report.counts.total();
        EXPECT_EQ(report.counts.all_faults(), 0u);
        EXPECT_GT(all.time, 8 * 10min);
        EXPECT_EQ(all.carrying, all.handshakes);
    }
}

TEST(simulated_population, is_the_same_bit_for_bit_with_the_same_seed) {
    const population_options options{.peers = 8, .faults = fault_plan::many()};
    const auto once = run_population(5, options, 10min);
    const auto again = run_population(5, options, 10min);
    EXPECT_EQ(once.trace, again.trace);
    EXPECT_EQ(once.counts.messages(), again.counts.messages());
    EXPECT_EQ(once.counts.faults, again.counts.faults);
    EXPECT_EQ(once.counts.ends, again.counts.ends);
    EXPECT_NE(once.trace, run_population(6, options, 10min).trace);
}

TEST(simulated_population, has_peers_of_every_dialect_and_both_transports) {
    sim::tally all;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        all.add(run_population(seed, {.peers = 16}, 2min).counts);
    }
    for (const auto* dialect : {"bitcoin", "litecoin", "dash", "exchangecoin"}) {
        EXPECT_GT(all.dialects[dialect].messages, 100u) << dialect;
    }
    EXPECT_GT(all.total().encrypted, 0u);
    EXPECT_LT(all.total().encrypted, all.total().handshakes);
}

TEST(simulated_population, suffers_each_kind_of_fault_that_is_asked_for) {
    for (std::size_t number = 0; number < sim::fault_kinds; ++number) {
        const auto kind = static_cast<fault_kind>(number);
        auto plan = *fault_plan::parse(to_string(kind));
        plan.per_connection_hour = 100;
        const auto report = run_population(number + 1, {.peers = 8, .faults = plan}, 5min, true);
        EXPECT_TRUE(report.violations.empty()) << to_string(kind) << ' ' << text(report);
        EXPECT_GT(report.counts.faults[number], 0u) << to_string(kind);
        EXPECT_EQ(report.counts.faults[number], report.counts.all_faults());
    }
}

TEST(simulated_population, of_hundreds_is_no_trouble) {
    const auto report = run_population(1, {.peers = 400, .faults = fault_plan::some()}, 30s);
    EXPECT_TRUE(report.violations.empty()) << text(report);
    EXPECT_GT(report.counts.total().handshakes, 200u);
}

}  // namespace
}  // namespace bitpeer
