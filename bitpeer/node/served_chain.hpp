#pragma once
/// A chain with its blocks and the transactions on offer: what a node has to give.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/node/block_store.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/chain_format.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace bitpeer {

/// The most that a served chain holds.
struct chain_budgets {
    std::size_t blocks = 1'000'000'000;     ///< bytes of blocks
    std::size_t transactions = 50'000'000;  ///< bytes of transactions on offer
};

/// The block is above the budget.
struct chain_full {};

/// Why a block was not appended.
struct append_error {
    std::variant<wire::block_error, header_error, chain_full> why;

    [[nodiscard]] std::string message() const;
};

/// One chain that grows at its tip, shared by the `chain_server`s of all peers. The first block is
/// known by its header alone: peers have it, so nobody asks for it.
///
/// What is appended must be the block that its header speaks of, link to the tip and have the work
/// that it claims. That its transactions are valid is not looked at. Not thread-safe.
class served_chain {
public:
    /// The network's dialect must have a `chain_format`.
    explicit served_chain(const bitpeer::network& network, chain_budgets budgets = {});

    /// Puts a block on the tip: a `block` payload. What it contains is on offer no more. Valid
    /// until the chain ends.
    result<const stored_block*, append_error> append(const shared_bytes& raw);

    [[nodiscard]] const bitpeer::network& network() const { return network_; }
    [[nodiscard]] const wire::chain_format& format() const { return *format_; }
    [[nodiscard]] const header_chain& headers() const { return headers_; }
    [[nodiscard]] const block_store& blocks() const { return blocks_; }

    /// The block at a height; null for the first one, and above the tip.
    [[nodiscard]] const stored_block* block_at(std::uint32_t height) const;

    [[nodiscard]] transaction_pool& transactions() { return transactions_; }
    [[nodiscard]] const transaction_pool& transactions() const { return transactions_; }

private:
    bitpeer::network network_;
    const wire::chain_format* format_;
    header_chain headers_;
    block_store blocks_;
    transaction_pool transactions_;
};

}  // namespace bitpeer
