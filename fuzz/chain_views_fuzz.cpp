// aims: bitpeer/wire/block_view.hpp bitpeer/wire/transaction_view.hpp
// bitpeer/wire/transaction_view.cpp bitpeer/wire/witness_stack.cpp bitpeer/wire/counted_view.hpp
// bitpeer/wire/block_walk.hpp bitpeer/wire/byte_run.hpp bitpeer/wire/transaction_layout.hpp
// bitpeer/wire/transaction_layout.cpp
// bitpeer/wire/merkle.cpp bitpeer/wire/transaction.cpp bitpeer/wire/dash/transaction_view.cpp
// bitpeer/wire/dash/block_view.hpp bitpeer/wire/dash/header_compression.cpp
// bitpeer/wire/exchangecoin/block_view.cpp bitpeer/wire/exchangecoin/transaction_view.cpp
// bitpeer/wire/exchangecoin/names.cpp bitpeer/wire/detail/chain_format_parts.hpp
// bitpeer/wire/detail/bitcoin_chain_format.hpp bitpeer/wire/detail/dash_chain_format.hpp
// bitpeer/wire/detail/exchangecoin_chain_format.hpp bitpeer/node/transaction_pool.cpp
/// Blocks and transactions of every dialect, read where they lie: a view says what the decoded
/// value says, never looks beyond its bytes, and a chain format makes the same of both.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/block_walk.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/dash/block_view.hpp>
#include <bitpeer/wire/dash/header_compression.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/exchangecoin/block_view.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <bitpeer/wire/exchangecoin/transaction_view.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/message.hpp>

#include "input.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::input;

