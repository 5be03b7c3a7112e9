#pragma once
/// Compact blocks (BIP152): a block as the header and six bytes for each transaction, for who has
/// most of them already. Here is what the sender does; `block_reconstruction.hpp` is the other end,
/// and `compact_announcers.hpp` says whom to ask for blocks in this form.
///
/// All functions are thread-safe.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/differential.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/messages/getblocktxn.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace bitpeer {

/// What the short ids are made from, by the number that `sendcmpct` agrees on.
enum class compact_version : std::uint8_t {
    by_txid = 1,   ///< before segregated witness, and Dash
    by_wtxid = 2,  ///< what Bitcoin's peers use
};

/// The key of a block's short ids, from its serialized header and the nonce behind it: a SHA-256's
/// first 16 bytes. The nonce keeps a stranger from making transactions whose ids are equal in all
/// nodes at once, so it is random, and another one for each block at least.
[[nodiscard]] crypto::siphash_key short_id_key(byte_view header_and_nonce);
[[nodiscard]] crypto::siphash_key short_id_key(
    const wire::block_header& header, std::uint64_t nonce
);

/// The 48 bits by which a compact block speaks of the transaction with this txid or wtxid.
[[nodiscard]] std::uint64_t short_id_of(crypto::siphash_key key, const hash256& name);

/// As they travel, and back.
[[nodiscard]] std::array<std::uint8_t, 6> short_id_bytes(std::uint64_t id);
[[nodiscard]] std::uint64_t short_id_from(const std::array<std::uint8_t, 6>& field);

/// The name that short ids of this version are made from, of any dialect's view of a transaction.
template <class TransactionView>
[[nodiscard]] hash256 compact_name(const TransactionView& transaction, compact_version version) {
    if constexpr (requires { transaction.wtxid(); }) {
        if (version == compact_version::by_wtxid) return transaction.wtxid();
    }
    return transaction.txid();
}

/// A block (a view of it, of any dialect that has compact blocks) as `cmpctblock`. Its coinbase
/// goes along, which nobody else can have, and so do the transactions at the positions in
/// `prefilled`, in any order: what the peer will hardly have. BIP152 wants them to be 10,000 bytes
/// at most. Nothing for a block of more transactions than a compact block can number, 65,535.
template <class BlockView>
[[nodiscard]] auto make_cmpctblock(
    const BlockView& block, std::uint64_t nonce, compact_version version,
    std::span<const std::uint16_t> prefilled = {}
) {
    using transaction_type = decltype(block.transactions().begin()->owned());
    using compact_block = wire::basic_cmpctblock<transaction_type>;
    const auto transactions = block.transactions();
    if (transactions.size() > wire::index_max) return std::optional<compact_block>{};
    std::vector<bool> goes_along(transactions.size(), false);
    if (!goes_along.empty()) goes_along[0] = true;
    for (const auto position : prefilled) {
        if (position < goes_along.size()) goes_along[position] = true;
    }

    compact_block made;
    made.header = block.header();
    made.nonce = nonce;
    const auto key = short_id_key(made.header, nonce);
    std::uint16_t position = 0;
    for (const auto& transaction : transactions) {
        if (goes_along[position]) {
            made.transactions.prefilled.push_back({position, transaction.owned()});
        } else {
            const auto id = short_id_of(key, compact_name(transaction, version));
            made.transactions.short_ids.push_back(short_id_bytes(id));
        }
        ++position;
    }
    return std::optional(std::move(made));
}

/// The answer to `getblocktxn` for this block. Nothing when it asks for a position that the block
/// does not have, which breaks the protocol's rules. That the question is about this block is for
/// the caller to see; for one that is deep in the chain a whole `block` is the better answer.
template <class BlockView>
[[nodiscard]] auto answer_getblocktxn(const BlockView& block, const wire::getblocktxn& question) {
    using transaction_type = decltype(block.transactions().begin()->owned());
    using answer = wire::basic_blocktxn<transaction_type>;
    answer made;
    made.block = question.block;
    auto wanted = question.indexes.begin();
    std::size_t position = 0;
    for (const auto& transaction : block.transactions()) {
        if (wanted == question.indexes.end()) break;
        if (*wanted != position++) continue;
        made.transactions.push_back(transaction.owned());
        ++wanted;
    }
    if (wanted != question.indexes.end()) return std::optional<answer>{};
    return std::optional(std::move(made));
}

}  // namespace bitpeer
