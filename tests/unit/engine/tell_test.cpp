/// What becomes of messages that nobody waits for.

#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::running;
using test::transcript;

transcript connected() { return running(direction::outbound, test::timeless()); }

wire::message filler(std::size_t size) { return {"filler", shared_bytes(bytes(size, 0x42))}; }

auto tells(const wire::message& message) {
    return [=](engine& e, instant now) { EXPECT_TRUE(e.tell(message, now)); };
}

/// All the events that are there.
std::size_t completions(engine& e) {
    std::size_t count = 0;
    while (const auto told = e.poll_event()) count += std::holds_alternative<send_completed>(*told);
    return count;
}

TEST(tell, goes_out_and_is_not_heard_of_again) {
    auto script = connected();
    script.does(tells(wire::mempool{})).sends<wire::mempool>().stays_quiet();
    EXPECT_EQ(completions(script.engine()), 0U);
    EXPECT_EQ(script.engine().bytes_held(), 0U);
}

TEST(tell, goes_out_in_its_turn) {
    auto script = connected();
    script.blocks_writing();
    auto& e = script.engine();
    ASSERT_TRUE(e.tell(filler(1), script.now()));
    const auto id = e.send(filler(2), script.now()).value();
    ASSERT_TRUE(e.tell(filler(3), script.now()));
    const auto list = e.transmit();
    ASSERT_EQ(list.parts().size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(list.parts()[i].size(), 24 + i + 1);
    e.transmitted(list.bytes(), script.now());
    EXPECT_EQ(std::get<send_completed>(*e.poll_event()).id, id);
    EXPECT_FALSE(e.poll_event());
}

TEST(tell, counts_against_the_owners_budget_while_it_waits) {
    auto script = connected();
    script.blocks_writing();
    auto& e = script.engine();
    ASSERT_TRUE(e.tell(filler(regtest_config().budgets.send_queue), script.now()));
    const auto refused = e.tell(filler(1), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::back_pressure);
    EXPECT_TRUE(e.wants_input()) << "two that both have much to say would wait for each other";
}

TEST(tell, waits_for_the_handshake_and_is_dropped_in_silence) {
    transcript script(direction::inbound);
    script.does(tells(wire::getaddr{})).stays_quiet();
    auto& e = script.engine();
    e.disconnect(script.now());
    EXPECT_EQ(completions(e), 0U);
    EXPECT_TRUE(e.ended());
    EXPECT_EQ(e.tell(wire::getaddr{}, script.now()).error().code, misuse::ended);
}

}  // namespace
}  // namespace bitpeer
