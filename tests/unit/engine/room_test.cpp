/// An engine tells where a large message is going to be, and takes it from there.

#include <tests/support/frames.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;

const bytes message = test::raw_frame("zz", bytes(100'000, 7)).bytes();

/// The message's beginning, as it comes from a socket.
byte_view begin_reading(engine& e, instant now) {
    EXPECT_TRUE(e.room().empty());
    EXPECT_EQ(e.receive(byte_view(message).first(1'000), now), 1'000U);
    return byte_view(message).subspan(1'000);
}

TEST(engine_room, is_where_the_rest_of_a_large_message_is_read_to) {
    auto script = running(direction::inbound, timeless());
    auto& e = script.engine();
    auto rest = begin_reading(e, script.now());
    while (!rest.empty()) {
        const auto room = e.room();
        auto part = rest.first(std::min<std::size_t>(rest.size(), 500));
        if (!room.empty()) {
            part = room.first(std::min(rest.size(), room.size()));
            std::ranges::copy(rest.first(part.size()), room.begin());
        }
        EXPECT_EQ(e.receive(part, script.now()), part.size());
        rest = rest.subspan(part.size());
    }
    const auto told = e.poll_event();
    const auto* came = told ? std::get_if<message_arrived>(&*told) : nullptr;
    ASSERT_NE(came, nullptr);
    EXPECT_EQ(came->message.raw(), shared_bytes(bytes(100'000, 7)));
    EXPECT_TRUE(e.room().empty());
    script.never_mind();
}

TEST(engine_room, is_none_where_less_may_be_taken_than_is_offered) {
    auto limited = timeless();
    limited.traffic.receive = {.burst = 50'000, .per_second = 1'000};
    auto script = running(direction::inbound, limited);
    (void)begin_reading(script.engine(), script.now());
    EXPECT_TRUE(script.engine().room().empty());
    script.never_mind();
}

TEST(engine_room, is_none_after_the_end) {
    auto script = running(direction::inbound, timeless());
    (void)begin_reading(script.engine(), script.now());
    EXPECT_FALSE(script.engine().room().empty());
    script.engine().disconnect(script.now());
    EXPECT_TRUE(script.engine().room().empty());
    script.never_mind();
}

}  // namespace
}  // namespace bitpeer
