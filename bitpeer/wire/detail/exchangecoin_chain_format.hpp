#pragma once
/// Exchangecoin's chain format. Included by the dialect's body only.

#include <bitpeer/wire/detail/chain_format_parts.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/messages/headers.hpp>
#include <bitpeer/wire/exchangecoin/messages/tx.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>

namespace bitpeer::wire::detail {

namespace of_exchangecoin {

/// The header names both trees; it commits to full hashes, so that nothing is left open. A chain on
/// which the commitments agenda is active (simnet, regnet) has other roots and is not understood.
inline result<block_summary, block_error> inspect(byte_view raw) {
    using exchangecoin::block;
    const auto read = decode_prefix<block>(raw);
    if (!read) return failed(block_error{block_fault::malformed, read.error()});
    const auto& value = read->value;
    const auto regular = exchangecoin::merkle_root(value);
    if (auto fault = root_fault(regular, value.header.merkle_root, !value.transactions.empty())) {
        return failed(*std::move(fault));
    }
    const auto stake = exchangecoin::stake_root(value);
    if (auto fault = root_fault(stake, value.header.stake_root, true)) {
        return failed(*std::move(fault));
    }
    block_summary summary{.size = read->consumed};
    for (const auto* tree : {&value.transactions, &value.stake_transactions}) {
        for (const auto& transaction : *tree) {
            summary.txids.push_back(exchangecoin::tx_hash(transaction));
        }
    }
    return summary;
}

/// Only a full transaction can be passed on.
inline result<exchangecoin::tx, error> read_full(byte_view raw, std::size_t& size) {
    auto read = decode_prefix<exchangecoin::tx>(raw);
    if (!read) return failed(read.error());
    size = read->consumed;
    const auto parts = read->value.transaction.serialization;
    if (parts != exchangecoin::serialization::full) {
        error partial;
        partial.code = errc::bad_value;
        partial.command = exchangecoin::tx::command;
        partial.offset = sizeof(exchangecoin::transaction::version);
        partial.actual = parts.number;
        return failed(partial);
    }
    return std::move(read->value);
}

inline result<transaction_names, error> name(byte_view raw) {
    std::size_t size = 0;
    return read_full(raw, size).map([&](const exchangecoin::tx& read) {
        const auto hash = exchangecoin::tx_hash(read.transaction);
        return transaction_names{hash, hash, size};
    });
}

inline result<std::vector<outpoint>, error> spent_by(byte_view raw) {
    std::size_t size = 0;
    return read_full(raw, size).map([](const exchangecoin::tx& read) {
        std::vector<outpoint> spent;
        for (const auto& input : read.transaction.inputs) {
            spent.push_back({input.previous.tx_hash, input.previous.index});
        }
        return spent;
    });
}

inline exchangecoin::transaction_output paying(std::int64_t value, byte_view script) {
    exchangecoin::transaction_output output;
    output.value = value;
    output.script.assign(script.begin(), script.end());
    return output;
}

/// What everybody may spend stands in the regular tree.
inline result<bytes, error> write_transaction(const unsigned_transaction& planned) {
    exchangecoin::tx made;
    auto& input = made.transaction.inputs.emplace_back();
    input.previous.tx_hash = planned.spent.txid;
    input.previous.index = planned.spent.index;
    for (const auto& output : planned.outputs) {
        made.transaction.outputs.push_back(paying(output.value, output.script));
    }
    return encode(made);
}

/// The coinbase pays with its first output and notes the height in its second: nobody may spend
/// that, and no two are alike.
inline exchangecoin::transaction coinbase(const block_plan& planned) {
    constexpr std::uint8_t op_return = 0x6a;
    exchangecoin::transaction made;
    made.inputs.emplace_back().previous = exchangecoin::outpoint::none();
    made.outputs.push_back(paying(planned.subsidy, planned.output_script));
    bytes note{op_return, 12};
    note.resize(14);
    store_le(note.data() + 2, planned.height);
    store_le(note.data() + 6, planned.extra_nonce);
    made.outputs.push_back(paying(0, note));
    return made;
}

/// The solution of the Equihash puzzle stays zero: nodes of this network work it out and do not
/// enforce it.
inline result<bytes, error> make_block(const block_plan& planned) {
    exchangecoin::block made;
    made.transactions.push_back(coinbase(planned));
    if (auto read = append_planned<exchangecoin::tx>(planned, made.transactions); !read) {
        return failed(read.error());
    }
    auto& header = made.header;
    header.version = planned.version;
    header.previous = planned.previous;
    header.merkle_root = exchangecoin::merkle_root(made).root;
    header.bits = planned.bits;
    header.height = planned.height;
    header.time = planned.time;
    header.size = static_cast<std::uint32_t>(encoded_size(made));
    return encode(made);
}

}  // namespace of_exchangecoin

inline constexpr chain_format exchangecoin_chain_format{
    .headers_in = &headers_in<exchangecoin::headers>,
    .headers_of = &headers_of<exchangecoin::headers>,
    .inspect = &of_exchangecoin::inspect,
    .name = &of_exchangecoin::name,
    .spent_by = &of_exchangecoin::spent_by,
    .strip_block = nullptr,
    .strip_transaction = nullptr,
    .write_transaction = &of_exchangecoin::write_transaction,
    .make_block = &of_exchangecoin::make_block,
};

}  // namespace bitpeer::wire::detail
