#pragma once
/// Answers what a peer asks of a chain.

#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/engine/features.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/node/served_chain.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/message.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace bitpeer {

/// What a server gives and how.
struct serving_options {
    /// Tell by `notfound` of blocks too that we lack. Bitcoin Core says nothing about blocks.
    bool not_found_for_blocks = true;
    /// What `getaddr` is answered with, once; empty: it is not answered.
    std::vector<node_address> addresses{};
};

/// What became of a message that was handed to a server.
enum class serving_verdict : std::uint8_t {
    accepted,  ///< its answers are there to be taken
    foreign,   ///< no request that a chain answers: somebody else's
    busy,      ///< too much is asked already: hand it in again when answers were sent
};

/// Serves one peer from a chain that all peers share. Answers are made when they are asked for, so
/// that a request for 50,000 blocks costs its 50,000 entries and not the blocks:
///
///     server.take(message, engine.negotiated());
///     while (const auto* answer = server.next()) {
///         if (!engine.send(*answer, now)) break;  // back-pressure: go on after a write
///         server.sent();
///     }
///
/// - `getheaders` gets `headers`: up to 2000, `stop` included, an empty list at the tip. With an
///   empty locator: the one header `stop`, or nothing when we lack it.
/// - `getblocks` gets `inv`: up to 500, `stop` excluded, nothing at the tip. When the last of a
///   full 500 is fetched, an `inv` of the tip follows, so that the peer goes on.
/// - `getdata` gets `block` and `tx`, with witnesses where asked for, then one `notfound` of all
///   that is missing. Compact blocks are answered by whole ones; filtered blocks and unknown kinds
///   are passed over.
/// - `mempool` gets `inv` of all transactions on offer.
/// - `getaddr` gets `addr` or `addrv2` of the configured addresses, once.
///
/// Bounded: a peer that asks for more than `max_pending` things at once is told `busy`, which its
/// owner turns into not reading. Not thread-safe; the chain must outlive the server.
class chain_server {
public:
    /// As many as one `getdata` may ask for.
    static constexpr std::size_t max_pending = 50'000;

    explicit chain_server(const served_chain& chain, serving_options options = {})
        : chain_(&chain), options_(std::move(options)) {}

    /// Takes a message that arrived from the peer with these features.
    serving_verdict take(const wire::message& message, const features& peer);

    /// The next answer, or null when all is answered. The same one until `sent`.
    [[nodiscard]] const wire::message* next();

    /// The answer that `next` gave is on its way.
    void sent();

    /// How many things the peer still waits for.
    [[nodiscard]] std::size_t pending() const { return jobs_.size() + ready_.size(); }

private:
    // What was asked and not answered yet, small and in order.
    struct headers_job {
        height_range blocks;
    };
    struct block_list_job {
        height_range blocks;
    };
    struct item_job {
        wire::inventory what;
    };
    struct end_of_items_job {};
    struct pool_job {
        bool by_wtxid = false;
    };
    struct address_job {
        address_form form{};
    };
    using job = std::variant<
        headers_job, block_list_job, item_job, end_of_items_job, pool_job, address_job>;

    std::optional<serving_verdict> take_locator(const wire::message& message);
    serving_verdict take_items(const wire::message& message);

    void work(const headers_job& asked);
    void work(const block_list_job& asked);
    void work(const item_job& asked);
    void work(const end_of_items_job& asked);
    void work(const pool_job& asked);
    void work(const address_job& asked);

    void give_block(const stored_block& block, bool witness);
    void give_transaction(const pooled_transaction& transaction, bool witness);

    const served_chain* chain_;
    serving_options options_;
    std::deque<job> jobs_;
    std::deque<wire::message> ready_;       // what one job came to
    std::vector<wire::inventory> missing_;  // of the present `getdata`
    std::optional<hash256> continuation_;   // the last block of a full answer to `getblocks`
    bool addresses_told_ = false;
};

}  // namespace bitpeer
