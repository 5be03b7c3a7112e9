#pragma once
/// Blocks and transactions as bytes, whatever layout their dialect gives them: taken apart, and put
/// together, as far as downloading, serving and making a chain needs.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/error.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::wire {

class message;

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
    std::optional<error> detail;

    [[nodiscard]] std::string message() const;
};

/// What a block's bytes say, once its transactions are known to be those of its header. That the
/// transactions may spend what they spend is not looked at.
struct block_summary {
    std::vector<hash256> txids{};  ///< in the block's order, the coinbase first
    std::size_t size = 0;          ///< bytes that the block takes; what follows is not part of it
    bool witness = false;          ///< some transaction has a witness
};

/// A transaction's two names.
struct transaction_names {
    hash256 txid;
    hash256 wtxid;         ///< the same where the dialect has one name only
    std::size_t size = 0;  ///< bytes that the transaction takes
};

/// A transaction that nobody has signed: enough to spend what everybody may spend.
struct unsigned_transaction {
    outpoint spent;
    std::vector<transaction_output> outputs;
};

/// A block that is to be made. Its nonce stays zero: who wants work done on it does that.
struct block_plan {
    hash256 previous;
    std::uint32_t height = 0;
    std::int32_t version = 0;
    std::uint32_t time = 0;             ///< Unix seconds
    std::uint32_t bits = 0;             ///< the target in compact form
    std::int64_t subsidy = 0;           ///< what the coinbase pays, in the smallest unit
    bytes output_script{};              ///< whom it pays
    std::uint64_t extra_nonce = 0;      ///< two of different numbers have no coinbase in common
    std::vector<bytes> transactions{};  ///< behind the coinbase: `tx` payloads
};

/// A dialect's layout of blocks and transactions. All of it is stateless and thread-safe, and takes
/// any bytes.
struct chain_format {
    /// The headers in a message that carries some; nothing for another message.
    std::optional<header_batch> (*headers_in)(const message& arrived) = nullptr;
    /// `headers` with these, at most 2000.
    message (*headers_of)(const header_batch& headers) = nullptr;

    /// Takes a `block` payload apart.
    result<block_summary, block_error> (*inspect)(byte_view block) = nullptr;
    /// Takes a `tx` payload apart.
    result<transaction_names, error> (*name)(byte_view transaction) = nullptr;
    /// What a `tx` payload spends.
    result<std::vector<outpoint>, error> (*spent_by)(byte_view transaction) = nullptr;

    /// The same without witnesses, as peers of before BIP144 know it. Null where there are none.
    result<bytes, error> (*strip_block)(byte_view block) = nullptr;
    result<bytes, error> (*strip_transaction)(byte_view transaction) = nullptr;

    /// A `tx` payload.
    result<bytes, error> (*write_transaction)(const unsigned_transaction& planned) = nullptr;
    /// A `block` payload. Null where nobody can make blocks that the network takes.
    result<bytes, error> (*make_block)(const block_plan& planned) = nullptr;
};

/// What a coinbase's script begins with (BIP34): `CScript() << height` of Bitcoin Core.
[[nodiscard]] bytes height_push(std::uint32_t height);

}  // namespace bitpeer::wire
