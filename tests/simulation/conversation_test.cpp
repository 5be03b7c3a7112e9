/// What two peers say to each other while nothing goes wrong.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/simulation/seeds.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::couple;
using test::random_link;
using test::simulate;
using test::why;

/// A message that says which one it is.
wire::message numbered(std::uint32_t number, std::size_t size) {
    bytes payload(std::max<std::size_t>(4, size));
    store_le(payload.data(), number);
    for (std::size_t i = 4; i < payload.size(); ++i)
        payload[i] = static_cast<std::uint8_t>(number + i);
    return {"numbered", shared_bytes(std::move(payload))};
}

/// Takes numbered messages and expects each of them, whole and in order.
class in_order {
public:
    sim::peer::owner owner() {
        return [this](sim::peer& self, const event& told) {
            const auto* arrived = std::get_if<message_arrived>(&told);
            if (arrived == nullptr || arrived->message.command().text() != "numbered") return;
            const auto& raw = arrived->message.raw();
            const auto expected = numbered(next_, raw.size());
            EXPECT_EQ(raw, expected.raw()) << self.name() << " expected number " << next_;
            ++next_;
        };
    }
    [[nodiscard]] std::uint32_t count() const { return next_; }

private:
    std::uint32_t next_ = 0;
};

TEST(simulated_conversation, of_pings_lasts_for_hours) {
    simulate([](sim::world& space) {
        const auto options = random_link(space);
        couple both(space, options);
        std::map<const sim::peer*, int> answered;
        for (auto* each : {&both.alice, &both.bob}) {
            each->on_event([&, each](sim::peer&, const event& told) {
                const auto* pong = std::get_if<ping_answered>(&told);
                if (pong == nullptr) return;
                ++answered[each];
                EXPECT_GE(pong->round_trip, 2 * options.latency);
            });
        }
        space.run_for(1h);
        for (auto* each : {&both.alice, &both.bob}) {
            EXPECT_EQ(each->engine().state(), stage::running);
            EXPECT_GE(answered[each], 29);
            EXPECT_LE(answered[each], 30);
            EXPECT_GE(each->engine().statistics().minimum_ping, 2 * options.latency);
        }
        space.run_until_idle();
        const auto alice = both.alice.engine().statistics();
        const auto bob = both.bob.engine().statistics();
        EXPECT_EQ(alice.bytes_sent, bob.bytes_received);
        EXPECT_EQ(bob.bytes_sent, alice.bytes_received);
        EXPECT_EQ(alice.messages_sent, bob.messages_received);
        EXPECT_EQ(bob.messages_sent, alice.messages_received);
        for (auto* each : {&both.alice, &both.bob}) each->on_event({});
    });
}

TEST(simulated_conversation, loses_nothing_and_keeps_the_order) {
    simulate([](sim::world& space) {
        auto& chance = space.random();
        couple both(space, random_link(space));
        in_order alice_heard;
        in_order bob_heard;
        both.alice.on_event(alice_heard.owner());
        both.bob.on_event(bob_heard.owner());
        std::uint32_t alice_said = 0;
        std::uint32_t bob_said = 0;
        for (int i = 0; i < 120; ++i) {
            const bool alice = chance.below(2) == 0;
            auto& who = alice ? both.alice : both.bob;
            auto& said = alice ? alice_said : bob_said;
            // Some are said before the handshake is done.
            if (who.send(numbered(said, chance.below(chance.below(20) == 0 ? 10'000 : 200))))
                ++said;
            if (chance.below(4) == 0) space.run_for(space.random_duration(3s));
        }
        space.run_for(30min);
        EXPECT_EQ(bob_heard.count(), alice_said);
        EXPECT_EQ(alice_heard.count(), bob_said);
        EXPECT_GT(alice_said + bob_said, 100U);
        for (auto* each : {&both.alice, &both.bob}) each->on_event({});
    });
}

TEST(simulated_conversation, of_two_that_both_say_more_than_fits_does_not_lock_up) {
    simulate(
        [](sim::world& space) {
            auto& chance = space.random();
            auto options = random_link(space);
            options.latency = std::min<duration>(options.latency, 20ms);
            options.jitter = {};
            options.bytes_per_second = 0;
            auto config = test::regtest_config();
            config.budgets.send_queue = 10'000;
            config.budgets.undelivered_events = 10'000;
            couple both(space, options, config, config);
            struct talker {
                std::uint32_t said = 0;
                in_order heard;
            };
            constexpr std::uint32_t enough = 40;
            std::map<const sim::peer*, talker> talkers;
            for (auto* each : {&both.alice, &both.bob}) {
                each->on_event([&, each, listening = talkers[each].heard.owner()](
                                   sim::peer& self, const event& told
                               ) {
                    listening(self, told);
                    auto& talking = talkers[each];
                    // Says as much as is taken, and more whenever there is room again.
                    while (talking.said < enough && !self.engine().ended() &&
                           self.send(numbered(talking.said, chance.below(9'000)))) {
                        ++talking.said;
                    }
                });
            }
            space.run_for(19min);
            for (auto* each : {&both.alice, &both.bob}) {
                EXPECT_EQ(why(*each), "still running");
                EXPECT_EQ(talkers[each].said, enough) << each->name();
                EXPECT_EQ(talkers[each].heard.count(), enough) << each->name();
            }
            for (auto* each : {&both.alice, &both.bob}) each->on_event({});
        },
        4
    );
}

TEST(simulated_conversation, of_requests_completes_each_exactly_once) {
    simulate([](sim::world& space) {
        auto& chance = space.random();
        couple both(space, random_link(space));
        // Bob answers some questions, late or never.
        both.bob.on_event([&](sim::peer& self, const event& told) {
            const auto* arrived = std::get_if<message_arrived>(&told);
            if (arrived == nullptr || !arrived->message.is<wire::getheaders>() ||
                chance.below(3) == 0)
                return;
            space.after(space.random_duration(20s), [&self] {
                if (!self.engine().ended()) (void)self.send(wire::headers{});
            });
        });
        int completed = 0;
        both.alice.on_event([&](sim::peer&, const event& told) {
            completed += std::holds_alternative<request_completed>(told) ? 1 : 0;
        });
        space.run_for(59s);
        int asked = 0;
        for (int i = 0; i < 30; ++i) {
            asked += both.alice.request_headers({}, 1s + space.random_duration(20s)) ? 1 : 0;
            space.run_for(space.random_duration(5s));
        }
        space.run_for(1min);
        EXPECT_EQ(completed, asked);
        EXPECT_EQ(asked, 30);
        for (auto* each : {&both.alice, &both.bob}) each->on_event({});
        space.run_until_idle();
    });
}

}  // namespace
}  // namespace bitpeer
