/// The transcript itself: it must fail when it should.

#include <bitpeer/wire/messages/pong.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::running;
using test::transcript;
using namespace std::chrono_literals;

TEST(transcript, fails_when_an_expected_message_is_not_sent) {
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::inbound).sends<wire::version>(), "sent nothing; expected version"
    );
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::outbound).sends<wire::verack>(), "sent version; expected verack"
    );
}

TEST(transcript, fails_when_a_message_is_not_mentioned) {
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::outbound).stays_quiet(), "not mentioned: sent version"
    );
}

TEST(transcript, fails_when_an_event_is_not_mentioned) {
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::inbound).at(60s).stays_quiet(), "not mentioned: told disconnected"
    );
}

TEST(transcript, fails_when_another_event_is_told) {
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::inbound).at(60s).emits<handshake_completed>(),
        "told disconnected; expected handshake_completed"
    );
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::inbound).at(60s).ends(disconnect_reason::pong_timeout),
        "handshake_timeout"
    );
}

TEST(transcript, fails_when_something_happens_at_another_moment) {
    EXPECT_NONFATAL_FAILURE(
        transcript(direction::inbound).at(61s).ends(disconnect_reason::handshake_timeout),
        "too early"
    );
}

TEST(transcript, fails_when_a_message_says_something_else) {
    EXPECT_NONFATAL_FAILURE(
        running(direction::inbound).receives(wire::ping{7}).sends(wire::pong{8}),
        "sent another pong"
    );
    EXPECT_NONFATAL_FAILURE(
        running(direction::inbound)
            .receives(wire::ping{7})
            .sends<wire::pong>([](const wire::pong& sent) { return sent.nonce == 8; }),
        "another one than expected"
    );
}

TEST(transcript, passes_over_messages_that_arrived_but_can_look_at_them) {
    running(direction::inbound).receives(wire::ping{7}).sends(wire::pong{7}).stays_quiet();
    running(direction::inbound)
        .receives(wire::ping{7})
        .emits<message_arrived>([](const message_arrived& told) {
            return told.message.is<wire::ping>();
        })
        .sends(wire::pong{7});
}

}  // namespace
}  // namespace bitpeer