bool within(byte_view part, byte_view whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

/// A view of a transaction, and the same one decoded.
template <class View, class Transaction>
void judge(const View& view, const Transaction& value) {
    ensure(view.owned() == value);
    ensure(view.bytes().size() == view.size());
    ensure(view.version() == static_cast<std::uint32_t>(value.version));
    if constexpr (requires { view.inputs(); }) {
        ensure(view.txid() == txid(value) && view.lock_time() == value.lock_time);
        ensure(view.inputs().size() == value.inputs.size());
        auto input = value.inputs.begin();
        for (const auto& seen : view.inputs()) {
            ensure(seen.previous == input->previous && seen.sequence == input->sequence);
            ensure(within(seen.script, view.bytes()));
            ensure(std::ranges::equal(seen.script, byte_view(input->script)));
            if constexpr (requires { input->witness; }) {
                ensure(seen.witness.size() == input->witness.size());
                auto item = input->witness.begin();
                for (const auto run : seen.witness) {
                    ensure(within(run, view.bytes()) && std::ranges::equal(run, *item));
                    ++item;
                }
                wire::witness_stack again;
                for (const auto run : seen.witness) again.push_back(run);
                ensure(again == input->witness);
            }
            ++input;
        }
        ensure(view.outputs().size() == value.outputs.size());
        auto output = value.outputs.begin();
        for (const auto& seen : view.outputs()) {
            ensure(seen.value == output->value && within(seen.script, view.bytes()));
            ensure(std::ranges::equal(seen.script, byte_view(output->script)));
            ++output;
        }
    }
    if constexpr (requires { view.weight(); }) {
        ensure(view.wtxid() == wtxid(value) && view.has_witness() == value.has_witness());
        ensure(view.weight() == weight(value) && view.stripped_size() == stripped_size(value));
    }
    if constexpr (requires { view.extra_payload(); }) {
        ensure(std::ranges::equal(view.extra_payload(), byte_view(value.extra_payload)));
        ensure(wire::dash::txid_of_checked(view.bytes()) == txid(value));
    }
    if constexpr (requires { view.full_hash(); }) {
        using wire::exchangecoin::serialization;
        if (view.parts() == serialization::full) {
            ensure(view.tx_hash() == tx_hash(value) && view.full_hash() == full_hash(value));
            ensure(view.witness_hash() == witness_hash(value));
            ensure(wire::exchangecoin::tx_hash_of_checked(view.bytes()) == view.tx_hash());
            ensure(wire::exchangecoin::full_hash_of_checked(view.bytes()) == view.full_hash());
        }
    }
}

template <class View, class Transaction>
void judge_transaction(byte_view payload) {
    const auto value = wire::decode_prefix<Transaction>(payload);
    const auto view = View::over(payload);
    ensure(value.has_value() == view.has_value());
    if (!value) {
        ensure(view.error().code == value.error().code);
        return;
    }
    ensure(view->size() == value->consumed);
    judge(*view, value->value);
}

template <class View, class Block>
void judge_block(byte_view payload) {
    const auto value = wire::decode_prefix<Block>(payload);
    const auto view = View::over(payload);
    ensure(value.has_value() == view.has_value());
    if (!value) return;
    ensure(view->size() == value->consumed && view->header() == value->value.header);
    const auto same = [](const auto& seen, const auto& decoded) {
        ensure(seen.size() == decoded.size());
        auto next = decoded.begin();
        for (const auto& transaction : seen) judge(transaction, *next++);
    };
    same(view->transactions(), value->value.transactions);
    if constexpr (requires { view->stake_transactions(); }) {
        same(view->stake_transactions(), value->value.stake_transactions);
        (void)wire::exchangecoin::stake_root(value->value);
    }
    if constexpr (requires { view->hash(); })
        ensure(view->hash() == block_hash(value->value.header));
    if constexpr (requires { wire::txids(*view); })
        ensure(wire::txids(*view) == wire::txids(value->value));
}

/// A run of bytes however it was come by.
void judge_run(byte_view payload) {
    const wire::byte_run one(payload);
    ensure(std::ranges::equal(one, payload) && one.empty() == payload.empty());
    wire::byte_run other(one);
    ensure(other == one);
    for (auto& byte : other) byte = static_cast<std::uint8_t>(~byte);
    ensure(other.empty() || other[0] != one[0]);
    wire::byte_run third;
    third = other;
    other = one;
    ensure(other == one && third.size() == one.size());
    third = std::move(other);
    const auto last(std::move(third));
    ensure(last == one);
}

struct walk_notes {
    byte_view whole;
    std::vector<wire::walked_input> inputs;
    std::vector<wire::output_view> outputs;
    std::size_t transactions = 0;

    void input(const wire::walked_input& told) {
        ensure(within(told.previous_bytes(), whole) && within(told.script(), whole));
        (void)told.sequence();
        inputs.push_back(told);
    }
    void output(const wire::output_view& told) {
        ensure(within(told.script, whole));
        outputs.push_back(told);
    }
    void transaction(byte_view told) {
        ensure(within(told, whole));
        ++transactions;
    }
};

/// A walk tells what the view shows, and has its verdict.
void judge_walk(byte_view payload) {
    walk_notes notes{payload, {}, {}};
    const auto walked = wire::walk_block(payload, notes);
    const auto view = wire::block_view::over(payload);
    ensure(walked.has_value() == view.has_value());
    if (!view) return ensure(walked.error().message() == view.error().message());
    ensure(*walked == view->size() && notes.transactions == view->transactions().size());
    std::size_t inputs = 0;
    std::size_t outputs = 0;
    for (const auto& transaction : view->transactions()) {
        for (const auto& seen : transaction.inputs()) {
            const auto& told = notes.inputs.at(inputs++);
            ensure(told.previous() == seen.previous && told.sequence() == seen.sequence);
            ensure(told.script().data() == seen.script.data());
            ensure(told.script().size() == seen.script.size());
        }
        for (const auto& seen : transaction.outputs()) {
            const auto& told = notes.outputs.at(outputs++);
            ensure(told.value == seen.value && told.script.data() == seen.script.data());
            ensure(told.script.size() == seen.script.size());
        }
    }
    ensure(inputs == notes.inputs.size() && outputs == notes.outputs.size());
}

const network& some_network(input& script) {
    static constexpr std::array all{
        &networks::bitcoin_regtest,
        &networks::litecoin_regtest,
        &networks::dash_regtest,
        &networks::exchangecoin_simnet};
    return *all.at(script.one_of(all.size()));
}

void judge_stripped_block(
    const wire::chain_format& format, byte_view payload, const wire::block_summary& summary
) {
    const auto bare = format.strip_block(payload);
    ensure(bare.has_value());
    const auto twice = format.strip_block(*bare);
    ensure(twice.has_value() && *twice == *bare);
    const auto again = format.inspect(*bare);
    ensure(again.has_value() && again->txids == summary.txids && !again->witness);
    ensure(again->size == bare->size() && bare->size() <= summary.size);
}

/// What a chain format says of any bytes.
void judge_format(input& script) {
    const auto& dialect = *some_network(script).dialect;
    const auto& format = *dialect.chain;
    const auto payload = script.rest();
    const auto summary = format.inspect(payload);
    if (summary) {
        ensure(summary->size <= payload.size() && !summary->txids.empty());
        if (dialect.witness) judge_stripped_block(format, payload, *summary);
    } else {
        ensure(!summary.error().message().empty());
    }
    const auto names = format.name(payload);
    const auto spent = format.spent_by(payload);
    ensure(names.has_value() == spent.has_value());
    transaction_pool pool(format, 100'000);
    const auto pooled = pool.add(shared_bytes::copy(payload));
    if (!names) {
        ensure(!pooled && pooled.error().code == pool_fault::malformed);
        ensure(!pooled.error().message().empty());
        return;
    }
    ensure(names->size <= payload.size());
    if (dialect.witness) {
        const auto bare = format.strip_transaction(payload);
        // Without inputs the bare form would look like the marker of another one.
        ensure(bare.has_value() || spent->empty());
        if (bare) {
            ensure(bare->size() <= names->size);
            const auto stripped = format.name(*bare);
            if (stripped) ensure(stripped->txid == names->txid);
        }
    }
    if (!pooled) return;
    ensure((*pooled)->raw.size() == names->size && (*pooled)->txid == names->txid);
    ensure(pool.by_txid(names->txid) == *pooled && pool.by_wtxid(names->wtxid) == *pooled);
    ensure(pool.size() == 1 && pool.bytes() > names->size);
    ensure(!pool.add(shared_bytes::copy(payload)));
    ensure(pool.remove(names->txid) && pool.size() == 0 && pool.bytes() == 0);
}

/// The headers of a message, as bytes and back.
void judge_headers(input& script) {
    const auto& dialect = *some_network(script).dialect;
    static constexpr wire::command_name command{"headers"};
    const auto& row = *dialect.find(command);
    const auto payload = script.rest();
    if (!row.check(payload, dialect.format())) return;
    const wire::message arrived(row, shared_bytes::copy(payload), dialect.format());
    const auto headers = dialect.chain->headers_in(arrived);
    ensure(headers.has_value() && headers->header_size() == dialect.header.size);
    if (headers->size() > 2'000) return;
    const auto again = dialect.chain->headers_of(*headers).payload_for(dialect.format());
    ensure(again.has_value());
    const wire::message back(row, *again, dialect.format());
    const auto same = dialect.chain->headers_in(back);
    ensure(same.has_value() && same->size() == headers->size());
    for (std::size_t i = 0; i < same->size(); ++i) {
        ensure(std::ranges::equal((*same)[i], (*headers)[i]));
    }
}

/// Blocks and transactions that are made are what was planned.
void judge_made(input& script) {
    const auto& dialect = *some_network(script).dialect;
    const auto& format = *dialect.chain;
    wire::block_plan plan;
    plan.height = static_cast<std::uint32_t>(script.number(4));
    plan.extra_nonce = script.number(8);
    plan.output_script = fuzz::copied(script.take_counted());
    for (auto count = script.one_of(5); count > 0; --count) {
        wire::unsigned_transaction planned;
        planned.spent.index = script.byte();
        planned.outputs.resize(script.one_of(3));
        for (auto& output : planned.outputs) output.value = script.byte();
        const auto raw = format.write_transaction(planned);
        if (!raw) continue;
        const auto spent = format.spent_by(*raw);
        ensure(
            planned.outputs.empty() ||
            (spent && spent->size() == 1 && spent->front() == planned.spent)
        );
        plan.transactions.push_back(*raw);
    }
    if (script.yes()) plan.transactions.push_back(fuzz::copied(script.rest()));
    if (format.make_block == nullptr) return;
    const auto raw = format.make_block(plan);
    if (!raw) {
        ensure(!raw.error().message().empty());
        return;
    }
    const auto summary = format.inspect(*raw);
    // The same transaction several times over may look like another block's.
    if (!summary) {
        ensure(summary.error().code == wire::block_fault::repeated);
        return;
    }
    ensure(summary->size == raw->size());
    ensure(summary->txids.size() == plan.transactions.size() + 1);
}

/// DIP25's headers, there and back.
void judge_compressed_headers(input& script) {
    namespace dash = wire::dash;
    const auto style = static_cast<dash::compression_style>(script.one_of(3));
    const auto received =
        wire::decode<dash::headers2>(script.rest(), wire::dialects::dash.format());
    if (!received) return;
    const auto hash = networks::bitcoin_regtest.dialect->block_hash;  // a quick one
    auto headers = dash::decompress(*received, hash);
    if (received->items.size() < 4) {  // its own one is slow
        const auto& dialect = wire::dialects::dash;
        const auto& row = *dialect.find(dash::headers2::command);
        const wire::message arrived(row, shared_bytes::copy(script.rest()), dialect.format());
        ensure(dialect.chain->headers_in(arrived).has_value() == headers.has_value());
    }
    if (!headers) {
        ensure(headers.error().index < received->items.size());
        ensure(to_string(headers.error().fault) != "unknown");
        return;
    }
    ensure(headers->size() == received->items.size());
    for (std::size_t i = 1; i < headers->size(); ++i) {
        (*headers)[i].previous = block_hash((*headers)[i - 1]);
    }
    const auto packed = dash::compress(*headers, style);
    const auto again = dash::decompress(packed, hash);
    ensure(again.has_value() && *again == *headers);
    ensure(wire::encode(packed, wire::dialects::dash.format()).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 65'536) return 0;
    input script(data, size);
    const auto which = script.one_of(13);
    const auto rest = script.rest();
    using wire::basic_block_view;
    using wire::basic_transaction_view;
    switch (which) {
        case 0: judge_transaction<wire::transaction_view, wire::transaction>(rest); break;
        case 1: {
            using transaction = wire::litecoin::transaction;
            judge_transaction<basic_transaction_view<transaction>, transaction>(rest);
            break;
        }
        case 2: {
            using transaction = wire::dash::transaction;
            judge_transaction<wire::dash::transaction_view, transaction>(rest);
            break;
        }
        case 3: {
            using transaction = wire::exchangecoin::transaction;
            judge_transaction<wire::exchangecoin::transaction_view, transaction>(rest);
            break;
        }
        case 4:
            judge_block<wire::block_view, wire::block>(rest);
            judge_walk(rest);
            break;
        case 5:
            judge_block<basic_block_view<wire::litecoin::block>, wire::litecoin::block>(rest);
            break;
        case 6: judge_block<wire::dash::block_view, wire::dash::block>(rest); break;
        case 7: judge_block<wire::exchangecoin::block_view, wire::exchangecoin::block>(rest); break;
        case 8: judge_format(script); break;
        case 9: judge_made(script); break;
        case 11: judge_headers(script); break;
        case 12: judge_run(rest); break;
        default: judge_compressed_headers(script);
    }
    return 0;
}
