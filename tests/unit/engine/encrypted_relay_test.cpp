/// Announcing on an encrypted connection, between two engines.

#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace bitpeer {
namespace {

using test::timeless;
using type = wire::inventory_type;
using namespace std::chrono_literals;

/// Everything that `from` has to write; whether that was anything.
bool carry(engine& from, engine& to, instant now = {}) {
    bool any = false;
    for (auto list = from.transmit(); !list.empty(); list = from.transmit()) {
        bytes sent;
        for (const auto part : list.parts()) sent.insert(sent.end(), part.begin(), part.end());
        from.transmitted(sent.size(), now);
        EXPECT_EQ(to.receive(sent, now), sent.size());
        while (to.poll_event()) continue;
        while (from.poll_event()) continue;
        any = true;
    }
    return any;
}

void meet(engine& one, engine& other) {
    while (carry(one, other) || carry(other, one)) continue;
}

/// In v2 no frame needs their digests: they are named two by two.
TEST(encrypted_relay, knows_every_transaction_of_an_encrypted_connection) {
    auto config = timeless();
    config.transports = transport_policy::require_v2;
    engine one(config, direction::outbound, {}, entropy::from_number(1));
    engine other(config, direction::inbound, {}, entropy::from_number(2));
    meet(one, other);
    ASSERT_TRUE(one.negotiated().wtxid_relay);
    ASSERT_EQ(other.transport(), "v2");
    const auto entry_of_number = [](std::uint32_t number) {
        wire::transaction made;
        made.inputs.emplace_back();
        made.outputs.emplace_back();
        made.lock_time = number;
        return std::pair(made, wire::inventory{type::wtxid_transaction, wtxid(made)});
    };
    for (std::uint32_t count = 1; count < 5; ++count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto [transaction, name] = entry_of_number(10 * count + i);
            EXPECT_FALSE(one.knows(name));
            ASSERT_TRUE(one.send(wire::tx{transaction}, {}));
            EXPECT_TRUE(one.knows(name)) << "at once";
            EXPECT_FALSE(other.knows(name));
        }
        carry(one, other);
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto name = entry_of_number(10 * count + i).second;
            EXPECT_TRUE(one.knows(name)) << count << " " << i;
            EXPECT_TRUE(other.knows(name)) << count << " " << i;
        }
    }
}

TEST(encrypted_relay, goes_on_behind_a_decoy_that_left_no_room) {
    auto config = timeless();
    config.trickle = trickle_timing{10s, 10s, false};
    config.budgets.send_queue = 1000;
    config.transports = transport_policy::require_v2;
    engine one(config, direction::outbound, {}, entropy::from_number(1));
    engine other(config, direction::inbound, {}, entropy::from_number(2));
    meet(one, other);
    ASSERT_EQ(one.state(), stage::running);
    ASSERT_TRUE(one.announce({type::transaction, {{1}}}, {}));
    ASSERT_TRUE(one.send_decoy(5000, {}));
    const instant due{.monotonic = 10s, .unix_time = 10s};
    one.timeout(due);
    carry(one, other, due);
    const auto next = one.next_timeout();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->monotonic, 20s) << "another interval later";
}

}  // namespace
}  // namespace bitpeer
