/// Connections that are held to a rate: it is kept over any span, and nothing is lost.

#include <bitpeer/sim/observer.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <string>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::couple;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::why;

/// Complains when a peer moves more in any span than its limit allows: the bucket of an onlooker
/// may never run dry.
class rate_checker final : public sim::observer {
public:
    rate_checker(const sim::peer& whose, rate_limit limit, bool reading)
        : whose_(whose), limit_(limit), reading_(reading), there_(limit.burst) {}

    void read(const sim::endpoint& who, byte_view data) override {
        if (reading_ && &who == &whose_) moved(data.size());
    }
    void wrote(const sim::endpoint& who, byte_view data) override {
        if (!reading_ && &who == &whose_) moved(data.size());
    }

private:
    void moved(std::size_t count) {
        const auto now = whose_.now();
        const std::chrono::duration<double> passed = now - counted_.value_or(now);
        counted_ = now;
        there_ = std::min(limit_.burst, there_ + passed.count() * limit_.per_second);
        there_ -= static_cast<double>(count);
        constexpr double rounding = 1;
        if (there_ < -rounding) {
            whose_.home().violation(
                whose_.name() + ": " + std::to_string(-there_) + " bytes too fast"
            );
        }
    }

    const sim::peer& whose_;
    rate_limit limit_;
    bool reading_;
    double there_;
    std::optional<instant> counted_;
};

TEST(simulated_pacing, keeps_to_its_rate_and_loses_nothing) {
    simulate(
        [](sim::world& space) {
            const auto up_to = [&](double most) {
                return most * static_cast<double>(1 + space.random().below(1000)) / 1000;
            };
            const rate_limit limit{.burst = up_to(20'000), .per_second = 500 + up_to(20'000)};
            const bool reading = space.random().below(2) == 0;
            auto limited = regtest_config();
            (reading ? limited.traffic.receive : limited.traffic.send) = limit;
            auto options = random_link(space);
            options.bytes_per_second = 0;
            couple both(space, options, limited, regtest_config());
            auto& from = reading ? both.bob : both.alice;
            auto& to = reading ? both.alice : both.bob;
            space.observe(std::make_unique<rate_checker>(both.alice, limit, reading));

            std::size_t arrived = 0;
            to.on_event([&](sim::peer&, const event& told) {
                const auto* message = std::get_if<message_arrived>(&told);
                if (message != nullptr && message->message.command().text() == "filler") ++arrived;
            });
            for (int i = 0; i < 30; ++i) {
                const auto size = space.random().below(10'000);
                (void)from.send(wire::message("filler", shared_bytes(bytes(size))));
            }
            space.run_for(20min);
            EXPECT_EQ(arrived, 30U);
            EXPECT_EQ(why(both.alice), "still running");
            EXPECT_EQ(why(both.bob), "still running");
            to.on_event({});
        },
        4
    );
}

TEST(simulated_pacing, of_many_together_is_shared) {
    simulate(
        [](sim::world& space) {
            const rate_limit limit{.burst = 10'000, .per_second = 10'000};
            auto limited = regtest_config();
            limited.traffic.receive_in_total = std::make_shared<byte_rate>(limit);
            auto& crowded = space.add<sim::peer>("crowded", limited);
            std::vector<sim::peer*> ends{&crowded};
            std::size_t arrived = 0;
            for (int i = 0; i < 5; ++i) {
                auto& talker = space.add<sim::peer>("talker" + std::to_string(i), regtest_config());
                auto& listener =
                    i == 0 ? crowded
                           : space.add<sim::peer>("listener" + std::to_string(i), limited);
                ends.push_back(&listener);
                space.connect(talker, listener, random_link(space));
                listener.on_event([&](sim::peer&, const event& told) {
                    const auto* message = std::get_if<message_arrived>(&told);
                    if (message != nullptr && message->message.command().text() == "filler") {
                        ++arrived;
                    }
                });
                for (int k = 0; k < 10; ++k) {
                    (void)talker.send(wire::message("filler", shared_bytes(bytes(5000))));
                }
            }
            space.run_for(30min);
            EXPECT_EQ(arrived, 50U);
            for (auto* each : ends) each->on_event({});
        },
        10
    );
}

}  // namespace
}  // namespace bitpeer
