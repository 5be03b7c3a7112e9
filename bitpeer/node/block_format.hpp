#pragma once
/// Blocks and transactions as bytes, whatever layout their dialect gives them: taken apart as far
/// as serving and downloading them needs.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/error.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer {

/// Why bytes are not the block that their header speaks of.
enum class block_fault : std::uint8_t {
    malformed,      ///< they cannot be decoded: `detail` tells where
    wrong_root,     ///< the header names other transactions (or none are there)
    repeated,       ///< transactions are repeated so that the root stays the same (CVE-2012-2459)
    wrong_witness,  ///< the witnesses are not those that the coinbase commits to (BIP141)
};

[[nodiscard]] std::string_view to_string(block_fault code);

struct block_error {
    block_fault code{};
    std::optional<wire::error> detail;

    [[nodiscard]] std::string message() const;
};

/// What a block's bytes say, once its transactions are known to be those of its header. That the
/// transactions may spend what they spend is not looked at.
struct block_summary {
    wire::block_header header;
    std::vector<hash256> txids{};  ///< in the block's order, the coinbase first
    std::size_t size = 0;          ///< bytes that the block takes; what follows is not part of it
    bool witness = false;          ///< some transaction has a witness
};

/// A transaction's two names.
struct transaction_names {
    hash256 txid;
    hash256 wtxid;
    std::size_t size = 0;  ///< bytes that the transaction takes
};

/// A dialect's layout of blocks and transactions.
struct block_format {
    result<block_summary, block_error> (*inspect)(byte_view block) = nullptr;
    result<transaction_names, wire::error> (*name)(byte_view transaction) = nullptr;
    /// The same without witnesses, as peers of before BIP144 know it.
    result<bytes, wire::error> (*strip_block)(byte_view block) = nullptr;
    result<bytes, wire::error> (*strip_transaction)(byte_view transaction) = nullptr;
};

/// The layout of a dialect that has Bitcoin's or Litecoin's `block`; null for another one.
[[nodiscard]] const block_format* block_format_of(const wire::dialect& dialect);

}  // namespace bitpeer
