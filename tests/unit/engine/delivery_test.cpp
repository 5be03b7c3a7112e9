/// What answers which `getdata`.

#include <bitpeer/engine/delivery.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using type = wire::inventory_type;
const auto& dialect = wire::dialects::bitcoin;

/// As it would have arrived.
template <class M>
wire::message arrived(const M& value) {
    return {*dialect.find(M::command), shared_bytes(wire::encode(value).value()), {}};
}

/// Whether a message that delivers this answers a question of each kind, for `hash`.
std::vector<bool> answers(const wire::message& message, const hash256& hash) {
    std::vector<bool> given;
    for (const auto kind :
         {type::transaction,
          type::wtxid_transaction,
          type::block,
          type::filtered_block,
          type::compact_block,
          type{77}}) {
        given.push_back(delivery(message, dialect).answers({kind, hash}));
    }
    return given;
}

using table = std::vector<bool>;
constexpr bool yes = true;
constexpr bool no = false;

TEST(delivery, of_a_transaction_answers_for_either_name) {
    wire::tx made;
    made.transaction.inputs.emplace_back().witness.push_back(bytes{1});
    const auto message = arrived(made);
    EXPECT_EQ(answers(message, txid(made.transaction)), (table{yes, no, no, no, no, no}));
    EXPECT_EQ(answers(message, wtxid(made.transaction)), (table{no, yes, no, no, no, no}));
    EXPECT_EQ(answers(message, {}), (table{no, no, no, no, no, no}));
}

TEST(delivery, of_a_block_answers_for_the_block_and_for_a_compact_one) {
    wire::block made;
    made.transactions.emplace_back().inputs.emplace_back();
    const auto hash = block_hash(made.header);
    EXPECT_EQ(answers(arrived(made), hash), (table{no, no, yes, no, yes, no}));
    EXPECT_EQ(answers(arrived(made), {}), (table{no, no, no, no, no, no}));
}

TEST(delivery, of_other_forms_answers_for_them_only) {
    wire::merkleblock filtered;
    EXPECT_EQ(
        answers(arrived(filtered), block_hash(filtered.header)), (table{no, no, no, yes, no, no})
    );
    EXPECT_EQ(answers(arrived(filtered), {}), (table{no, no, no, no, no, no}));
    wire::cmpctblock compact;
    EXPECT_EQ(
        answers(arrived(compact), block_hash(compact.header)), (table{no, no, no, no, yes, no})
    );
    EXPECT_EQ(answers(arrived(compact), {}), (table{no, no, no, no, no, no}));
}

TEST(delivery, of_anything_else_answers_nothing) {
    EXPECT_EQ(answers(arrived(wire::ping{1}), {}), (table{no, no, no, no, no, no}));
    const wire::message unknown("tx", shared_bytes());
    EXPECT_EQ(answers(unknown, {}), (table{no, no, no, no, no, no}));
}

// Whatever an owner wants is refused before the handshake, when the queue is full, and at the end.

std::vector<std::optional<misuse>> refusals(engine& e, instant now) {
    const wire::inventory some[] = {{type::block, {}}};
    const auto code = [](const auto& outcome) {
        return outcome ? std::nullopt : std::optional(outcome.error().code);
    };
    return {
        code(e.ping(now)),
        code(e.announce_now(some, now)),
        code(e.send_addresses({}, now)),
        code(e.reject({}, now)),
        code(e.ask_blocks({}, now)),
        code(e.ask_headers({}, now)),
        code(e.request_headers({}, duration{1}, now)),
        code(e.request_data(some, duration{1}, now)),
    };
}

TEST(refused, is_everything_before_the_handshake_when_the_queue_is_full_and_at_the_end) {
    const auto all = [](misuse code) { return std::vector<std::optional<misuse>>(8, code); };
    test::transcript early(direction::outbound);
    EXPECT_EQ(refusals(early.engine(), early.now()), all(misuse::too_early));

    auto config = test::timeless();
    config.budgets.send_queue = 50;
    auto full = test::running(direction::outbound, config);
    full.blocks_writing();
    EXPECT_TRUE(full.engine().send({"filler", shared_bytes(bytes(100))}, full.now()));
    EXPECT_EQ(refusals(full.engine(), full.now()), all(misuse::back_pressure));

    auto over = test::running(direction::outbound, test::timeless());
    over.closed().never_mind();
    EXPECT_EQ(refusals(over.engine(), over.now()), all(misuse::ended));
}

TEST(engine, can_be_moved) {
    engine first(
        test::regtest_config(), direction::outbound, test::beginning, entropy::from_number(1)
    );
    const auto nonce = first.nonce();
    engine second(std::move(first));
    EXPECT_EQ(second.nonce(), nonce);
    engine third(
        test::regtest_config(), direction::inbound, test::beginning, entropy::from_number(2)
    );
    third = std::move(second);
    EXPECT_EQ(third.nonce(), nonce);
    EXPECT_EQ(to_string(misuse::not_negotiated), "not_negotiated");
    EXPECT_EQ(to_string(announcement::queued), "queued");
    EXPECT_EQ(to_string(announcement::known), "known");
    EXPECT_EQ(to_string(announcement::unwanted), "unwanted");
    EXPECT_EQ(to_string(drop_reason::not_offered), "not_offered");
}

}  // namespace
}  // namespace bitpeer
