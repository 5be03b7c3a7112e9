#pragma once
/// Merkle trees over transactions.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/messages/block.hpp>

#include <span>
#include <vector>

namespace bitpeer::wire {

/// A root, and whether the leaves were tampered with.
struct merkle_verdict {
    hash256 root;
    /// Two neighbours in one row are equal. Since an odd row repeats its last hash, a list with
    /// repeated entries can have the root of another one (CVE-2012-2459): such a block is refused
    /// without remembering its hash as bad.
    bool mutated = false;

    friend bool operator==(const merkle_verdict&, const merkle_verdict&) = default;
};

/// The node above two others: SHA-256 twice over both.
[[nodiscard]] hash256 merkle_parent(const hash256& left, const hash256& right);

/// The nodes above a row of an even number of them. They may overwrite the row's own first half.
void merkle_parents(std::span<const hash256> row, std::span<hash256> parents);

/// The root over `leaves`, in their order. Of no leaf at all: zero. Dialects differ only in how one
/// row makes the next.
[[nodiscard]] merkle_verdict merkle_root(
    std::span<const hash256> leaves,
    void (*join)(std::span<const hash256> row, std::span<hash256> parents) = &merkle_parents
);

/// The txids of a block's transactions, in their order. As fast as this machine hashes many things:
/// one after the other takes longer.
[[nodiscard]] std::vector<hash256> txids(const block& of);
[[nodiscard]] std::vector<hash256> txids(const block_view& of);

/// The root over a block's txids: what its header must say.
[[nodiscard]] merkle_verdict merkle_root(const block& of);

/// The root over a block's wtxids, with zero for the coinbase's: what the witness commitment is
/// made from (BIP141).
[[nodiscard]] hash256 witness_merkle_root(const block& of);

/// What the coinbase must commit to: SHA-256 twice over the witness root and the reserved value,
/// which is the only item of the coinbase's witness (BIP141).
[[nodiscard]] hash256 witness_commitment(const hash256& witness_root, const hash256& reserved);

}  // namespace bitpeer::wire
