#pragma once
/// What the chain formats of several dialects have in common. Included by the dialects' bodies
/// only.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/message.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace bitpeer::wire::detail {

/// The headers of a `Headers` message, whose entries have a member `header`.
template <class Headers>
std::optional<header_batch> headers_in(const message& arrived) {
    const auto read = arrived.get_if<Headers>();
    if (!read) return std::nullopt;
    using header = decltype(decltype(Headers::items)::element_type::header);
    header_batch batch(bounds_of<header>().max);
    batch.reserve(read->items.size());
    for (const auto& item : read->items) batch.push_back(encode(item.header).value());
    return batch;
}

template <class Headers>
message headers_of(const header_batch& headers) {
    Headers made;
    made.items.reserve(headers.size());
    using header = decltype(decltype(Headers::items)::element_type::header);
    for (std::size_t i = 0; i < headers.size(); ++i) {
        made.items.emplace_back().header = decode<header>(headers[i]).value();
    }
    return made;
}

/// The verdict on a block whose header names the merkle root over `leaves`.
inline std::optional<block_error> root_fault(
    const merkle_verdict& verdict, const hash256& named, bool any
) {
    if (!any || verdict.root != named) return block_error{block_fault::wrong_root, {}};
    if (verdict.mutated) return block_error{block_fault::repeated, {}};
    return std::nullopt;
}

template <class Tx>
result<std::vector<outpoint>, error> spent_by(byte_view raw) {
    return decode<Tx>(raw).map([](const Tx& read) {
        std::vector<outpoint> spent;
        for (const auto& input : read.transaction.inputs) {
            spent.push_back({input.previous.txid, input.previous.index});
        }
        return spent;
    });
}

/// A coinbase's input script: the height (BIP34) and a number. The number is always there: a script
/// of less than two bytes is refused, and without it the same height would pay the same transaction
/// in two chains.
inline bytes coinbase_script(const block_plan& planned) {
    auto script = height_push(planned.height);
    std::array<std::uint8_t, 9> extra_nonce{8};
    store_le(extra_nonce.data() + 1, planned.extra_nonce);
    script.insert(script.end(), extra_nonce.begin(), extra_nonce.end());
    return script;
}

/// Appends the planned transactions behind the coinbase. The first one that cannot be decoded is
/// the error.
template <class Tx>
result<void, error> append_planned(const block_plan& planned, auto& transactions) {
    for (const auto& raw : planned.transactions) {
        auto read = decode<Tx>(raw);
        if (!read) return failed(read.error());
        transactions.push_back(std::move(read->transaction));
    }
    return {};
}

}  // namespace bitpeer::wire::detail
