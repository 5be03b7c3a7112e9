/// More than a connection can take: it slows down, or ends, and never grows.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using sim::script;
using test::couple;
using test::random_link;
using test::regtest_config;
using test::simulate;
using test::why;

/// Fast enough to press, slow enough to simulate.
sim::link_options pressing_link(sim::world& space) {
    auto options = random_link(space);
    options.latency = std::min<duration>(options.latency, 50ms);
    options.jitter = std::min<duration>(options.jitter, 10ms);
    options.bytes_per_second = 100'000;
    options.window = std::max<std::size_t>(options.window, 16'384);
    options.piece_max = std::max<std::size_t>(options.piece_max, 256);
    return options;
}

wire::message filler(std::size_t size) { return {"filler", shared_bytes(bytes(size))}; }

TEST(simulated_flood, of_unknown_messages_is_let_through_and_counted) {
    simulate(
        [](sim::world& space) {
            auto& alice = space.add<sim::peer>("alice", regtest_config());
            auto& mallory = space.add<script>(
                "mallory", networks::bitcoin_regtest, sim::behaviours::flood([&](script&) {
                    return filler(space.random().below(3'000));
                })
            );
            space.connect(mallory, alice, pressing_link(space));
            space.run_for(1min);
            EXPECT_EQ(why(alice), "still running");
            EXPECT_GT(alice.engine().statistics().unknown_messages, 500U);
            EXPECT_TRUE(alice.engine().statistics().last_ping) << "pings get through";
            EXPECT_EQ(alice.engine().bytes_held() / 10'000, 0U);
        },
        10
    );
}

TEST(simulated_flood, of_pings_by_one_who_does_not_read_makes_us_hold_no_more_than_our_budget) {
    simulate(
        [](sim::world& space) {
            auto config = regtest_config();
            config.budgets.send_queue = 10'000;
            auto& alice = space.add<sim::peer>("alice", config);
            auto acts = sim::behaviours::flood([](script&) { return wire::ping{7}; });
            auto& mallory = space.add<script>("mallory", networks::bitcoin_regtest, acts);
            auto options = pressing_link(space);
            options.window = 20'000;
            options.bytes_per_second = 10'000;
            space.connect(mallory, alice, options);
            space.run_for(10s);
            mallory.stop_reading();
            space.run_for(5min);
            EXPECT_FALSE(alice.engine().wants_input());
            EXPECT_LE(alice.engine().bytes_held(), 11'000U);
            EXPECT_EQ(why(alice), "still running");
            space.run_for(20min);
            EXPECT_TRUE(why(alice) == "write_timeout" || why(alice) == "pong_timeout")
                << why(alice);
        },
        10
    );
}

/// Takes numbered messages and expects each of them in order.
struct counter {
    std::uint32_t next = 0;
    sim::peer::owner owner() {
        return [this](sim::peer& self, const event& told) {
            const auto* arrived = std::get_if<message_arrived>(&told);
            if (arrived == nullptr || arrived->message.command().text() != "numbered") return;
            EXPECT_EQ(load_le<std::uint32_t>(arrived->message.raw().data()), next) << self.name();
            ++next;
        };
    }
};

/// Says numbered messages as fast as they are taken.
struct speaker {
    std::uint32_t said = 0;
    std::uint32_t enough = 0;
    std::size_t size = 0;

    void speak(sim::peer& self) {
        while (said < enough && !self.engine().ended()) {
            bytes payload(size);
            store_le(payload.data(), said);
            if (!self.send({"numbered", shared_bytes(std::move(payload))})) return;
            ++said;
        }
    }
    sim::peer::owner owner() {
        return [this](sim::peer& self, const event& told) {
            const bool up = std::holds_alternative<handshake_completed>(told);
            if (up || std::holds_alternative<send_completed>(told)) speak(self);
        };
    }
};

TEST(simulated_pressure, an_owner_who_takes_no_events_holds_the_remote_up_and_loses_nothing) {
    simulate(
        [](sim::world& space) {
            auto config = regtest_config();
            config.budgets = {.undelivered_events = 20'000, .send_queue = 20'000};
            couple both(space, pressing_link(space), config, config);
            counter heard;
            speaker talker{.enough = 200, .size = 4 + space.random().below(2'000)};
            both.bob.on_event(talker.owner());
            both.alice.on_event(heard.owner());
            space.run_for(space.random_duration(5s));
            both.alice.take_events(sim::pace::never());
            space.run_for(10min);
            EXPECT_LE(both.alice.engine().bytes_held(), sim::memory_bound(both.alice));
            EXPECT_LE(both.alice.engine().bytes_held(), 50'000U);
            both.alice.take_events({});
            space.run_for(5min);
            EXPECT_EQ(talker.said, 200U);
            EXPECT_EQ(heard.next, 200U);
            EXPECT_EQ(why(both.alice), "still running");
            EXPECT_EQ(why(both.bob), "still running");
            for (auto* each : {&both.alice, &both.bob}) each->on_event({});
        },
        4
    );
}

TEST(simulated_pressure, an_owner_who_takes_events_slowly_gets_all_of_them) {
    simulate(
        [](sim::world& space) {
            auto config = regtest_config();
            config.budgets = {.undelivered_events = 10'000, .send_queue = 20'000};
            couple both(space, pressing_link(space), config, config);
            counter heard;
            speaker talker{.enough = 200, .size = 4 + space.random().below(2'000)};
            both.bob.on_event(talker.owner());
            both.alice.on_event(heard.owner());
            both.alice.take_events(
                {.every = 1s + space.random_duration(2s), .events = 1 + space.random().below(3)}
            );
            space.run_for(15min);
            EXPECT_EQ(heard.next, talker.said) << "everything that was said";
            EXPECT_EQ(talker.said, 200U);
            EXPECT_EQ(why(both.alice), "still running");
            EXPECT_EQ(why(both.bob), "still running");
            for (auto* each : {&both.alice, &both.bob}) each->on_event({});
        },
        4
    );
}

/// The other end is alive, and we do not listen: whatever we wait for may have come long ago.
TEST(simulated_pressure, an_owner_who_is_away_is_not_the_remotes_fault) {
    simulate(
        [](sim::world& space) {
            auto config = regtest_config();
            config.budgets.undelivered_events = 2'000;
            auto options = pressing_link(space);
            auto& alice = space.add<sim::peer>("alice", config);
            auto& other = space.add<script>(
                "other", networks::bitcoin_regtest, sim::behaviours::polite([](script& self) {
                    for (int i = 0; i < 100; ++i) self.say(filler(100));
                })
            );
            space.connect(alice, other, options);
            alice.take_events(sim::pace::never());
            space.run_for(5h);
            EXPECT_EQ(why(alice), "still running");
            alice.take_events({});
            space.run_for(1min);
            EXPECT_EQ(alice.engine().statistics().unknown_messages, 100U);
            EXPECT_TRUE(alice.engine().statistics().last_ping);
            space.run_for(5h);
            EXPECT_EQ(why(alice), "still running");
        },
        2
    );
}

}  // namespace
}  // namespace bitpeer
