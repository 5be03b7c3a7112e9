#pragma once
/// How Exchangecoin names blocks and transactions: by SHA-256, once. (Decred, whose layout this is,
/// has BLAKE-256 in its place.)

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/exchangecoin/block_header.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/transaction.hpp>
#include <bitpeer/wire/merkle.hpp>

#include <span>

namespace bitpeer::wire::exchangecoin {

/// The block's name: over all 280 bytes, the solution included.
[[nodiscard]] hash256 block_hash(const block_header& header);

/// The transaction's name, by which inputs and inventories refer to it: over its prefix
/// serialization. Of a transaction that was read from witnesses alone it says nothing.
[[nodiscard]] hash256 tx_hash(const transaction& of);

/// Over its witness serialization. Of one that was read without witnesses it says nothing.
[[nodiscard]] hash256 witness_hash(const transaction& of);

/// The name that depends on all of it: over the two others.
[[nodiscard]] hash256 full_hash(const transaction& of);

/// The full hash that belongs to two others.
[[nodiscard]] hash256 joined_hash(const hash256& tx_hash, const hash256& witness_hash);

/// The root over `leaves`, in their order. Of no leaf at all: zero.
[[nodiscard]] merkle_verdict merkle_root(std::span<const hash256> leaves);

/// The root over the full hashes of a block's regular transactions: what its header must say.
[[nodiscard]] merkle_verdict merkle_root(const block& of);

/// The same over its stake transactions.
[[nodiscard]] merkle_verdict stake_root(const block& of);

/// The names of a transaction from a payload that `check<tx>` accepted, without an allocation. Zero
/// where its serialization leaves out what the name is made from: only a full one has both.
[[nodiscard]] hash256 tx_hash_of_checked(byte_view transaction);
[[nodiscard]] hash256 full_hash_of_checked(byte_view transaction);

}  // namespace bitpeer::wire::exchangecoin
