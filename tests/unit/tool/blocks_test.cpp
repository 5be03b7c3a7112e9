#include <bitpeer/params/networks.hpp>
#include <tests/unit/node/generated_chains.hpp>
#include <tool/chain_file.hpp>
#include <tool/verb.hpp>

#include "filled_options.hpp"
#include "serving_thread.hpp"
#include "temporary_file.hpp"
#include <gtest/gtest.h>

#include <string>

namespace bitpeer::tool {
namespace {

using test::finished_run;

constexpr std::uint32_t length = 40;

class blocks : public testing::Test {
protected:
    finished_run run(std::map<std::string, std::string> given) {
        given.emplace("ADDR", remote_.address());
        test::filled_options options(std::move(given));
        const auto verb = make_blocks();
        verb->declare(options);
        report out(true);
        testing::internal::CaptureStdout();
        const auto end = verb->run({networks::bitcoin_regtest, out});
        return {end, testing::internal::GetCapturedStdout()};
    }

    /// How many blocks of the chain a file has, which must be nothing else.
    static std::size_t blocks_in(const test::temporary_file& file) {
        const auto chain = read_chain_file(file.path(), networks::bitcoin_regtest);
        EXPECT_TRUE(chain) << chain.error();
        return chain ? chain->size() : 0;
    }

    test::serving_thread remote_{length};
    test::temporary_file file_;
};

TEST_F(blocks, writes_the_whole_chain) {
    const auto done = run({{"--out", file_.path()}});
    EXPECT_EQ(done.outcome, outcome::done) << done.output;
    EXPECT_NE(done.output.find(R"({"event":"summary","blocks":40,)"), std::string::npos);
    EXPECT_EQ(blocks_in(file_), length);
}

TEST_F(blocks, goes_on_where_it_ended) {
    (void)run({{"--out", file_.path()}, {"--to", "17"}});
    EXPECT_EQ(blocks_in(file_), 17);
    const auto done = run({{"--out", file_.path()}, {"--from", "18"}});
    EXPECT_NE(done.output.find(R"({"event":"summary","blocks":23,)"), std::string::npos);
    EXPECT_EQ(blocks_in(file_), length);
}

TEST_F(blocks, resumes_behind_the_last_block_in_the_file) {
    const auto first = run({{"--out", file_.path()}, {"--resume", ""}, {"--to", "17"}});
    EXPECT_EQ(first.outcome, outcome::done) << first.output;
    EXPECT_EQ(blocks_in(file_), 17);
    auto cut = file_.content();
    cut.resize(cut.size() - 5);  // as if we had been killed
    file_.write(cut);
    const auto done = run({{"--out", file_.path()}, {"--resume", ""}});
    EXPECT_NE(done.output.find(R"({"event":"summary","blocks":24,)"), std::string::npos);
    EXPECT_EQ(blocks_in(file_), length);
    const auto again = run({{"--out", file_.path()}, {"--resume", ""}});
    EXPECT_NE(again.output.find(R"({"event":"summary","blocks":0,)"), std::string::npos);
    EXPECT_EQ(blocks_in(file_), length);
}

TEST_F(blocks, resumes_nothing_but_a_file) {
    EXPECT_EQ(run({{"--resume", ""}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(
        run({{"--resume", ""}, {"--out", file_.path()}, {"--from", "3"}}).outcome,
        outcome::wrong_usage
    );
}

TEST_F(blocks, tells_of_a_full_disk_and_where) {
    const auto done = run({{"--out", "/dev/full"}});
    EXPECT_EQ(done.outcome, outcome::remote_failed);
    EXPECT_NE(done.output.find("'/dev/full': No space left on device"), std::string::npos);
    EXPECT_EQ(done.output.find(R"("event":"block")"), std::string::npos) << "none was written";
}

TEST_F(blocks, ends_after_a_count) {
    const auto done = run({{"--count", "3"}});
    EXPECT_EQ(done.outcome, outcome::done);
    EXPECT_NE(done.output.find(R"({"event":"summary","blocks":3,)"), std::string::npos);
}

TEST_F(blocks, has_nothing_to_do_at_the_tip) {
    const auto done = run({{"--from", "41"}});
    EXPECT_EQ(done.outcome, outcome::done);
    EXPECT_NE(done.output.find(R"({"event":"summary","blocks":0,"bytes":0})"), std::string::npos);
}

TEST_F(blocks, says_that_the_chain_is_shorter) {
    const auto done = run({{"--from", "42"}});
    EXPECT_EQ(done.outcome, outcome::remote_failed);
    EXPECT_NE(done.output.find("no_such_height"), std::string::npos);
}

TEST_F(blocks, refuses_ranges_that_are_none) {
    EXPECT_EQ(run({{"--from", "5"}, {"--to", "4"}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(run({{"--to", "5000000000"}}).outcome, outcome::wrong_usage);
}

TEST_F(blocks, refuses_a_proxy_that_is_none_before_it_touches_the_file) {
    (void)run({{"--out", file_.path()}});
    EXPECT_EQ(run({{"--out", file_.path()}, {"--proxy", "a b"}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(blocks_in(file_), length);
}

TEST_F(blocks, tells_that_no_proxy_is_there) {
    const auto done = run({{"--proxy", "127.0.0.1:1"}});
    EXPECT_EQ(done.outcome, outcome::remote_failed);
    EXPECT_NE(done.output.find(R"("code":"proxy_unreachable")"), std::string::npos) << done.output;
}

TEST_F(blocks, does_not_mix_blocks_and_json) {
    EXPECT_EQ(run({{"--out", "-"}}).outcome, outcome::wrong_usage);
}

TEST_F(blocks, follows_what_is_mined_later) {
    remote_.mine_soon(2);
    const auto done = run({{"--from", "40"}, {"--follow", ""}, {"--count", "3"}});
    EXPECT_EQ(done.outcome, outcome::done);
    EXPECT_NE(done.output.find(R"("height":42,)"), std::string::npos) << done.output;
}

TEST_F(blocks, tells_that_nobody_is_there) {
    const auto done = run({{"ADDR", "127.0.0.1:1"}});
    EXPECT_EQ(done.outcome, outcome::remote_failed);
    EXPECT_NE(done.output.find(R"("code":"connect_refused")"), std::string::npos) << done.output;
}

}  // namespace
}  // namespace bitpeer::tool
