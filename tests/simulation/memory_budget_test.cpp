/// One memory budget over many connections, most of which mean ill.

#include <bitpeer/node/memory_budget.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/observer.hpp>
#include <tests/simulation/seeds.hpp>
#include <tests/support/frames.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using sim::script;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::why;

constexpr std::size_t limit = 500'000;

/// What a node's loop does: tells the budget what each of its peers holds, and ends who has to go.
class budgeted_node final : public sim::observer {
public:
    void keep(sim::peer& ours) { ours_.push_back(&ours); }

    void settled(const sim::peer& who) override {
        const auto found = std::ranges::find(ours_, &who);
        if (found == ours_.end()) return;
        budget_.note(who.id(), who.engine().bytes_held(), who.now());
        most_ = std::max(most_, budget_.held());
        while (const auto going = budget_.take_costliest(who.now())) {
            const auto place = std::ranges::find(ours_, *going, &sim::peer::id);
            auto& victim = **place;
            shed_.push_back(victim.name());
            ours_.erase(place);
            // Not from within another one's step.
            who.home().after(duration{}, [&victim] { victim.disconnect(); });
        }
    }

    [[nodiscard]] std::size_t most() const { return most_; }
    [[nodiscard]] const std::vector<std::string>& shed() const { return shed_; }

private:
    memory_budget budget_{limit};
    std::vector<sim::peer*> ours_;
    std::vector<std::string> shed_;
    std::size_t most_ = 0;
};

TEST(simulated_memory_budget, is_kept_at_the_cost_of_those_who_let_bytes_lie) {
    simulate(
        [](sim::world& space) {
            auto watching = std::make_unique<budgeted_node>();
            auto& node = *watching;
            space.observe(std::move(watching));

            // A message of a megabyte, without end: so much of it, then nothing more.
            const auto large = test::raw_frame("filler", bytes(1'000'000)).bytes();
            for (int i = 0; i < 20; ++i) {
                auto& ours = space.add<sim::peer>("ours" + std::to_string(i), regtest_config());
                node.keep(ours);
                const auto part = 20'000 + space.random().below(50'000);
                auto acts = sim::behaviours::polite();
                auto& mallory = space.add<script>(
                    "mallory" + std::to_string(i), networks::bitcoin_regtest, std::move(acts)
                );
                space.connect(mallory, ours, random_link(space));
                space.at(space.beginning + space.random_duration(10min) + 3min, [&, part] {
                    if (mallory.still_open()) mallory.say(byte_view(large).first(part));
                });
            }
            // One that works: a large message every now and then, each of which is taken.
            auto& ours = space.add<sim::peer>("at work", regtest_config());
            auto& theirs = space.add<sim::peer>("theirs", regtest_config());
            node.keep(ours);
            space.connect(theirs, ours, {.latency = 20ms});
            for (int i = 0; i < 60; ++i) {
                space.at(space.beginning + std::chrono::seconds(60 + 20 * i), [&] {
                    (void)theirs.send(wire::message("filler", shared_bytes(bytes(150'000))));
                });
            }
            space.run_for(25min);
            EXPECT_EQ(why(ours), "still running");
            EXPECT_FALSE(node.shed().empty());
            EXPECT_LE(node.most(), limit + 400'000) << "one buffer may grow above it";
        },
        20
    );
}

}  // namespace
}  // namespace bitpeer
