#include <tool/verb.hpp>

#include "filled_options.hpp"
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace bitpeer::tool {
namespace {

test::finished_run simulate(const std::map<std::string, std::string>& given) {
    const auto verb = make_sim();
    test::filled_options taken(given);
    verb->declare(taken);
    report out(true);
    testing::internal::CaptureStdout();
    const auto outcome = verb->run({{}, out});
    return {outcome, testing::internal::GetCapturedStdout()};
}

TEST(sim_verb, tells_what_happened_in_numbers) {
    const auto run = simulate(
        {{"--peers", "8"},
         {"--seeds", "2"},
         {"--jobs", "2"},
         {"--for", "2min"},
         {"--faults", "many"},
         {"--twice", ""}}
    );
    EXPECT_EQ(run.outcome, outcome::done);
    EXPECT_EQ(run.output.find(R"({"event":"simulated","seeds":2,"seeds_run_twice":2)"), 0u);
    EXPECT_NE(run.output.find(R"("violations":0)"), std::string::npos);
    for (const auto* dialect : {"bitcoin", "dash", "exchangecoin", "litecoin"}) {
        const auto line = std::string(R"({"event":"dialect","dialect":")") + dialect;
        EXPECT_NE(run.output.find(line), std::string::npos) << dialect;
    }
}

TEST(sim_verb, simulates_the_networks_that_are_named) {
    const auto run = simulate({{"--for", "30s"}, {"--networks", "dash-regtest"}});
    EXPECT_EQ(run.outcome, outcome::done);
    EXPECT_NE(run.output.find(R"("dialect":"dash")"), std::string::npos);
    EXPECT_EQ(run.output.find(R"("dialect":"bitcoin")"), std::string::npos);
}

TEST(sim_verb, refuses_what_it_does_not_understand) {
    const std::map<std::string, std::string> wrong[] = {
        {{"--for", "soon"}},
        {{"--for", "0s"}},
        {{"--faults", "earthquake"}},
        {{"--networks", "nowhere"}},
        {{"--jobs", "0"}},
        {{"--seeds", "0"}},
    };
    for (const auto& given : wrong) {
        const auto run = simulate(given);
        EXPECT_EQ(run.outcome, outcome::wrong_usage) << given.begin()->first;
        EXPECT_EQ(run.output.find(R"({"event":"error")"), 0u) << run.output;
    }
}

}  // namespace
}  // namespace bitpeer::tool
