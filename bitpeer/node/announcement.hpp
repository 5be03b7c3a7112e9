#pragma once
/// How a peer wants to be told that there is something new.

#include <bitpeer/engine/features.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/message.hpp>

#include <optional>

namespace bitpeer {

/// More blocks than these are announced by the last one's hash (Bitcoin Core).
inline constexpr std::uint32_t max_announced_headers = 8;

/// Tells of blocks at the end of the chain: `headers` to who asked for that by `sendheaders`
/// (BIP130), as long as there are few, else `inv` of the last one. Whether the peer has the block
/// before them is not known here; if not, it asks by `getheaders`. Nothing when there are no new
/// blocks.
[[nodiscard]] std::optional<wire::message> announcement_of(
    const header_chain& chain, height_range new_blocks, const features& peer
);

/// Tells of a transaction: `inv` by wtxid where that was negotiated (BIP339), else by txid. Nothing
/// for a peer that wants no transactions (`relay` in its `version`).
[[nodiscard]] std::optional<wire::message> announcement_of(
    const pooled_transaction& transaction, const features& peer
);

/// The inventory entry by which this peer knows a transaction.
[[nodiscard]] wire::inventory inventory_of(
    const pooled_transaction& transaction, const features& peer
);

}  // namespace bitpeer
