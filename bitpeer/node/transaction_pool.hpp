#pragma once
/// Transactions on offer: in no block yet.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/chain_format.hpp>

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

struct pooled_transaction {
    hash256 txid;
    hash256 wtxid;
    shared_bytes raw;  ///< the payload of its `tx` message, witness included
};

/// Why a transaction was not taken.
enum class pool_fault : std::uint8_t {
    malformed,      ///< it cannot be decoded: `detail` tells where
    already_there,  ///< the same, or one with the same txid and another witness
    full,           ///< it would be above the pool's bound
};

[[nodiscard]] std::string_view to_string(pool_fault code);

struct pool_error {
    pool_fault code{};
    std::optional<wire::error> detail;

    [[nodiscard]] std::string message() const;
};

/// Transactions by both of their names, in the order in which they came. **Nothing is validated**:
/// any bytes that decode as a transaction are taken, whether their inputs exist, are signed, or are
/// spent twice. It serves tests, and wallets that offer their own; it is no node's mempool. Not
/// thread-safe.
class transaction_pool {
public:
    /// What one transaction is taken to cost besides its bytes.
    static constexpr std::size_t overhead = 300;

    /// A pool for transactions of this layout, which holds at most `max_bytes`.
    transaction_pool(const wire::chain_format& format, std::size_t max_bytes)
        : format_(&format), max_bytes_(max_bytes) {}

    // The names are kept as places in the list.
    transaction_pool(const transaction_pool&) = delete;
    transaction_pool& operator=(const transaction_pool&) = delete;
    transaction_pool(transaction_pool&&) noexcept = default;
    transaction_pool& operator=(transaction_pool&&) noexcept = default;

    /// Takes a `tx` payload; bytes behind the transaction are cut off. The result is valid until
    /// the transaction is removed.
    result<const pooled_transaction*, pool_error> add(const shared_bytes& raw);

    /// True when it was there.
    bool remove(const hash256& txid);

    /// Null when it is not there.
    [[nodiscard]] const pooled_transaction* by_txid(const hash256& txid) const;
    [[nodiscard]] const pooled_transaction* by_wtxid(const hash256& wtxid) const;

    /// All, the oldest first.
    [[nodiscard]] const std::list<pooled_transaction>& transactions() const { return order_; }

    [[nodiscard]] std::size_t size() const { return order_.size(); }
    /// Bytes held.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    using place = std::list<pooled_transaction>::const_iterator;
    // Trees, not hash tables: strangers choose the names.
    using index = std::map<hash256, place>;

    [[nodiscard]] static const pooled_transaction* find(const index& in, const hash256& name);

    const wire::chain_format* format_;
    std::size_t max_bytes_;
    std::size_t bytes_ = 0;
    std::list<pooled_transaction> order_;
    index by_txid_;
    index by_wtxid_;
};

}  // namespace bitpeer
