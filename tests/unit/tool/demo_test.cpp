#include <bitpeer/params/networks.hpp>
#include <tool/verb.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace bitpeer::tool {
namespace {

struct performance {
    outcome end{};
    std::string text;
};

performance watch(const network& on, bool json) {
    report out(json);
    testing::internal::CaptureStdout();
    const auto end = make_demo()->run({on, out});
    return {end, testing::internal::GetCapturedStdout()};
}

std::size_t count(const std::string& in, const std::string& text) {
    std::size_t found = 0;
    for (auto at = in.find(text); at != std::string::npos; at = in.find(text, at + 1)) ++found;
    return found;
}

TEST(demo, all_that_it_claims_is_true) {
    for (const auto* on : {
             &networks::bitcoin_regtest,
             &networks::bitcoin_simnet,
             &networks::dash_regtest,
             &networks::dash_devnet,
         }) {
        SCOPED_TRACE(on->name);
        const auto seen = watch(*on, true);
        EXPECT_EQ(seen.end, outcome::done) << seen.text;
        EXPECT_EQ(count(seen.text, R"({"event":"step","name":)"), 9) << seen.text;
        EXPECT_EQ(count(seen.text, R"("passed":true)"), 9) << seen.text;
        EXPECT_EQ(count(seen.text, R"("failed":0)"), 1) << seen.text;
    }
}

TEST(demo, ends_with_the_nonsense_where_that_is_fatal) {
    for (const auto* on : {&networks::exchangecoin_simnet, &networks::exchangecoin_regnet}) {
        SCOPED_TRACE(on->name);
        const auto seen = watch(*on, true);
        EXPECT_EQ(seen.end, outcome::done) << seen.text;
        EXPECT_EQ(count(seen.text, R"("passed":true)"), 8) << seen.text;
        EXPECT_EQ(count(seen.text, R"("failed":0)"), 1) << seen.text;
        EXPECT_EQ(count(seen.text, R"("name":"goodbye")"), 0) << seen.text;
    }
}

TEST(demo, says_when_it_takes_another_network) {
    const auto seen = watch(networks::bitcoin, false);
    EXPECT_EQ(seen.end, outcome::done) << seen.text;
    EXPECT_NE(seen.text.find("bitcoin-regtest, since blocks of bitcoin take"), std::string::npos);
    EXPECT_EQ(watch(networks::litecoin, false).end, outcome::done);
    const auto dash = watch(networks::dash, false);
    EXPECT_NE(dash.text.find("dash-regtest, since blocks of dash take"), std::string::npos);
}

TEST(demo, fits_a_terminal) {
    const auto text = watch(networks::bitcoin_regtest, false).text +
                      watch(networks::exchangecoin_simnet, false).text;
    EXPECT_GT(std::ranges::count(text, '\n'), 80);
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = text.find('\n', begin);
        EXPECT_LE(end - begin, 102)  // of bytes; some letters have two
            << text.substr(begin, end - begin);
        begin = end + 1;
    }
}

}  // namespace
}  // namespace bitpeer::tool
