// aims: bitpeer/node/block_reconstruction.cpp bitpeer/node/block_reconstruction.hpp
// bitpeer/node/compact_block.cpp bitpeer/node/compact_block.hpp bitpeer/node/short_id_table.hpp
// bitpeer/wire/compact_block_view.hpp
/// Compact blocks (BIP152) and their answers from a peer who does as he likes: what comes out is
/// the block of the header, or an error. What we make of a block becomes that block again.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/node/compact_block.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/dash/block_view.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/merkle.hpp>

#include "input.hpp"

#include <algorithm>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::input;

const auto& bitcoin = *networks::bitcoin_regtest.dialect;
const auto& dash = *networks::dash_regtest.dialect;

void judge(const block_reconstruction& made, const wire::dialect& dialect) {
    const auto question = made.request();
    ensure(question.has_value() == (made.missing() > 0));
    if (question) {
        ensure(question->indexes.size() == made.missing() && question->block == made.hash());
        ensure(std::ranges::is_sorted(question->indexes));
        ensure(wire::encode(*question).has_value());
    }
    const auto& counts = made.statistics();
    ensure(
        counts.prefilled + counts.found + counts.fetched + made.missing() == counts.transactions
    );
    const auto block = made.block();
    if (!block) {
        ensure(!block.error().message().empty());
        ensure(breaks_rules(block.error().code) == false);
        return;
    }
    ensure(made.missing() == 0);
    ensure(std::ranges::equal(byte_view(*block).first(made.header().size()), made.header()));
    const auto summary = dialect.chain->inspect(*block);
    ensure(summary.has_value() && summary->size == block->size());
    ensure(summary->txids.size() == counts.transactions);
}

/// Whatever a peer and a pool may say.
template <class Transaction>
void judge_received(const wire::dialect& dialect, input& script) {
    const auto first = script.take(script.number(2));
    auto began = block_reconstruction::begin<Transaction>(dialect, shared_bytes::copy(first));
    if (!began) {
        ensure(!began.error().message().empty());
        ensure(
            breaks_rules(began.error().code) ==
            (began.error().code != reconstruction_fault::repeated_short_id)
        );
        return;
    }
    judge(*began, dialect);
    while (!script.empty()) {
        const auto run = script.take(script.number(2));
        if (script.yes()) {
            const auto taken = began->take(shared_bytes::copy(run));
            if (!taken) ensure(!taken.error().message().empty());
        } else if (const auto names = dialect.chain->name(run)) {
            began->offer(names->wtxid, shared_bytes::copy(run.first(names->size)));
            began->offer(names->txid, shared_bytes::copy(run));
        }
        judge(*began, dialect);
    }
}

/// A block of small transactions, in the layout that the script chooses.
wire::block some_block(input& script) {
    wire::block made;
    made.transactions.resize(1 + script.one_of(12));
    std::uint32_t number = 0;
    for (auto& transaction : made.transactions) {
        transaction.inputs.emplace_back().previous.index = number++;
        transaction.outputs.resize(script.one_of(3));
        transaction.lock_time = script.byte();
    }
    made.header.merkle_root = wire::merkle_root(made).root;
    return made;
}

void judge_made(input& script) {
    const auto made = some_block(script);
    const auto raw = wire::encode(made).value();
    const auto view = wire::block_view::over(raw).value();
    const auto version = script.yes() ? compact_version::by_wtxid : compact_version::by_txid;
    const std::array<std::uint16_t, 2> along{script.byte(), script.byte()};
    const auto compact = make_cmpctblock(view, script.number(8), version, along).value();
    auto payload = wire::encode(compact).value();
    // Either as it is, or with one byte changed on the way.
    const bool tampered = script.yes();
    if (tampered) payload[script.number(2) % payload.size()] ^= 1;
    auto began = block_reconstruction::begin(
        bitcoin, shared_bytes(std::move(payload)), {.version = version}
    );
    ensure(tampered || began.has_value());
    if (!began) return;

    std::vector<pooled_transaction> pool;
    for (const auto& transaction : view.transactions()) {
        if (script.yes()) continue;
        pool.push_back(
            {transaction.txid(), transaction.wtxid(), shared_bytes::copy(transaction.bytes())}
        );
    }
    began->offer_all(pool);
    judge(*began, bitcoin);
    // Something else by the name of what was found: neither is believed.
    if (script.byte() % 4 == 1 && pool.size() > 1) {
        const auto& one = pool.front();
        began->offer(version == compact_version::by_wtxid ? one.wtxid : one.txid, pool.back().raw);
        judge(*began, bitcoin);
    }
    if (const auto question = began->request()) {
        const auto answer = answer_getblocktxn(view, *question);
        ensure(answer.has_value() || tampered);
        if (!answer) return;
        auto reply = *answer;
        if (script.byte() % 8 == 1) reply.transactions.emplace_back();
        const bool whole = reply == *answer;
        const auto taken = began->take(shared_bytes(wire::encode(reply).value()));
        ensure(taken.has_value() == whole);
    }
    judge(*began, bitcoin);
    if (tampered || began->missing() > 0) return;
    const auto block = began->block();
    ensure(block.has_value() && *block == raw);
}

/// The views say what the decoded message says.
void judge_view(byte_view payload) {
    const auto value = wire::decode_prefix<wire::cmpctblock>(payload);
    const auto view = wire::basic_compact_block_view<wire::transaction>::over(payload);
    ensure(value.has_value() == view.has_value());
    if (!value) return;
    const auto& message = value->value;
    ensure(view->size() == value->consumed && view->header() == message.header);
    ensure(view->nonce() == message.nonce);
    ensure(view->short_ids().size() == message.transactions.short_ids.size());
    auto id = message.transactions.short_ids.begin();
    for (const auto& seen : view->short_ids()) {
        ensure(seen == *id++);
        ensure(short_id_bytes(short_id_from(seen)) == seen);
    }
    ensure(view->prefilled().size() == message.transactions.prefilled.size());
    auto along = message.transactions.prefilled.begin();
    for (const auto& seen : view->prefilled()) {
        ensure(seen.index == along->index && seen.transaction.owned() == along->transaction);
        ++along;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 65'536) return 0;
    input script(data, size);
    switch (script.one_of(4)) {
        case 0: judge_received<wire::transaction>(bitcoin, script); break;
        case 1: judge_received<wire::dash::transaction>(dash, script); break;
        case 2: judge_made(script); break;
        default: judge_view(script.rest());
    }
    return 0;
}
