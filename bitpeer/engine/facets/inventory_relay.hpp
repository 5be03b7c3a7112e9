#pragma once
/// Have you heard?

#include <bitpeer/engine/context.hpp>
#include <bitpeer/engine/delivery.hpp>
#include <bitpeer/engine/known_inventory.hpp>
#include <bitpeer/engine/transaction_news.hpp>
#include <bitpeer/engine/unnamed_transaction.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace bitpeer::facets {

/// Announces what the owner has: blocks at once, all else trickled. Whatever the remote announced
/// or sent, or was announced or sent, it is known to have, and is not told again.
class inventory_relay {
public:
    explicit inventory_relay(context& c);

    /// The most entries of one trickled `inv` (btcd, Bitcoin Core).
    static constexpr std::size_t batch_max = 1000;

    /// The most blocks that are announced by `headers`; of more, only the last is (Bitcoin Core).
    static constexpr std::size_t headers_max = 8;

    [[nodiscard]] announcement announce(const wire::inventory& entry, context& c);
    /// By the name that the remote goes by, if it wants transactions that pay as much.
    [[nodiscard]] announcement announce(const transaction_news& news, context& c);
    /// Announces a chain of new blocks, oldest first: by `headers` to who asked for that and can
    /// connect them, else the last one by `inv`.
    [[nodiscard]] announcement announce_blocks(const wire::header_batch& newest, context& c);
    /// Announces these at once, known or not: what a `mempool` asks for.
    std::optional<send_error> announce_now(std::span<const wire::inventory> entries, context& c);

    void add_known(const wire::inventory& entry) { known_.add(entry); }
    [[nodiscard]] bool knows(const wire::inventory& entry) const;

    /// The handshake is done: what was queued before may go out.
    void running(context& c);
    /// An `inv` came, with this payload.
    void heard_of(byte_view inventory, context& c);
    /// A transaction or block came.
    void arrived(const wire::message& message, delivery& what, const context& c);
    /// A message of ours was queued.
    void queued(
        const wire::message& message, const shared_bytes& payload, const hash256* digest,
        const context& c
    );
    /// The input is over: nothing waits for its name any longer.
    void name_transactions();
    /// Bytes of ours were written.
    void written(context& c) const;
    void expired(timer which, context& c);
    /// The connection is over.
    void ended();

    /// Bytes of inventory that waits.
    [[nodiscard]] std::size_t bytes_waiting() const {
        return waiting_.size() * sizeof(wire::inventory) + news_.size() * sizeof(transaction_news);
    }
    /// Bytes of what is known.
    [[nodiscard]] std::size_t bytes_known() const { return known_.bytes() + unnamed_.bytes(); }

private:
    [[nodiscard]] bool knows(const transaction_news& news) const;
    [[nodiscard]] static bool has_room(const context& c) {
        return c.out.own_bytes() < c.config.budgets.send_queue;
    }
    void add_known_transaction(const shared_bytes& payload, const context& c);
    void add_known_headers(const wire::message& message, const context& c);
    [[nodiscard]] std::optional<wire::header_batch> connecting(
        const wire::header_batch& newest, const context& c
    ) const;
    void flush(context& c);
    void schedule(context& c) const;
    [[nodiscard]] duration interval(context& c) const;

    const wire::dialect& dialect_;
    known_inventory known_;
    unnamed_transaction unnamed_;  // known, too
    std::vector<wire::inventory> waiting_;
    std::vector<transaction_news> news_;
};

}  // namespace bitpeer::facets
