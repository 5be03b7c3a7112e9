#pragma once
/// A transaction that is to be announced, by whichever of its names.

#include <bitpeer/base/hash256.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer {

/// Both names of a transaction, and what it pays. Where transactions have no witness, both names
/// are the same.
struct transaction_news {
    hash256 txid;
    hash256 wtxid;
    /// Satoshi per 1000 virtual bytes; empty: whoever wants transactions at all gets this one.
    std::optional<std::int64_t> fee_rate{};
};

}  // namespace bitpeer
