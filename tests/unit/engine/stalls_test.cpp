/// Questions that stay unanswered.

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

/// btcd's times: 30 s, 90 s for headers.
peer_config impatient() {
    auto config = timeless();
    config.stalls = conducts::btcd.stalls;
    return config;
}

transcript connected(const peer_config& config = impatient()) {
    return running(direction::outbound, config);
}

wire::block block_number(std::uint32_t number) {
    wire::block made;
    made.header.nonce = number;
    made.transactions.emplace_back().inputs.emplace_back();
    return made;
}

wire::tx transaction_number(std::uint32_t number) {
    wire::tx made;
    made.transaction.inputs.emplace_back();
    made.transaction.lock_time = number;
    return made;
}

wire::inventory by_hash(const wire::block& of) { return {type::block, block_hash(of.header)}; }
wire::inventory by_txid(const wire::tx& of) { return {type::transaction, txid(of.transaction)}; }

auto asks(std::vector<wire::inventory> wanted) {
    return [=](engine& e, instant now) {
        wire::getdata question;
        question.items.assign(wanted.begin(), wanted.end());
        ASSERT_TRUE(e.send(question, now));
    };
}
template <class M>
auto says(const M& message) {
    return [=](engine& e, instant now) { ASSERT_TRUE(e.send(message, now)); };
}

TEST(stalls, a_block_that_does_not_come_ends_the_connection) {
    auto script = connected();
    script.does(asks({by_hash(block_number(1))})).never_mind();
    script.after(30s - 1ns).stays_quiet().after(1ns).emits<disconnected>([](const auto& end) {
        EXPECT_EQ(end.why.reason, disconnect_reason::stalled);
        EXPECT_NE(end.why.detail.find(by_hash(block_number(1)).hash.to_string()), std::string::npos)
            << end.why.detail;
        EXPECT_EQ(fault_of(end.why.reason), fault::remote);
    });
}

TEST(stalls, a_block_that_comes_is_no_stall) {
    connected()
        .does(asks({by_hash(block_number(1))}))
        .emits<send_completed>()
        .sends<wire::getdata>()
        .after(29s)
        .receives(block_number(1))
        .after(1h)
        .stays_quiet();
}

TEST(stalls, a_transaction_is_no_answer_to_a_request_for_a_block) {
    auto script = connected();
    script.does(asks({by_hash(block_number(1))})).never_mind();
    script.after(10s).receives(transaction_number(1)).receives(block_number(2));
    script.after(20s).ends(disconnect_reason::stalled);
}

TEST(stalls, every_item_of_a_getdata_counts) {
    auto script = connected();
    script.does(asks({by_hash(block_number(1)), by_txid(transaction_number(2))})).never_mind();
    script.after(10s).receives(block_number(1));
    script.after(30s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::stalled);
}

TEST(stalls, asking_again_gives_no_more_time) {
    auto script = connected();
    for (int i = 0; i < 3; ++i) {
        script.does(asks({by_hash(block_number(1))})).never_mind();
        script.after(10s);
    }
    script.ends(disconnect_reason::stalled);
}

TEST(stalls, answers_may_take_their_time_one_after_the_other) {
    auto script = connected();
    std::vector<wire::inventory> many;
    for (std::uint32_t i = 0; i < 20; ++i) many.push_back(by_hash(block_number(i)));
    script.does(asks(many)).never_mind();
    for (std::uint32_t i = 0; i < 20; ++i) script.after(29s).receives(block_number(i));
    script.after(1h).stays_quiet();
}

TEST(stalls, answers_out_of_order_do_not_hide_one_that_is_missing) {
    auto script = connected();
    std::vector<wire::inventory> many;
    for (std::uint32_t i = 0; i < 20; ++i) many.push_back(by_hash(block_number(i)));
    script.does(asks(many)).never_mind();
    for (std::uint32_t i = 1; i < 10; ++i) script.after(3s).receives(block_number(i));
    script.after(3s).ends(disconnect_reason::stalled);
}

TEST(stalls, notfound_is_an_answer_item_by_item) {
    wire::notfound answer;
    answer.items.push_back(by_hash(block_number(1)));
    auto script = connected();
    const auto one = by_hash(block_number(1));
    const auto two = by_hash(block_number(2));
    script.does(asks({one, two})).never_mind();
    script.after(20s).receives(answer).after(30s - 1ns).stays_quiet();
    script.after(1ns).ends(disconnect_reason::stalled);
}

TEST(stalls, each_form_of_a_block_is_answered_by_its_own_message) {
    auto script = connected();
    auto wanted = by_hash(block_number(1));
    wanted.type = type::filtered_block;
    script.does(asks({wanted})).never_mind();
    wire::merkleblock answer;
    answer.header = block_number(1).header;
    script.after(1s).receives(block_number(1)).after(1s).receives(answer);
    script.after(1h).stays_quiet();
}

TEST(stalls, what_nobody_can_answer_is_not_waited_for) {
    connected()
        .does(asks({{type{77}, {}}}))
        .emits<send_completed>()
        .sends<wire::getdata>()
        .after(1h)
        .stays_quiet();
}

TEST(stalls, headers_have_a_time_of_their_own) {
    auto script = connected();
    script.does(says(wire::getheaders{})).never_mind();
    script.after(90s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::stalled);

    connected()
        .does(says(wire::getheaders{}))
        .emits<send_completed>()
        .sends<wire::getheaders>()
        .after(80s)
        .receives(wire::headers{})
        .after(1h)
        .stays_quiet();
}

