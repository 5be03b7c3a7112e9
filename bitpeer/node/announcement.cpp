#include <bitpeer/node/announcement.hpp>
#include <bitpeer/wire/messages/inv.hpp>

namespace bitpeer {

std::optional<wire::message> announcement_of(
    const header_chain& chain, height_range new_blocks, const features& peer
) {
    if (new_blocks.count == 0) return std::nullopt;
    const auto end = new_blocks.first + new_blocks.count;
    if (!peer.remote_wants_headers || new_blocks.count > max_announced_headers) {
        wire::inv tip;
        tip.items = {{wire::inventory_type::block, chain.hash_at(end - 1)}};
        return tip;
    }
    wire::header_batch headers(chain.dialect().header.size);
    for (auto at = new_blocks.first; at < end; ++at) headers.push_back(chain.header_at(at).bytes());
    return chain.dialect().chain->headers_of(headers);
}

wire::inventory inventory_of(const pooled_transaction& transaction, const features& peer) {
    if (peer.wtxid_relay) return {wire::inventory_type::wtxid_transaction, transaction.wtxid};
    return {wire::inventory_type::transaction, transaction.txid};
}

std::optional<wire::message> announcement_of(
    const pooled_transaction& transaction, const features& peer
) {
    if (!peer.remote.relay) return std::nullopt;
    wire::inv one;
    one.items = {inventory_of(transaction, peer)};
    return one;
}

}  // namespace bitpeer
