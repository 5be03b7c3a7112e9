/// Our lasting wishes, and the remote's: headers (BIP130), compact blocks (BIP152), fee filters
/// (BIP133).

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/fee_rate_rounding.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::running;
using test::timeless;
using test::transcript;
using namespace std::chrono_literals;

wire::version remote_at(int protocol_version) {
    auto theirs = test::remote_version();
    theirs.protocol_version = protocol_version;
    return theirs;
}

/// Nothing but the handshake so far; the next line is the remote's `verack`.
transcript nearly_up(const peer_config& config, int remote_version = 70016) {
    transcript script(direction::inbound, config);
    script.receives(remote_at(remote_version)).never_mind();
    return script;
}

auto sets_fee_filter(std::int64_t rate) {
    return [=](engine& e, instant now) { e.set_fee_filter(rate, now); };
}

// All of them.

TEST(wishes, that_are_not_configured_are_not_told) {
    nearly_up(timeless()).receives(wire::verack{}).emits<handshake_completed>().stays_quiet();
}

TEST(wishes, go_out_in_the_order_of_bitcoin_core) {
    auto config = regtest_config();
    config.prefers_headers = true;
    config.compact_blocks = compact_block_role::low_bandwidth;
    config.fee_filter = 1000;
    nearly_up(config)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(wire::sendcmpct{false, 2})
        .sends<wire::ping>()
        .sends<wire::sendheaders>()
        .sends<wire::feefilter>()
        .stays_quiet();
}

TEST(wishes, go_only_to_who_is_new_enough) {
    auto config = timeless();
    config.prefers_headers = true;
    config.compact_blocks = compact_block_role::high_bandwidth;
    config.fee_filter = 1000;
    nearly_up(config, 70011).receives(wire::verack{}).emits<handshake_completed>().stays_quiet();
    nearly_up(config, 70012)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::sendheaders>()
        .stays_quiet();
    nearly_up(config, 70013)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::sendheaders>()
        .sends<wire::feefilter>()
        .stays_quiet();
    nearly_up(config, 70014)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(wire::sendcmpct{true, 2})
        .sends<wire::sendheaders>()
        .sends<wire::feefilter>()
        .stays_quiet();
}

TEST(wishes, of_a_profile_are_those_that_it_has_messages_for) {
    auto config = timeless();
    config.conduct = conducts::btcd;
    config.prefers_headers = true;
    config.compact_blocks = compact_block_role::high_bandwidth;
    config.fee_filter = 1000;
    nearly_up(config)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::sendheaders>()
        .sends<wire::feefilter>()
        .stays_quiet();
}

// Compact blocks.

TEST(compact_block_roles, of_the_remote_are_told_by_version_2_only) {
    auto script = running(direction::inbound, timeless());
    const auto& agreed = script.engine().negotiated();
    EXPECT_EQ(agreed.remote_compact_role, compact_block_role::off);
    script.receives(wire::sendcmpct{true, 1});
    EXPECT_EQ(agreed.remote_compact_role, compact_block_role::off);
    EXPECT_EQ(agreed.remote_compact_blocks, (wire::sendcmpct{true, 1}));
    script.receives(wire::sendcmpct{false, 2});
    EXPECT_EQ(agreed.remote_compact_role, compact_block_role::low_bandwidth);
    script.receives(wire::sendcmpct{true, 2});
    EXPECT_EQ(agreed.remote_compact_role, compact_block_role::high_bandwidth);
    script.receives(wire::sendcmpct{false, 3});
    EXPECT_EQ(agreed.remote_compact_role, compact_block_role::high_bandwidth);
}

TEST(compact_block_roles, of_a_dash_peer_are_told_by_version_1) {
    auto config = timeless();
    config.network = networks::dash_regtest;
    config.compact_blocks = compact_block_role::low_bandwidth;
    auto script = running(direction::inbound, config, remote_at(70231));
    EXPECT_EQ(script.engine().negotiated().our_compact_role, compact_block_role::low_bandwidth);
    script.receives(wire::sendcmpct{true, 1});
    EXPECT_EQ(script.engine().negotiated().remote_compact_role, compact_block_role::high_bandwidth);
}

TEST(compact_block_roles, of_ours_change_when_the_owner_wants_it) {
    const auto asks = [](bool high_bandwidth, bool told) {
        return [=](engine& e, instant now) {
            EXPECT_EQ(e.ask_compact_blocks(high_bandwidth, now).value(), told);
        };
    };
    auto script = running(direction::inbound, timeless());
    const auto& agreed = script.engine().negotiated();
    script.does(asks(false, true))
        .sends(wire::sendcmpct{false, 2})
        .does(asks(false, false))
        .does(asks(true, true))
        .sends(wire::sendcmpct{true, 2});
    EXPECT_EQ(agreed.our_compact_role, compact_block_role::high_bandwidth);
    script.does(asks(false, true)).sends(wire::sendcmpct{false, 2}).stays_quiet();
    EXPECT_EQ(agreed.our_compact_role, compact_block_role::low_bandwidth);
    running(direction::inbound, timeless(), remote_at(70013)).does(asks(true, false)).stays_quiet();
}

