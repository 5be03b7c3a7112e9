#include <bitpeer/sim/world.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer::sim {
namespace {

using namespace std::chrono_literals;

TEST(world, begins_at_a_moment_that_is_always_the_same) {
    EXPECT_EQ(world(1).now(), world::beginning);
    EXPECT_EQ(world(2).now().unix_seconds(), 1'700'000'000);
}

TEST(world, does_things_at_their_time_and_in_order) {
    world space(1);
    std::vector<int> done;
    space.after(2s, [&] { done.push_back(2); });
    space.after(1s, [&] {
        done.push_back(1);
        EXPECT_EQ(space.now(), world::beginning + 1s);
        space.after(0s, [&] { done.push_back(11); });
    });
    space.after(3s, [&] { done.push_back(3); });
    space.run_until(world::beginning + 2s);
    EXPECT_EQ(done, (std::vector<int>{1, 11, 2}));
    EXPECT_EQ(space.now(), world::beginning + 2s);
    space.run_for(1s);
    EXPECT_EQ(done.back(), 3);
    EXPECT_FALSE(space.step());
}

TEST(world, both_clocks_go_on_together) {
    world space(1);
    space.run_for(90min);
    EXPECT_EQ(space.now().monotonic, 90min);
    EXPECT_EQ(space.now().unix_seconds(), 1'700'000'000 + 90 * 60);
}

TEST(world, is_idle_when_only_alarms_are_left) {
    world space(1);
    int alarms = 0;
    space.schedule(space.now() + 1s, agenda::kind::alarm, [&] { ++alarms; });
    space.after(2s, [] {});
    space.schedule(space.now() + 3s, agenda::kind::alarm, [&] { ++alarms; });
    space.run_until_idle();
    EXPECT_EQ(alarms, 1) << "the one that came before the last deed";
    EXPECT_EQ(space.now(), world::beginning + 2s);
}

TEST(world, does_at_once_what_should_have_been_done_before) {
    world space(1);
    space.run_for(1h);
    bool done = false;
    space.at(world::beginning, [&] { done = true; });
    space.run_until_idle();
    EXPECT_TRUE(done);
    EXPECT_EQ(space.now(), world::beginning + 1h);
    EXPECT_TRUE(space.violations().empty());
}

TEST(world, has_one_stream_of_chance_for_each_purpose) {
    const world space(7);
    const world same(7);
    const world other(8);
    EXPECT_EQ(space.stream("link", 1).bytes, same.stream("link", 1).bytes);
    EXPECT_NE(space.stream("link", 1).bytes, space.stream("link", 2).bytes);
    EXPECT_NE(space.stream("link", 1).bytes, space.stream("engine", 1).bytes);
    EXPECT_NE(space.stream("link", 1).bytes, other.stream("link", 1).bytes);
}

TEST(world, draws_durations_up_to_the_most) {
    world space(3);
    duration largest{};
    for (int i = 0; i < 1000; ++i) {
        const auto drawn = space.random_duration(10ns);
        ASSERT_GE(drawn, 0ns);
        ASSERT_LE(drawn, 10ns);
        largest = std::max(largest, drawn);
    }
    EXPECT_EQ(largest, 10ns);
    EXPECT_EQ(space.random_duration(0ns), 0ns);
}

TEST(world, collects_violations_with_their_time) {
    world space(1);
    space.run_for(1500ms);
    space.violation("somebody: did something");
    EXPECT_EQ(space.violations(), std::vector<std::string>{"1.500000s somebody: did something"});
}

/// Rings once for each wish that is still valid when its time comes.
class alarm_clock final : public endpoint {
public:
    explicit alarm_clock(seat place) : endpoint(std::move(place)) {}
    using endpoint::wake_at;
    void readable() override {}
    void writable() override {}
    void broken(const std::string&) override {}
    void alarm() override { rings.push_back(now() - world::beginning); }
    std::vector<duration> rings;

private:
    void opened() override {}
};

TEST(endpoint_alarm, rings_at_the_last_moment_that_was_wished) {
    world space(1);
    auto& clock = space.add<alarm_clock>("clock");
    const auto in = [&](duration span) { return world::beginning + span; };
    clock.wake_at(in(5s));
    clock.wake_at(in(9s));  // later
    clock.wake_at(in(3s));  // sooner
    clock.wake_at(in(4s));  // later again
    space.run_for(1h);
    EXPECT_EQ(clock.rings, std::vector<duration>{4s});
    clock.wake_at(space.now() + 1s);
    clock.wake_at(std::nullopt);
    space.run_for(1h);
    EXPECT_EQ(clock.rings.size(), 1U) << "a wish that was taken back";
    clock.wake_at(space.now());
    space.run_for(1s);
    EXPECT_EQ(clock.rings.back(), 2h);
}

TEST(endpoint_alarm, that_moves_often_leaves_no_trail) {
    world space(1);
    auto& clock = space.add<alarm_clock>("clock");
    for (int i = 1; i <= 1000; ++i) clock.wake_at(world::beginning + std::chrono::seconds(i));
    std::size_t steps = 0;
    while (space.step()) ++steps;
    EXPECT_EQ(clock.rings, std::vector<duration>{1000s});
    EXPECT_EQ(steps, 2U);
}

/// Asks to be woken at once whenever it is woken.
class restless final : public endpoint {
public:
    explicit restless(seat place) : endpoint(std::move(place)) {}
    void readable() override {}
    void writable() override {}
    void broken(const std::string&) override {}
    void alarm() override { wake_at(now()); }

private:
    void opened() override {}
};

TEST(endpoint_alarm, does_not_stop_the_time_for_who_is_restless) {
    world space(1);
    auto& clock = space.add<restless>("clock");
    clock.alarm();
    space.run_for(1s);
    clock.alarm();
    space.run_for(1s);
    EXPECT_EQ(
        space.violations(),
        std::vector<std::string>{"0.000000s clock: asks to be woken again and again at one moment"}
    );
}

/// Says when it goes.
class mortal final : public endpoint {
public:
    mortal(seat place, int& left) : endpoint(std::move(place)), left_(left) { ++left_; }
    ~mortal() override { --left_; }
    void readable() override {}
    void writable() override {}
    void broken(const std::string&) override {}
    void ring_at(instant when) { wake_at(when); }

private:
    void opened() override {}
    int& left_;
};

TEST(world_release, lets_go_of_a_connection_with_the_last_entry_that_is_about_it) {
    world space(1);
    int left = 0;
    auto& one = space.add<mortal>("one", left);
    auto& other = space.add<mortal>("other", left);
    auto& between = space.connect(one, other);
    one.ring_at(space.now() + 10s);
    between.reset();
    space.release(between);
    space.run_for(9s);
    EXPECT_EQ(left, 2) << "an alarm is set";
    space.run_for(2s);
    EXPECT_EQ(left, 0);
    space.finish();
    EXPECT_TRUE(space.violations().empty());
}

TEST(world_release, waits_for_deeds_about_the_connection) {
    world space(1);
    int left = 0;
    auto& between = space.connect(space.add<mortal>("one", left), space.add<mortal>("other", left));
    bool done = false;
    space.schedule(
        space.now() + 5s, agenda::kind::deed, [&] { done = true; }, &between
    );
    between.reset();
    space.release(between);
    space.run_until_idle();
    EXPECT_TRUE(done);
    EXPECT_EQ(left, 0);
}

}  // namespace
}  // namespace bitpeer::sim
