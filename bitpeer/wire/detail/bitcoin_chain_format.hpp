#pragma once
/// The chain format of dialects whose blocks and transactions are Bitcoin's, give or take an
/// extension. Included by the dialects' bodies only.

#include <bitpeer/wire/detail/chain_format_parts.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <array>

namespace bitpeer::wire::detail {

/// What the script of the output that commits to the witnesses begins with (BIP141).
inline constexpr std::array<std::uint8_t, 6> commitment_prefix{0x6a, 0x24, 0xaa, 0x21, 0xa9, 0xed};

/// What the coinbase's witness of our own blocks holds, and the commitment is salted with: any
/// value will do.
inline constexpr hash256 reserved_value{};

/// The last commitment among the coinbase's outputs; nothing when there is none.
inline std::optional<hash256> commitment_in(const auto& coinbase) {
    std::optional<hash256> found;
    for (const auto& output : coinbase.outputs) {
        const byte_view script = output.script;
        if (script.size() < commitment_prefix.size() + 32) continue;
        if (!std::ranges::equal(script.first(commitment_prefix.size()), commitment_prefix))
            continue;
        found = hash256::copy(script.subspan(commitment_prefix.size(), 32));
    }
    return found;
}

/// Whether a block that has witnesses commits to just these.
inline bool commits_to_witnesses(const auto& transactions) {
    const auto& coinbase = transactions.front();
    const auto promised = commitment_in(coinbase);
    if (!promised || coinbase.inputs.empty()) return false;
    const auto& reserved = coinbase.inputs.front().witness;
    if (reserved.size() != 1 || reserved.begin()->size() != 32) return false;

    std::vector<hash256> leaves{hash256{}};  // the coinbase cannot commit to itself
    leaves.reserve(transactions.size());
    for (std::size_t i = 1; i < transactions.size(); ++i) leaves.push_back(wtxid(transactions[i]));
    const auto root = merkle_root(leaves).root;
    return witness_commitment(root, hash256::copy(*reserved.begin())) == *promised;
}

template <class Block>
result<block_summary, block_error> inspect(byte_view raw) {
    const auto read = decode_prefix<Block>(raw);
    if (!read) return failed(block_error{block_fault::malformed, read.error()});
    const auto& transactions = read->value.transactions;

    block_summary summary{.size = read->consumed};
    for (const auto& transaction : transactions) {
        summary.txids.push_back(txid(transaction));
        summary.witness = summary.witness || transaction.has_witness();
    }
    const auto verdict = merkle_root(summary.txids);
    if (auto fault = root_fault(verdict, read->value.header.merkle_root, !transactions.empty())) {
        return failed(*std::move(fault));
    }
    if (summary.witness && !commits_to_witnesses(transactions)) {
        return failed(block_error{block_fault::wrong_witness, {}});
    }
    return summary;
}

template <class Tx>
result<transaction_names, error> name(byte_view raw) {
    return decode_prefix<Tx>(raw).map([](const auto& read) {
        const auto& transaction = read.value.transaction;
        return transaction_names{txid(transaction), wtxid(transaction), read.consumed};
    });
}

template <class Message>
result<bytes, error> strip(byte_view raw) {
    return decode<Message>(raw).and_then([](const Message& value) {
        return encode(value, {.witness = witness::stripped});
    });
}

template <class Tx>
result<bytes, error> write_transaction(const unsigned_transaction& planned) {
    Tx made;
    made.transaction.inputs.emplace_back().previous = planned.spent;
    made.transaction.outputs.assign(planned.outputs.begin(), planned.outputs.end());
    return encode(made);
}

/// OP_RETURN and a push of 36 bytes: four that mark it, and the commitment.
inline transaction_output commitment_to(const block& of) {
    const auto commitment = witness_commitment(witness_merkle_root(of), reserved_value);
    transaction_output made;
    made.script.resize(commitment_prefix.size() + commitment.bytes.size());
    const auto behind = std::ranges::copy(commitment_prefix, made.script.begin()).out;
    std::ranges::copy(commitment.bytes, behind);
    return made;
}

inline result<bytes, error> make_block(const block_plan& planned) {
    block made;
    auto& coinbase = made.transactions.emplace_back();
    auto& input = coinbase.inputs.emplace_back();
    input.previous = outpoint::none();
    input.script = var_bytes<>(coinbase_script(planned));
    input.witness.push_back(reserved_value.bytes);
    coinbase.outputs.push_back({planned.subsidy, var_bytes<>(byte_view(planned.output_script))});
    if (auto read = append_planned<tx>(planned, made.transactions); !read) {
        return failed(read.error());
    }
    made.transactions.front().outputs.push_back(commitment_to(made));
    made.header = {
        .version = planned.version,
        .previous = planned.previous,
        .merkle_root = merkle_root(made).root,
        .time = planned.time,
        .bits = planned.bits,
        .nonce = 0,
    };
    return encode(made);
}

template <class Block, class Tx>
inline constexpr chain_format bitcoin_chain_format{
    .headers_in = &headers_in<headers>,
    .headers_of = &headers_of<headers>,
    .inspect = &inspect<Block>,
    .name = &name<Tx>,
    .spent_by = &spent_by<Tx>,
    .strip_block = &strip<Block>,
    .strip_transaction = &strip<Tx>,
    .write_transaction = &write_transaction<Tx>,
    .make_block = nullptr,
};

}  // namespace bitpeer::wire::detail
