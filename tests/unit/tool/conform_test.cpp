#include <tests/unit/tool/filled_options.hpp>
#include <tests/unit/tool/serving_thread.hpp>
#include <tool/conform/run.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace bitpeer::tool {
namespace {

test::finished_run run(std::map<std::string, std::string> given) {
    report out(true);
    const auto verb = make_conform();
    test::filled_options options(std::move(given));
    verb->declare(options);
    testing::internal::CaptureStdout();
    const auto end = verb->run({networks::bitcoin_regtest, out});
    return {end, testing::internal::GetCapturedStdout()};
}

TEST(conform, every_behaviour_has_a_name_of_its_own_a_rule_and_a_source) {
    std::set<std::string> names;
    for (const auto& each : conform::all_behaviours()) {
        const auto& rule = each.rule;
        EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
        EXPECT_EQ(
            rule.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_."), rule.name.npos
        ) << rule.name;
        EXPECT_NE(rule.name.find('.'), rule.name.npos) << rule.name;
        EXPECT_TRUE(rule.text.ends_with('.')) << rule.name;
        EXPECT_FALSE(rule.source.empty()) << rule.name;
        // They stand in cells of a table.
        EXPECT_EQ((rule.text + rule.source).find_first_of("|*\n"), rule.name.npos) << rule.name;
    }
    EXPECT_GT(names.size(), 150U);
}

TEST(conform, names_are_chosen_by_how_they_begin) {
    conform::run_options options;
    options.only = {"ping.", "v2.handshake"};
    for (const auto* each : conform::chosen(options)) {
        EXPECT_TRUE(each->rule.name.starts_with("ping.") || each->rule.name == "v2.handshake");
    }
    EXPECT_GT(conform::chosen(options).size(), 2U);
    options.only = {};
    const auto all = conform::chosen(options).size();
    options.slow = false;
    EXPECT_LT(conform::chosen(options).size(), all);
}

TEST(conform, our_own_node_keeps_every_rule) {
    const test::serving_thread node(5);
    const auto done = run({{"ADDR", node.address()}, {"--skip-slow", "yes"}, {"--timeout", "60"}});
    EXPECT_EQ(done.outcome, outcome::done) << done.output;
    EXPECT_NE(done.output.find(R"("fail":0)"), std::string::npos);
    EXPECT_NE(done.output.find(R"("inconclusive":0)"), std::string::npos) << done.output;
}

TEST(conform, wrong_usage_is_told) {
    for (const auto& given : std::vector<std::map<std::string, std::string>>{
             {},
             {{"ADDR", "127.0.0.1"}, {"--only", "nobody.knows"}},
             {{"ADDR", "127.0.0.1"}, {"--transport", "v3"}},
             {{"ADDR", "127.0.0.1"}, {"--timeout", "0"}},
         }) {
        EXPECT_EQ(run(given).outcome, outcome::wrong_usage);
    }
}

TEST(conform, a_list_needs_no_remote) {
    const auto done = run({{"--list", "yes"}, {"--only", "ping.nonce_echoed"}});
    EXPECT_EQ(done.outcome, outcome::done);
    EXPECT_NE(done.output.find(R"("name":"ping.nonce_echoed")"), std::string::npos);
    EXPECT_NE(done.output.find("BIP31"), std::string::npos);
}

}  // namespace
}  // namespace bitpeer::tool
