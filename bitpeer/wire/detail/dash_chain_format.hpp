#pragma once
/// Dash's chain format. Included by the dialect's body only.

#include <bitpeer/crypto/x11.hpp>
#include <bitpeer/wire/dash/header_compression.hpp>
#include <bitpeer/wire/dash/messages/block.hpp>
#include <bitpeer/wire/dash/messages/headers2.hpp>
#include <bitpeer/wire/dash/messages/tx.hpp>
#include <bitpeer/wire/detail/chain_format_parts.hpp>
#include <bitpeer/wire/messages/headers.hpp>

namespace bitpeer::wire::detail {

namespace of_dash {

/// Compressed headers are headers too.
inline std::optional<header_batch> headers_in(const message& arrived) {
    const auto compressed = arrived.get_if<dash::headers2>();
    if (!compressed) return detail::headers_in<headers>(arrived);
    const auto whole = dash::decompress(*compressed, &crypto::x11);
    if (!whole) return std::nullopt;
    return header_batch(*whole);
}

inline result<block_summary, block_error> inspect(byte_view raw) {
    const auto read = decode_prefix<dash::block>(raw);
    if (!read) return failed(block_error{block_fault::malformed, read.error()});
    block_summary summary{.size = read->consumed};
    for (const auto& transaction : read->value.transactions) {
        summary.txids.push_back(dash::txid(transaction));
    }
    const auto verdict = merkle_root(summary.txids);
    if (auto fault = root_fault(verdict, read->value.header.merkle_root, !summary.txids.empty())) {
        return failed(*std::move(fault));
    }
    return summary;
}

inline result<transaction_names, error> name(byte_view raw) {
    return decode_prefix<dash::tx>(raw).map([](const auto& read) {
        const auto hash = dash::txid(read.value.transaction);
        return transaction_names{hash, hash, read.consumed};
    });
}

inline result<bytes, error> write_transaction(const unsigned_transaction& planned) {
    dash::tx made;
    made.transaction.inputs.emplace_back().previous = planned.spent;
    made.transaction.outputs.assign(planned.outputs.begin(), planned.outputs.end());
    return encode(made);
}

/// A coinbase of the kind that there was before DIP3: a chain of the library's own needs no more.
inline result<bytes, error> make_block(const block_plan& planned) {
    dash::block made;
    auto& coinbase = made.transactions.emplace_back();
    auto& input = coinbase.inputs.emplace_back();
    input.previous = outpoint::none();
    input.script = var_bytes<>(coinbase_script(planned));
    coinbase.outputs.push_back({planned.subsidy, var_bytes<>(byte_view(planned.output_script))});
    if (auto read = append_planned<dash::tx>(planned, made.transactions); !read) {
        return failed(read.error());
    }
    std::vector<hash256> txids;
    for (const auto& transaction : made.transactions) txids.push_back(dash::txid(transaction));
    made.header = {
        .version = planned.version,
        .previous = planned.previous,
        .merkle_root = merkle_root(txids).root,
        .time = planned.time,
        .bits = planned.bits,
        .nonce = 0,
    };
    return encode(made);
}

}  // namespace of_dash

inline constexpr chain_format dash_chain_format{
    .headers_in = &of_dash::headers_in,
    .headers_of = &headers_of<headers>,
    .inspect = &of_dash::inspect,
    .name = &of_dash::name,
    .spent_by = &spent_by<dash::tx>,
    .strip_block = nullptr,
    .strip_transaction = nullptr,
    .write_transaction = &of_dash::write_transaction,
    .make_block = &of_dash::make_block,
};

}  // namespace bitpeer::wire::detail
