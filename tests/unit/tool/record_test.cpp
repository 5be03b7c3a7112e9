#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/capture_file.hpp>
#include <tool/verb.hpp>

#include "filled_options.hpp"
#include "serving_thread.hpp"
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::tool {
namespace {

using test::finished_run;
namespace fs = std::filesystem;

class record : public testing::Test {
protected:
    record()
        : folder_(
              fs::temp_directory_path() / ("bitpeer-test-" + std::to_string(std::random_device()()))
          ) {}
    ~record() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    static finished_run run(
        const std::unique_ptr<verb>& chosen, std::map<std::string, std::string> given
    ) {
        test::filled_options options(std::move(given));
        chosen->declare(options);
        report out(true);
        testing::internal::CaptureStdout();
        const auto end = chosen->run({networks::bitcoin_regtest, out});
        return {end, testing::internal::GetCapturedStdout()};
    }

    finished_run recorded(std::map<std::string, std::string> given) {
        given.emplace("ADDR", remote_.address());
        given.emplace("--to", folder_.string());
        given.emplace("--for", "1");
        return run(make_record(), std::move(given));
    }

    static finished_run replayed(
        const fs::path& file, std::map<std::string, std::string> given = {}
    ) {
        given.emplace("FILE", file.string());
        return run(make_replay(), std::move(given));
    }

    [[nodiscard]] std::vector<fs::path> places() const {
        return {fs::directory_iterator(folder_), fs::directory_iterator()};
    }

    fs::path folder_;
    test::serving_thread remote_{3};
};

TEST_F(record, makes_a_file_that_comes_out_the_same) {
    for (const auto* transport : {"v1", "v2"}) {
        const auto done = recorded({{"--transport", transport}});
        EXPECT_EQ(done.outcome, outcome::done) << done.output;
        EXPECT_NE(done.output.find(R"("reason":"requested","whole":true)"), std::string::npos);
    }
    ASSERT_EQ(places().size(), 2) << "nothing is written over";
    for (const auto& file : places()) {
        const auto played = replayed(file);
        EXPECT_EQ(played.outcome, outcome::done) << played.output;
        EXPECT_NE(played.output.find(R"({"event":"outcome","same":true,)"), std::string::npos);
    }
    EXPECT_EQ(replayed(places()[0], {{"--speed", "2.5"}}).outcome, outcome::done);
    EXPECT_EQ(replayed(places()[0], {{"--as", "listener"}}).outcome, outcome::done);
}

TEST_F(record, makes_bitcoin_cores_files) {
    EXPECT_EQ(recorded({{"--format", "core"}}).outcome, outcome::done);
    ASSERT_EQ(places().size(), 1);
    EXPECT_EQ(replayed(places()[0]).outcome, outcome::done);
    EXPECT_EQ(replayed(places()[0] / "msgs_recv.dat").outcome, outcome::done);
    EXPECT_EQ(replayed(places()[0] / "msgs_sent.dat").outcome, outcome::done);
}

TEST_F(record, says_which_file_cannot_be_read_and_where) {
    EXPECT_EQ(recorded({}).outcome, outcome::done);
    const auto file = places().at(0);
    {
        std::fstream changed(file, std::ios::binary | std::ios::in | std::ios::out);
        changed.seekp(20);
        changed.put('\x7f');
    }
    const auto other = replayed(file);
    EXPECT_EQ(other.outcome, outcome::wrong_usage);
    EXPECT_NE(other.output.find(R"("offset":10)"), std::string::npos) << other.output;
    EXPECT_EQ(replayed(folder_ / "missing").outcome, outcome::wrong_usage);
}

TEST_F(record, refuses_what_makes_no_sense) {
    EXPECT_EQ(run(make_record(), {{"--to", folder_.string()}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(run(make_record(), {{"ADDR", "127.0.0.1:1"}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(recorded({{"--format", "pcap"}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(recorded({{"--to", "/dev/null/x"}}).outcome, outcome::wrong_usage);
    EXPECT_EQ(recorded({{"ADDR", "127.0.0.1:1"}}).outcome, outcome::remote_failed);
    for (const auto* speed : {"", "0", "-1", "fast", "nan", "inf"}) {
        EXPECT_EQ(replayed("x", {{"--speed", speed}}).outcome, outcome::wrong_usage) << speed;
    }
    EXPECT_EQ(replayed("x", {{"--as", "guest"}}).outcome, outcome::wrong_usage);
}

}  // namespace
}  // namespace bitpeer::tool
