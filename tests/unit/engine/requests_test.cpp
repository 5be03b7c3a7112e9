/// Questions of the owner's: each ends exactly once.

#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using test::regtest_config;
using test::remote_version;
using test::running;
using test::transcript;
using namespace std::chrono_literals;

transcript connected() { return running(direction::outbound, test::timeless()); }

/// A block without transactions; its nonce makes it one of its kind.
wire::block block_number(std::uint32_t number) {
    wire::block made;
    made.header = networks::bitcoin_regtest.genesis.as<wire::block_header>();
    made.header.nonce = number;
    return made;
}

hash256 hash_of(const wire::block& block) {
    return networks::bitcoin_regtest.dialect->block_hash(wire::encode(block.header).value());
}

wire::inventory block_entry(const hash256& hash) { return {wire::inventory_type::block, hash}; }

/// Asks and remembers the ticket.
auto ask_block(const hash256& hash, ticket& id, duration within = 10s) {
    return [=, &id](engine& e, instant now) { id = e.request_block(hash, within, now).value(); };
}

auto ask_headers(ticket& id, duration within = 10s) {
    return [=, &id](engine& e, instant now) {
        id = e.request_headers({networks::bitcoin_regtest.genesis_hash}, within, now).value();
    };
}

template <class M>
auto is_answer(ticket id, const M& expected) {
    return [=](const request_completed& done) {
        EXPECT_EQ(done.id, id);
        ASSERT_TRUE(done.answer);
        EXPECT_EQ(done.answer->template get_if<M>(), expected);
    };
}

auto is_failure(ticket id, request_error why) {
    return [=](const request_completed& done) {
        EXPECT_EQ(done.id, id);
        ASSERT_FALSE(done.answer);
        EXPECT_EQ(to_string(done.answer.error()), to_string(why));
    };
}

TEST(request_headers, are_asked_for_by_locator_and_answered_by_headers) {
    ticket id{};
    wire::headers answer;
    answer.items.resize(1);
    auto script = connected();
    script.does(ask_headers(id))
        .sends<wire::getheaders>([](const wire::getheaders& asked) {
            EXPECT_EQ(asked.locator, (wire::locator{networks::bitcoin_regtest.genesis_hash}));
        })
        .after(3s)
        .receives(answer)
        .emits<request_completed>(is_answer(id, answer))
        .after(1h)
        .stays_quiet();
}

TEST(request_headers, empty_headers_are_an_answer) {
    ticket id{};
    connected()
        .does(ask_headers(id))
        .never_mind()
        .receives(wire::headers{})
        .emits<request_completed>(is_answer(id, wire::headers{}));
}

TEST(request_headers, the_oldest_request_is_answered_first) {
    ticket first{};
    ticket second{};
    connected()
        .does(ask_headers(first))
        .never_mind()
        .does(ask_headers(second))
        .never_mind()
        .receives(wire::headers{})
        .emits<request_completed>(is_answer(first, wire::headers{}))
        .receives(wire::headers{})
        .emits<request_completed>(is_answer(second, wire::headers{}))
        .receives(wire::headers{})
        .stays_quiet();
}

TEST(request_block, is_answered_by_the_block_of_that_hash_only) {
    const auto wanted = block_number(1);
    const auto other = block_number(2);
    ticket id{};
    connected()
        .does(ask_block(hash_of(wanted), id))
        .sends<wire::getdata>([&](const wire::getdata& asked) {
            ASSERT_EQ(asked.items.size(), 1U);
            EXPECT_EQ(asked.items[0].type, wire::inventory_type::witness_block);
            EXPECT_EQ(asked.items[0].hash, hash_of(wanted));
        })
        .receives(other)
        .stays_quiet()
        .receives(wanted)
        .emits<request_completed>(is_answer(id, wanted))
        .receives(wanted)
        .stays_quiet();
}

TEST(request_block, of_a_remote_without_witness_is_asked_for_without) {
    auto theirs = remote_version();
    theirs.services = wire::services::network;
    ticket id{};
    running(direction::outbound, test::timeless(), theirs)
        .does(ask_block(hash_of(block_number(1)), id))
        .sends<wire::getdata>([](const wire::getdata& asked) {
            return asked.items.at(0).type == wire::inventory_type::block;
        });
}

TEST(request_block, several_are_answered_in_any_order) {
    std::vector<ticket> ids(5);
    auto script = connected();
    for (std::uint32_t i = 0; i < 5; ++i) {
        script.does(ask_block(hash_of(block_number(i)), ids[i])).never_mind();
    }
    for (const std::uint32_t i : {3U, 0U, 4U, 2U, 1U}) {
        script.receives(block_number(i))
            .emits<request_completed>(is_answer(ids[i], block_number(i)));
    }
    script.after(1h).stays_quiet();
}

