/// An owner that does not read for a while: no deadline of the remote's runs meanwhile.

#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::regtest_config;
using namespace std::chrono_literals;

constexpr auto seed = entropy::from_number(1);

TEST(hold, moves_the_remotes_deadlines_by_its_length) {
    instant now{};
    engine e(regtest_config(), direction::inbound, now, seed);
    e.hold(true, now + 10s);
    e.timeout(now + 70s);  // the handshake would have timed out
    EXPECT_FALSE(e.ended());
    e.hold(false, now + 110s);
    e.timeout(now + 159s);
    EXPECT_FALSE(e.ended());
    e.timeout(now + 160s);
    ASSERT_TRUE(e.ended());
    EXPECT_EQ(e.why_ended()->reason, disconnect_reason::handshake_timeout);
}

TEST(hold, changes_nothing_else) {
    instant now{};
    engine e(regtest_config(), direction::outbound, now, seed);
    const auto written = e.transmit().bytes();
    const auto deadline = e.next_timeout();
    e.hold(true, now);
    e.hold(false, now);
    EXPECT_EQ(e.transmit().bytes(), written);
    EXPECT_EQ(e.next_timeout(), deadline);
    EXPECT_TRUE(e.wants_input());
    EXPECT_FALSE(e.poll_event());
    e.disconnect(now);
    e.hold(true, now);
    EXPECT_TRUE(e.ended());
}

}  // namespace
}  // namespace bitpeer
