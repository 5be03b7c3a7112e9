#pragma once
/// Making a block out of a compact one (BIP152), of transactions that are at hand, and of those
/// that the peer is asked for.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/node/compact_block.hpp>
#include <bitpeer/node/partial_merkle_tree.hpp>
#include <bitpeer/node/short_id_table.hpp>
#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/messages/blocktxn.hpp>
#include <bitpeer/wire/messages/getblocktxn.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer {

/// Why there is no block, or not yet.
enum class reconstruction_fault : std::uint8_t {
    malformed,              ///< the message cannot be decoded: `detail` tells where
    no_transactions,        ///< the block would be empty
    too_many_transactions,  ///< more than fit into a block
    index_overflow,         ///< a transaction that came along stands behind the block's end
    empty_transaction,      ///< one that came along has neither inputs nor outputs
    repeated_short_id,      ///< two of the block's transactions have one short id: bad luck
    other_block,            ///< `blocktxn` of another block: let it go
    wrong_count,            ///< `blocktxn` with fewer or more than were asked for
    incomplete,             ///< transactions are missing still
    too_large,              ///< the transactions do not fit into a block
    mutated,                ///< they are not those of the header: `block` tells how
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(reconstruction_fault code);

/// Whether only a peer that broke the rules can have caused it. After all others (but those that
/// are to be let go) the block itself is fetched by `getdata`, of the same peer if one likes: two
/// transactions with the same short id are enough for a `mutated` block, and BIP152 forbids to
/// punish for what a peer relayed before it had checked it.
[[nodiscard]] bool breaks_rules(reconstruction_fault code);

struct reconstruction_error {
    reconstruction_fault code{};
    std::optional<wire::error> detail{};
    std::optional<wire::block_fault> block{};

    [[nodiscard]] std::string message() const;
};

/// What compact blocks are good for, in numbers.
struct reconstruction_statistics {
    std::size_t transactions = 0;
    std::size_t prefilled = 0;    ///< came along
    std::size_t found = 0;        ///< were at hand
    std::size_t fetched = 0;      ///< came by `blocktxn`
    std::size_t collisions = 0;   ///< short ids for which two different ones were at hand
    std::size_t bytes_saved = 0;  ///< of those at hand, less the six of each short id
};

struct reconstruction_options {
    compact_version version = compact_version::by_wtxid;  ///< as agreed with the peer
    std::size_t max_transactions = max_block_transactions;
};

/// One block on its way:
///
///     auto made = block_reconstruction::begin(dialect, cmpctblock_payload);
///     if (!made) …                                         // fetch the block by `getdata`
///     made->offer_all(pool.transactions());
///     if (auto question = made->request()) {
///         send(*question);
///         if (auto taken = made->take(blocktxn_payload); !taken) …
///     }
///     auto block = made->block();                          // the payload of a `block` message
///
/// The header is not judged: whoever has not seen to it that it continues the chain and has its
/// work (`header_chain`) spends time on blocks that cost nothing to make up. Memory is held in
/// proportion to the messages; what was offered is shared, not copied. The dialect must outlive it.
/// Not thread-safe.
class block_reconstruction {
public:
    /// Takes the payload of a `cmpctblock`. `Transaction` is the dialect's, which must have a
    /// `chain_format`.
    template <class Transaction = wire::transaction>
    [[nodiscard]] static result<block_reconstruction, reconstruction_error> begin(
        const wire::dialect& dialect, const shared_bytes& cmpctblock,
        const reconstruction_options& options = {}
    );

    /// The block's name.
    [[nodiscard]] const hash256& hash() const { return hash_; }
    /// Its serialized header.
    [[nodiscard]] byte_view header() const { return header_; }

    /// Shows a transaction: the name that short ids are made from, and exactly its bytes. Where a
    /// different one with the same short id was shown before, neither is taken and the peer is
    /// asked.
    void offer(const hash256& name, const shared_bytes& raw);
    void offer(const pooled_transaction& candidate) {
        const bool by_txid = options_.version == compact_version::by_txid;
        offer(by_txid ? candidate.txid : candidate.wtxid, candidate.raw);
    }

    /// Shows all of a pool, and of any further source. Stops when nothing is missing: then what
    /// follows could at best prove a choice wrong, which `block` does too.
    template <std::ranges::input_range Transactions>
        requires std::same_as<std::ranges::range_value_t<Transactions>, pooled_transaction>
    void offer_all(Transactions&& source) {
        for (const auto& candidate : source) {
            if (missing_ == 0) return;
            offer(candidate);
        }
    }