TEST(stalls, begin_when_the_question_was_written) {
    auto script = connected();
    script.blocks_writing().does(says(wire::getheaders{})).after(1h).stays_quiet();
    script.lets_write().never_mind();
    script.after(90s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::stalled);
}

TEST(stalls, time_that_the_owner_took_does_not_count) {
    auto script = connected();
    script.does(says(wire::getheaders{})).never_mind();
    script.after(80s).does([](engine& e, instant now) { e.hold(true, now); });
    script.after(1h).does([](engine& e, instant now) { e.hold(false, now); });
    script.after(10s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::stalled);
}

TEST(stalls, time_that_the_owner_took_counts_never_not_only_once) {
    auto script = connected();
    script.does(says(wire::getheaders{})).never_mind();
    for (int i = 0; i < 8; ++i) {
        script.after(10s).does([](engine& e, instant now) { e.hold(true, now); });
        script.after(1h).does([](engine& e, instant now) { e.hold(false, now); });
        script.does(says(wire::getheaders{})).never_mind();  // deadlines are counted anew
    }
    script.after(10s - 1ns).stays_quiet().after(1ns).ends(disconnect_reason::stalled);
}

TEST(stalls, can_be_switched_off) {
    auto script = connected(timeless());
    script.does(says(wire::getheaders{})).never_mind();
    script.does(asks({by_hash(block_number(1))})).never_mind();
    script.does(says(wire::mempool{})).never_mind();
    script.after(100h).stays_quiet().is(stage::running);
}

// getblocks and mempool: silence is an answer.

template <class Question>
void has_nothing_to_tell(const Question& question) {
    auto script = connected();
    script.does(says(question)).never_mind();
    script.after(30s).sends<wire::ping>();
    script.after(1s).receives(wire::pong{script.last_ping_nonce()});
    script.after(1h).stays_quiet().is(stage::running);
}

TEST(stalls, a_getblocks_at_the_tip_is_none) { has_nothing_to_tell(wire::getblocks{}); }

TEST(stalls, an_empty_mempool_is_none) { has_nothing_to_tell(wire::mempool{}); }

TEST(stalls, a_getblocks_to_which_not_even_a_pong_comes_is_one) {
    auto script = connected();
    script.does(says(wire::getblocks{})).never_mind();
    script.after(30s).sends<wire::ping>();
    script.after(30s).ends(disconnect_reason::stalled);
}

TEST(stalls, a_pong_to_an_earlier_ping_says_nothing_of_a_getblocks) {
    auto script = connected();
    std::uint64_t earlier = 0;
    script.does([](engine& e, instant now) { ASSERT_TRUE(e.ping(now)); }).never_mind();
    earlier = script.last_ping_nonce();
    script.does(says(wire::getblocks{})).never_mind();
    script.after(30s).sends<wire::ping>();
    script.after(1s).receives(wire::pong{earlier}).emits<ping_answered>();
    script.after(29s).ends(disconnect_reason::stalled);
}

TEST(stalls, inventory_answers_a_getblocks) {
    wire::inv answer;
    answer.items.push_back(by_hash(block_number(1)));
    auto script = connected();
    script.does(says(wire::getblocks{})).never_mind();
    script.after(29s).receives(answer).after(1h).stays_quiet();
}

TEST(stalls, a_second_getblocks_is_asked_about_on_its_own) {
    wire::inv answer;
    answer.items.push_back(by_hash(block_number(1)));
    auto script = connected();
    script.does(says(wire::getblocks{})).never_mind();
    script.after(30s).sends<wire::ping>().after(1s).receives(answer);
    script.does(says(wire::getblocks{})).never_mind();
    script.after(30s).sends<wire::ping>();
    script.after(1s).receives(wire::pong{script.last_ping_nonce()}).after(1h).stays_quiet();
}

TEST(stalls, who_knows_no_pong_is_not_expected_to_tell_that_there_is_nothing) {
    auto config = impatient();
    config.conduct = conducts::btcd;
    config.times = timeless().times;
    config.conduct->sends_reject = false;
    auto theirs = test::remote_version();
    theirs.protocol_version = 60000;
    auto script = running(direction::outbound, config, theirs);
    script.does(says(wire::getblocks{})).never_mind();
    script.after(1h).stays_quiet().is(stage::running);
}

TEST(stalls, of_bitcoin_core_are_patient_with_blocks_and_headers) {
    auto script = connected(test::timeless());
    EXPECT_EQ(conducts::bitcoin.stalls.block, 10min);
    EXPECT_EQ(conducts::bitcoin.stalls.headers, 15min);
    EXPECT_EQ(conducts::bitcoin.stalls.transaction, 0s) << "it asks another for them";
}

TEST(stalls, of_questions_beyond_all_measure_are_not_kept) {
    std::vector<wire::inventory> many;
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        auto& added = many.emplace_back(wire::inventory{type::transaction, {}});
        store_le(added.hash.bytes.data(), i);
    }
    auto config = impatient();
    config.budgets.send_queue = 10'000'000;
    auto script = connected(config);
    for (int i = 0; i < 3; ++i) script.does(asks(many)).never_mind();
    script.after(30s).ends(disconnect_reason::stalled);
}

}  // namespace
}  // namespace bitpeer
