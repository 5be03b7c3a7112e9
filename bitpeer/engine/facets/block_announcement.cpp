/// The half of `inventory_relay` that announces blocks by their headers (BIP130).

#include <bitpeer/engine/facets/inventory_relay.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

using type = wire::inventory_type;

wire::inventory block_of(byte_view header, const context& c) {
    return {type::block, c.config.network.dialect->block_hash(header)};
}

wire::inventory parent_of(byte_view header, const context& c) {
    const auto& layout = c.config.network.dialect->header;
    return {type::block, wire::header_view(layout, header).previous()};
}

}  // namespace

announcement inventory_relay::announce_blocks(const wire::header_batch& newest, context& c) {
    if (newest.empty()) return announcement::known;
    const auto tip = block_of(newest[newest.size() - 1], c);
    if (knows(tip)) return announcement::known;
    const auto headers = connecting(newest, c);
    if (!headers) return announce(tip, c);
    c.write(c.config.network.dialect->chain->headers_of(*headers));  // known when it is queued
    return announcement::queued;
}

/// Those that the remote does not have, from the first whose parent it has; nothing when it could
/// not connect them or did not ask for headers. One that it does not have behind one that it has is
/// still sent whole: it may have the block and not its header.
std::optional<wire::header_batch> inventory_relay::connecting(
    const wire::header_batch& newest, const context& c
) const {
    const auto& dialect = *c.config.network.dialect;
    if (c.stage != stage::running || !c.negotiated.remote_wants_headers) return std::nullopt;
    if (dialect.chain == nullptr || newest.size() > headers_max) return std::nullopt;
    wire::header_batch news(newest.header_size());
    for (std::size_t i = 0; i < newest.size(); ++i) {
        const auto parent = parent_of(newest[i], c);
        if (i > 0 && parent != block_of(newest[i - 1], c)) return std::nullopt;  // no chain
        if (news.empty()) {
            if (knows(block_of(newest[i], c))) continue;
            if (!knows(parent)) return std::nullopt;
        }
        news.push_back(newest[i]);
    }
    return news;
}

/// Of `headers`, either way, only the last ones are kept: what is announced by headers connects to
/// one of them, and a whole chain would drive out everything else that is known.
void inventory_relay::add_known_headers(const wire::message& message, const context& c) {
    const auto& dialect = *c.config.network.dialect;
    if (const auto asked = dialect.read_locator(message); asked && !asked->hashes.empty()) {
        add_known({type::block, asked->hashes.front()});  // the best that it has
    }
    if (dialect.chain == nullptr) return;
    const auto headers = dialect.chain->headers_in(message);
    if (!headers) return;
    const auto first = headers->size() - std::min(headers->size(), headers_max + 1);
    for (auto i = first; i < headers->size(); ++i) add_known(block_of((*headers)[i], c));
}

}  // namespace bitpeer::facets
