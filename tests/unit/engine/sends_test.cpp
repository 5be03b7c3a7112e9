/// What becomes of messages that the owner sends: each one ends exactly once.

#include <bitpeer/wire/messages/feefilter.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace bitpeer {
namespace {

using test::beginning;
using test::regtest_config;
using test::remote_version;
using test::running;
using test::transcript;

transcript connected() { return running(direction::outbound, test::timeless()); }

auto give(const wire::message& message, ticket& id) {
    return [=, &id](engine& e, instant now) { id = e.send(message, now).value(); };
}

wire::message filler(std::size_t size) { return {"filler", shared_bytes(bytes(size, 0x42))}; }

/// A message that is not Bitcoin's.
struct stranger {
    static constexpr wire::command_name command{"stranger"};
    [[maybe_unused]] static constexpr std::string_view about{"not in the dialect"};
    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
};

TEST(send, completes_when_its_last_byte_is_written) {
    ticket id{};
    auto script = connected();
    script.blocks_writing().does(give(wire::getaddr{}, id)).stays_quiet();
    auto& e = script.engine();
    ASSERT_EQ(e.transmit().bytes(), 24U);
    e.transmitted(23, script.now());
    EXPECT_FALSE(e.poll_event());
    EXPECT_EQ(e.transmit().bytes(), 1U);
    e.transmitted(1, script.now());
    const auto told = e.poll_event();
    ASSERT_TRUE(told);
    EXPECT_EQ(std::get<send_completed>(*told).id, id);
    EXPECT_EQ(std::get<send_completed>(*told).outcome, send_outcome::written);
    EXPECT_FALSE(e.poll_event());
}

TEST(send, completes_in_order_whatever_is_written_at_a_time) {
    for (std::size_t step = 1; step < 200; ++step) {
        auto script = connected();
        script.blocks_writing();
        auto& e = script.engine();
        std::vector<ticket> given;
        for (const std::size_t size : {0U, 1U, 100U, 2000U, 0U}) {
            given.push_back(e.send(filler(size), script.now()).value());
        }
        std::vector<ticket> completed;
        std::size_t written = 0;
        while (!e.transmit().empty()) {
            const auto now_written = std::min(step, e.transmit().bytes());
            e.transmitted(now_written, script.now());
            written += now_written;
            while (const auto told = e.poll_event()) {
                completed.push_back(std::get<send_completed>(*told).id);
            }
        }
        EXPECT_EQ(completed, given) << step;
        EXPECT_EQ(written, 5 * 24U + 2101) << step;
        EXPECT_EQ(e.bytes_held(), 0U) << step;
    }
}

TEST(send, writes_the_same_bytes_whatever_is_written_at_a_time) {
    const auto all_bytes = [](std::size_t step) {
        auto script = connected();
        auto& e = script.engine();
        for (const std::size_t size : {0U, 1U, 100U, 2000U, 0U, 1024U, 1025U}) {
            EXPECT_TRUE(e.send(filler(size), script.now()));
        }
        bytes written;
        while (!e.transmit().empty()) {
            const auto list = e.transmit();
            const auto front = list.parts()[0];
            const auto now_written = std::min(step, front.size());
            written.insert(
                written.end(),
                front.begin(),
                front.begin() + static_cast<std::ptrdiff_t>(now_written)
            );
            e.transmitted(now_written, script.now());
        }
        return written;
    };
    const auto whole = all_bytes(1'000'000);
    for (const std::size_t step : {1U, 2U, 23U, 24U, 25U, 1000U})
        EXPECT_EQ(all_bytes(step), whole) << step;
}

TEST(send, gathers_everything_up_to_a_limit_of_parts) {
    auto script = connected();
    auto& e = script.engine();
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(e.send(wire::getaddr{}, script.now()));
    const auto list = e.transmit();
    EXPECT_EQ(list.parts().size(), gather_list::parts_max);
    EXPECT_TRUE(list.full());
    std::size_t total = 0;
    while (!e.transmit().empty()) {
        total += e.transmit().bytes();
        e.transmitted(e.transmit().bytes(), script.now());
    }
    EXPECT_EQ(total, 100U * 24);
}

TEST(send, what_is_to_be_written_stays_valid_whatever_is_called_between) {
    auto script = connected();
    auto& e = script.engine();
    ASSERT_TRUE(e.send(filler(100), script.now()));
    ASSERT_TRUE(e.send(filler(3000), script.now()));
    const auto early = e.transmit();
    bytes before;
    for (const auto part : early.parts()) before.insert(before.end(), part.begin(), part.end());
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(e.send(filler(10), script.now()));
    e.timeout(script.now());
    const auto ping = test::running(direction::inbound);  // another engine does not matter either
    bytes after;
    for (const auto part : early.parts()) after.insert(after.end(), part.begin(), part.end());
    EXPECT_EQ(after, before);
    e.transmitted(early.bytes(), script.now());
}

TEST(send_before_the_handshake, waits_and_goes_out_after_it_in_order) {
    ticket first{};
    ticket second{};
    transcript(direction::inbound)
        .does(give(wire::getaddr{}, first))
        .stays_quiet()
        .receives(remote_version())
        .sends<wire::version>()
        .sends<wire::wtxidrelay>()
        .sends<wire::sendaddrv2>()
        .sends<wire::verack>()
        .does(give(wire::sendheaders{}, second))
        .stays_quiet()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends<wire::getaddr>()
        .sends<wire::sendheaders>()
        .sends<wire::ping>()
        .completes(first, send_outcome::written)
        .completes(second, send_outcome::written)
        .stays_quiet();
}

TEST(send_before_the_handshake, is_encoded_for_what_the_handshake_agrees_on) {
    ticket ping{};
    auto theirs = remote_version();
    theirs.protocol_version = 60000;
    transcript script(direction::inbound, test::timeless());
    script.does(give(wire::ping{77}, ping)).receives(theirs).never_mind().receives(wire::verack{});
    script.emits<handshake_completed>().sends<wire::ping>([](const wire::ping& sent) {
        return sent.nonce == 0;  // none on the wire
    });
    script.completes(ping, send_outcome::written);
}

TEST(send_before_the_handshake, what_the_remote_is_too_old_for_is_dropped) {
    ticket filter{};
    ticket pool{};
    auto theirs = remote_version();
    theirs.protocol_version = 70012;
    transcript(direction::inbound, test::timeless())
        .does(give(wire::feefilter{1000}, filter))
        .does(give(wire::mempool{}, pool))
        .receives(theirs)
        .never_mind()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .completes(filter, send_outcome::dropped_by_negotiation)
        .completes(pool, send_outcome::written)
        .sends<wire::mempool>();
}

TEST(send_refused, what_the_remote_is_too_old_for_once_that_is_known) {
    auto theirs = remote_version();
    theirs.protocol_version = 70012;
    auto script = running(direction::inbound, test::timeless(), theirs);
    const auto refused = script.engine().send(wire::feefilter{1000}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::unencodable);
    ASSERT_TRUE(refused.error().detail);
    EXPECT_EQ(refused.error().detail->code, wire::errc::not_in_protocol_version);
}

TEST(send_refused, a_message_of_another_dialect) {
    auto script = connected();
    const auto refused = script.engine().send(stranger{}, script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::not_in_dialect);
    EXPECT_EQ(refused.error().message(), "not_in_dialect");
}

TEST(send_refused, a_message_that_breaks_its_own_limits_at_any_time) {
    wire::inv too_many;
    too_many.items.resize(50'001);
    transcript early(direction::inbound);
    auto late = connected();
    for (auto* script : {&early, &late}) {
        const auto refused = script->engine().send(too_many, script->now());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, misuse::unencodable);
        EXPECT_EQ(refused.error().detail->code, wire::errc::count_above_limit);
        EXPECT_NE(refused.error().message().find("inv"), std::string::npos);
        script->stays_quiet();
    }
}

TEST(send_refused, a_payload_above_the_dialects_limit) {
    auto script = connected();
    const auto refused = script.engine().send(filler(4'000'001), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::unencodable);
    EXPECT_EQ(refused.error().detail->code, wire::errc::length_above_limit);
    EXPECT_TRUE(script.engine().send(filler(4'000'000), script.now()));
}

TEST(send_refused, leaves_no_trace) {
    wire::inv too_many;
    too_many.items.resize(50'001);
    auto script = connected();
    EXPECT_FALSE(script.engine().send(too_many, script.now()));
    script.stays_quiet().closed().ends(disconnect_reason::closed_by_remote).stays_quiet();
    EXPECT_EQ(script.engine().bytes_held(), 0U);
}

TEST(send_back_pressure, begins_when_the_queue_has_reached_its_budget) {
    auto config = test::timeless();
    config.budgets.send_queue = 10'000;
    auto script = running(direction::inbound, config);
    script.blocks_writing();
    auto& e = script.engine();
    ASSERT_TRUE(e.send(filler(9'000), script.now()));
    EXPECT_TRUE(e.wants_input());
    ASSERT_TRUE(e.send(filler(2'000), script.now())) << "the message that fills the queue is taken";
    EXPECT_TRUE(e.wants_input()) << "two who both have much to say must not wait for each other";
    const auto refused = e.send(filler(0), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::back_pressure);
    script.lets_write().never_mind();
    EXPECT_TRUE(e.send(filler(0), script.now()));
}

TEST(send_back_pressure, holds_before_the_handshake_too) {
    auto config = regtest_config();
    config.budgets.send_queue = 1'000;
    transcript script(direction::inbound, config);
    ASSERT_TRUE(script.engine().send(filler(2'000), script.now()));
    EXPECT_EQ(script.engine().send(filler(0), script.now()).error().code, misuse::back_pressure);
}

/// A queue that is full before the handshake must not keep the handshake from being read.
TEST(send_back_pressure, before_the_handshake_does_not_stop_the_handshake) {
    auto config = regtest_config();
    config.budgets.send_queue = 1'000;
    transcript script(direction::inbound, config);
    ASSERT_TRUE(script.engine().send(filler(2'000), script.now()));
    EXPECT_TRUE(script.engine().wants_input());
    script.receives(remote_version())
        .never_mind()
        .receives(wire::verack{})
        .never_mind()
        .is(stage::running);
}

TEST(send_encoding, has_witnesses_for_who_offers_them_and_for_nobody_else) {
    wire::tx with_witness;
    with_witness.transaction.inputs.emplace_back().witness.push_back(bytes{1});
    for (const bool offers : {true, false}) {
        auto theirs = test::remote_version();
        theirs.services = offers ? wire::services::witness : wire::services::network;
        test::running(direction::inbound, test::timeless(), theirs)
            .does([&](engine& e, instant now) { ASSERT_TRUE(e.send(with_witness, now)); })
            .emits<send_completed>()
            .sends<wire::tx>([&](const wire::tx& sent) {
                EXPECT_EQ(sent.transaction.has_witness(), offers);
            });
    }
}

/// A remote that does not offer witness is sent none, unless the owner insists.
TEST(send_encoding, may_be_the_owners_own) {
    wire::tx with_witness;
    with_witness.transaction.inputs.emplace_back().witness.push_back(bytes{1});
    auto theirs = test::remote_version();
    theirs.services = wire::services::network;
    auto script = test::running(direction::inbound, test::timeless(), theirs);
    const auto whole = wire::encode(with_witness).value();
    const auto sends = [](const wire::message& message) {
        return [=](engine& e, instant now) { ASSERT_TRUE(e.send(message, now)); };
    };
    script.does([](engine& e, instant /*now*/) { e.report_writes(true); });
    const auto size_of = [&](const wire::message& message) {
        std::size_t size = 0;
        script.does(sends(message));
        script.emits<message_written>([&](const message_written& told) {
            size = told.payload.size();
        });
        script.never_mind();
        return size;
    };
    EXPECT_LT(size_of(with_witness), whole.size());
    EXPECT_EQ(size_of(wire::message(wire::tx::command, shared_bytes(bytes(whole)))), whole.size());
}

TEST(send_tickets, are_never_used_twice) {
    auto script = connected();
    std::set<ticket> seen;
    for (int i = 0; i < 1000; ++i) {
        EXPECT_TRUE(seen.insert(script.engine().send(wire::getaddr{}, script.now()).value()).second
        );
        if (i % 10 == 0) script.does([](engine&, instant) {}).never_mind();
    }
    EXPECT_TRUE(
        seen.insert(
                script.engine().request_headers({}, std::chrono::seconds(1), script.now()).value()
        )
            .second
    );
}

TEST(send_shared, one_payload_goes_to_many_peers_without_being_copied) {
    const shared_bytes payload(bytes(100'000, 7));
    auto one = connected();
    auto other = connected();
    for (auto* script : {&one, &other}) {
        script->blocks_writing();
        ASSERT_TRUE(script->engine().send({"block", payload}, script->now()));
        const auto gathered = script->engine().transmit();
        ASSERT_EQ(gathered.parts().size(), 2U);
        EXPECT_EQ(gathered.parts()[1].data(), payload.data());
    }
}

}  // namespace
}  // namespace bitpeer