    /// How many transactions are missing.
    [[nodiscard]] std::size_t missing() const { return missing_; }

    /// Asks for what is missing; nothing when nothing is.
    [[nodiscard]] std::optional<wire::getblocktxn> request() const;

    /// Takes the payload of the `blocktxn` that answers it, all of it or, with an error, nothing.
    result<void, reconstruction_error> take(const shared_bytes& blocktxn);

    /// The block, checked: its transactions are those of the header, and its witnesses those that
    /// the coinbase commits to; one without any witness passes, as wherever blocks are inspected.
    /// Whether it is valid otherwise is another matter.
    [[nodiscard]] result<bytes, reconstruction_error> block() const;

    [[nodiscard]] const reconstruction_statistics& statistics() const { return statistics_; }

private:
    enum class origin : std::uint8_t { nowhere, peer, offered, collided };
    struct slot {
        shared_bytes raw;
        origin from = origin::nowhere;
    };
    /// Transactions of a message, where they lie in it.
    using pieces = std::vector<shared_bytes>;
    using splitter = result<pieces, wire::error> (*)(const shared_bytes& blocktxn);

    block_reconstruction(
        const wire::dialect& dialect, const reconstruction_options& options, splitter how
    )
        : dialect_(&dialect), options_(options), split_(how) {}

    template <class Transaction>
    [[nodiscard]] static result<pieces, wire::error> split(const shared_bytes& blocktxn);

    [[nodiscard]] std::optional<reconstruction_error> open(byte_view header, std::size_t count);
    [[nodiscard]] std::optional<reconstruction_error> add_prefilled(
        std::size_t position, shared_bytes raw, bool empty
    );
    [[nodiscard]] std::optional<reconstruction_error> add_ids(
        byte_view key_material, const wire::packed_view<std::array<std::uint8_t, 6>>& ids
    );
    [[nodiscard]] static bool absent(const slot& one) {
        return one.from == origin::nowhere || one.from == origin::collided;
    }

    const wire::dialect* dialect_;
    reconstruction_options options_;
    splitter split_;
    bytes header_;
    hash256 hash_;
    crypto::siphash_key key_;
    short_id_table positions_;
    std::vector<slot> slots_;
    std::size_t missing_ = 0;
    reconstruction_statistics statistics_;
};

namespace detail {

/// An error of decoding as an error of this place.
[[nodiscard]] reconstruction_error undecodable(const wire::error& why);

}  // namespace detail

template <class Transaction>
result<block_reconstruction, reconstruction_error> block_reconstruction::begin(
    const wire::dialect& dialect, const shared_bytes& cmpctblock,
    const reconstruction_options& options
) {
    const auto view = wire::basic_compact_block_view<Transaction>::over(cmpctblock);
    if (!view) return failed(detail::undecodable(view.error()));
    block_reconstruction made(dialect, options, &split<Transaction>);
    const auto header = view->bytes().first(wire::bounds_of<wire::block_header>().max);
    if (auto error = made.open(header, view->transaction_count())) return failed(*error);
    for (const auto& prefilled : view->prefilled()) {
        const auto raw = prefilled.transaction.bytes();
        const auto offset = static_cast<std::size_t>(raw.data() - cmpctblock.data());
        const bool empty =
            prefilled.transaction.inputs().empty() && prefilled.transaction.outputs().empty();
        if (auto error =
                made.add_prefilled(prefilled.index, cmpctblock.slice(offset, raw.size()), empty)) {
            return failed(*error);
        }
    }
    if (auto error = made.add_ids(view->key_material(), view->short_ids())) return failed(*error);
    return made;
}

template <class Transaction>
result<block_reconstruction::pieces, wire::error> block_reconstruction::split(
    const shared_bytes& blocktxn
) {
    const auto size = wire::check<wire::basic_blocktxn<Transaction>>(blocktxn);
    if (!size) return failed(size.error());
    wire::reader in(blocktxn);
    in.take(wire::bounds_of<hash256>().max);
    const auto count = static_cast<std::size_t>(in.compact_number());
    pieces found;
    auto offset = in.offset();
    for (std::size_t i = 0; i < count; ++i) {
        const auto rest = blocktxn.view().first(*size).subspan(offset);
        const auto length = wire::basic_transaction_view<Transaction>::over_checked(rest).size();
        found.push_back(blocktxn.slice(offset, length));
        offset += length;
    }
    return found;
}

}  // namespace bitpeer