TEST(compact_block_roles, cannot_be_changed_before_the_handshake) {
    engine e(timeless(), direction::inbound, test::beginning, entropy::from_number(1));
    const auto refused = e.ask_compact_blocks(true, test::beginning);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::too_early);
}

TEST(compact_block_roles, are_not_told_by_a_bool_that_is_neither_0_nor_1) {
    bytes payload(9);
    payload[0] = 2;
    payload[1] = 2;
    auto script = running(direction::inbound, timeless());
    script.receives({wire::sendcmpct::command, shared_bytes(std::move(payload))})
        .drops(drop_reason::malformed, "sendcmpct")
        .stays_quiet();
    EXPECT_EQ(script.engine().negotiated().remote_compact_role, compact_block_role::off);
}

// Fee filters.

TEST(fee_filter, is_rounded_before_it_is_told) {
    auto config = timeless();
    config.fee_filter = 1000;
    nearly_up(config)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::feefilter>([](const wire::feefilter& told) {
            return told.fee_rate == 974 || told.fee_rate == 1071;
        });
}

TEST(fee_filter, is_never_told_below_its_floor) {
    auto config = timeless();
    config.fee_filter = 0;
    config.fee_filter_floor = 100;
    nearly_up(config)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(wire::feefilter{100});
}

TEST(fee_filter, is_not_told_by_who_asked_for_no_transactions) {
    auto config = timeless();
    config.fee_filter = 1000;
    config.relay_transactions = false;
    nearly_up(config).receives(wire::verack{}).emits<handshake_completed>().after(1h).stays_quiet();
}

TEST(fee_filter, that_is_set_later_is_told_at_once_the_first_time) {
    running(direction::inbound, timeless())
        .does(sets_fee_filter(-1))
        .sends(wire::feefilter{0})
        .stays_quiet();
    auto config = timeless();
    transcript script(direction::inbound, config);
    script.does(sets_fee_filter(21'000'000'000'000'000))
        .receives(test::remote_version())
        .never_mind()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(wire::feefilter{fee_rate_rounding::highest});
}

TEST(fee_filter, of_who_wanted_nothing_is_told_at_once_when_that_is_over) {
    running(direction::inbound, timeless())
        .does(sets_fee_filter(2'100'000'000'000'000))
        .sends(wire::feefilter{fee_rate_rounding::highest})
        .does(sets_fee_filter(0))
        .sends(wire::feefilter{0});
}

TEST(fee_filter, that_stays_the_same_is_not_told_again) {
    auto config = timeless();
    config.fee_filter = 0;
    nearly_up(config)
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(wire::feefilter{0})
        .after(100h)
        .stays_quiet();
}

/// When the next `feefilter` goes out after the owner changed it, for many engines.
std::vector<duration> times_until_told(std::int64_t before, std::int64_t after) {
    std::vector<duration> times;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        auto config = timeless();
        config.fee_filter = before;
        engine e(config, direction::inbound, test::beginning, entropy::from_number(seed));
        transport::v1 remote(config.network);
        for (const wire::message& said :
             {wire::message(test::remote_version()), wire::message(wire::verack{})}) {
            const auto frame = remote.seal(said.command(), said.payload_for({}).value());
            e.receive(frame.head, test::beginning);
        }
        e.transmitted(e.transmit().bytes(), test::beginning);
        e.set_fee_filter(after, test::beginning);
        times.push_back(e.next_timeout().value() - test::beginning);
    }
    return times;
}

double mean_seconds(const std::vector<duration>& times) {
    double sum = 0;
    for (const auto time : times) sum += std::chrono::duration<double>(time).count();
    return sum / static_cast<double>(times.size());
}

TEST(fee_filter, is_looked_at_every_ten_minutes_on_average) {
    EXPECT_NEAR(mean_seconds(times_until_told(100'000, 100'000)), 600, 100);
    EXPECT_NEAR(mean_seconds(times_until_told(100'000, 85'000)), 600, 100)
        << "not much of a change";
}

TEST(fee_filter, that_changed_much_is_told_within_five_minutes) {
    for (const std::int64_t much : {50'000, 200'000}) {
        const auto times = times_until_told(100'000, much);
        for (const auto time : times) EXPECT_LT(time, 5min);
        // Evenly over five minutes, or sooner where that was planned already.
        EXPECT_NEAR(mean_seconds(times), 145, 25);
    }
}

TEST(fee_filter, changes_are_told_when_they_are_due) {
    auto config = timeless();
    config.fee_filter = 0;
    auto script = nearly_up(config);
    script.receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::feefilter>()
        .does(sets_fee_filter(100'000));
    const auto due = script.engine().next_timeout().value();
    EXPECT_LT(due - script.now(), 5min);
    script.at(due - test::beginning)
        .sends<wire::feefilter>([](const wire::feefilter& told) {
            EXPECT_NEAR(static_cast<double>(told.fee_rate), 100'000, 10'000);
        })
        .stays_quiet();
}

}  // namespace
}  // namespace bitpeer
