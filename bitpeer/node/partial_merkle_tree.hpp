#pragma once
/// Partial merkle trees (BIP37): proof that certain transactions are in the block of a header, for
/// who has the header and not the block. Both ends of it: making the proof and checking it.
///
/// All functions are thread-safe and never throw (but for memory).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/messages/merkleblock.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bitpeer {

/// A transaction that a proof points out.
struct merkle_match {
    std::uint32_t position = 0;  ///< in the block; 0 is the coinbase
    hash256 txid;

    friend constexpr bool operator==(const merkle_match&, const merkle_match&) = default;
};

/// Why a `merkleblock` proves nothing.
enum class merkleblock_fault : std::uint8_t {
    no_transactions,        ///< no block has none
    too_many_transactions,  ///< more than fit into a block
    too_many_hashes,        ///< more hashes than transactions
    too_few_flags,          ///< fewer flag bits than hashes
    flags_exhausted,        ///< the flag bits end before the tree
    hashes_exhausted,       ///< the hashes end before the tree
    repeated,          ///< two neighbours are equal, so that none of them is sure (CVE-2012-2459)
    hashes_left_over,  ///< the tree ends before the hashes
    flags_left_over,   ///< the tree ends a byte or more before the flags
    padding_not_zero,  ///< the last byte has flags behind the tree; Bitcoin Core lets it be
    wrong_root,        ///< the header names other transactions
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(merkleblock_fault code);

/// The most transactions in a block whose weight is limited to four million: the smallest weighs
/// 240 (60 bytes).
inline constexpr std::uint32_t max_block_transactions = 4'000'000 / 240;

/// The matches that a `merkleblock` proves, in the block's order; none when the sender says that
/// nothing matched, which cannot be proved. That the header is one of the chain's, and has the work
/// for it, is for the caller to see to.
///
/// The number of transactions is the sender's word alone: headers do not commit to it, and a sender
/// who made up a transaction of just 64 bytes (without witness) can present an inner node as a
/// transaction or the other way round (CVE-2017-12842). So a `tx` of that size is no transaction,
/// and who depends on positions checks that the coinbase's proof is equally deep.
///
/// Takes time and memory in proportion to the message, whatever it claims.
[[nodiscard]] result<std::vector<merkle_match>, merkleblock_fault> check_merkleblock(
    const wire::merkleblock& received, std::uint32_t max_transactions = max_block_transactions
);

/// The proof for those of a block's transactions for which `matches` holds true at their position;
/// where it has no entry, false. `txids` are all of the block's, the coinbase first, and what the
/// header's root is made of. Of no txids there is no proof: the message is refused by who gets it.
///
/// For a bloom filter ask `matches` of each transaction in the block's order.
[[nodiscard]] wire::merkleblock build_merkleblock(
    const wire::block_header& header, std::span<const hash256> txids,
    const std::vector<bool>& matches
);

/// The proof for those txids of which `wanted` is true; it is asked in the block's order.
template <std::predicate<const hash256&> Wanted>
[[nodiscard]] wire::merkleblock build_merkleblock(
    const wire::block_header& header, std::span<const hash256> txids, Wanted wanted
) {
    std::vector<bool> matches;
    matches.reserve(txids.size());
    for (const auto& txid : txids) matches.push_back(wanted(txid));
    return build_merkleblock(header, txids, matches);
}

}  // namespace bitpeer