TEST(request_block, the_same_one_twice_takes_two_answers) {
    const auto wanted = block_number(1);
    ticket first{};
    ticket second{};
    connected()
        .does(ask_block(hash_of(wanted), first))
        .never_mind()
        .does(ask_block(hash_of(wanted), second))
        .never_mind()
        .receives(wanted)
        .emits<request_completed>(is_answer(first, wanted))
        .receives(wanted)
        .emits<request_completed>(is_answer(second, wanted));
}

TEST(request_block, is_refused_by_notfound) {
    const auto wanted = hash_of(block_number(1));
    for (const auto type : {wire::inventory_type::block, wire::inventory_type::witness_block}) {
        ticket id{};
        wire::notfound refusal;
        refusal.items = {
            block_entry(hash_of(block_number(2))), {wire::inventory_type::transaction, wanted}};
        auto script = connected();
        script.does(ask_block(wanted, id)).never_mind().receives(refusal).stays_quiet();
        refusal.items.push_back({type, wanted});
        script.receives(refusal)
            .emits<request_completed>(is_failure(id, request_error::not_found))
            .receives(refusal)
            .stays_quiet()
            .after(1h)
            .stays_quiet();
    }
}

TEST(request_headers, are_not_refused_by_notfound_of_a_block) {
    ticket id{};
    wire::notfound refusal;
    refusal.items = {block_entry(networks::bitcoin_regtest.genesis_hash), block_entry({})};
    connected().does(ask_headers(id)).never_mind().receives(refusal).stays_quiet();
}

TEST(request_deadline, ends_a_request_and_not_the_connection) {
    ticket id{};
    auto script = connected();
    script.does(ask_headers(id))
        .never_mind()
        .after(10s - 1ns)
        .stays_quiet()
        .after(1ns)
        .emits<request_completed>(is_failure(id, request_error::timed_out))
        .is(stage::running);
}

TEST(request_deadline, each_request_has_its_own) {
    ticket slow{};
    ticket fast{};
    ticket block{};
    connected()
        .does(ask_headers(slow, 30s))
        .never_mind()
        .does(ask_headers(fast, 5s))
        .never_mind()
        .does(ask_block(hash_of(block_number(1)), block, 20s))
        .never_mind()
        .at(5s)
        .emits<request_completed>(is_failure(fast, request_error::timed_out))
        .at(20s)
        .emits<request_completed>(is_failure(block, request_error::timed_out))
        .at(30s)
        .emits<request_completed>(is_failure(slow, request_error::timed_out));
}

TEST(request_deadline, an_answer_that_comes_too_late_is_a_message_like_any_other) {
    ticket id{};
    connected()
        .does(ask_headers(id, 5s))
        .never_mind()
        .after(5s)
        .emits<request_completed>(is_failure(id, request_error::timed_out))
        .receives(wire::headers{})
        .emits<message_arrived>()
        .stays_quiet();
}

TEST(request_end, completes_every_request_before_the_last_event) {
    ticket headers{};
    ticket block{};
    connected()
        .does(ask_headers(headers))
        .never_mind()
        .does(ask_block(hash_of(block_number(1)), block))
        .never_mind()
        .closed()
        .emits<request_completed>(is_failure(headers, request_error::ended))
        .emits<request_completed>(is_failure(block, request_error::ended))
        .ends(disconnect_reason::closed_by_remote)
        .after(1h)
        .stays_quiet();
}

TEST(request_misuse, before_the_handshake_and_after_the_end_is_refused) {
    transcript script(direction::inbound);
    const auto refusal = [&] {
        const auto asked = script.engine().request_headers({}, 1s, script.now());
        return asked ? misuse{} : asked.error().code;
    };
    EXPECT_EQ(refusal(), misuse::too_early);
    script.receives(remote_version()).never_mind();
    EXPECT_EQ(refusal(), misuse::too_early);
    script.closed().never_mind();
    EXPECT_EQ(refusal(), misuse::ended);
    EXPECT_EQ(script.engine().request_block({}, 1s, script.now()).error().code, misuse::ended);
}

TEST(request_answer, shares_its_bytes_with_the_message_that_arrived) {
    const auto wanted = block_number(1);
    ticket id{};
    const std::uint8_t* told = nullptr;
    connected()
        .does(ask_block(hash_of(wanted), id))
        .never_mind()
        .receives(wanted)
        .emits<message_arrived>([&](const message_arrived& e) { told = e.message.raw().data(); })
        .emits<request_completed>([&](const request_completed& done) {
            EXPECT_EQ(done.answer->raw().data(), told);
        });
}

}  // namespace
}  // namespace bitpeer
