#include "chain_answers.hpp"

#include <bitpeer/wire/chain_format.hpp>

namespace bitpeer::tool::conform {

std::vector<hash256> locator_of(const network& net, std::size_t size) {
    std::vector<hash256> made(size, nobodys_hash());
    for (std::size_t i = 0; i + 1 < size; ++i) {
        store_le(made[i].bytes.data(), static_cast<std::uint32_t>(i));
    }
    made.back() = net.genesis_hash;
    return made;
}

std::optional<std::vector<remote::known_block>> headers_in(
    const conversation& with, const arrival& came
) {
    const auto& dialect = *with.net().dialect;
    if (dialect.chain == nullptr) return std::nullopt;
    const auto message = with.read(came);
    if (!message) return std::nullopt;
    const auto batch = dialect.chain->headers_in(*message);
    if (!batch) return std::nullopt;
    std::vector<remote::known_block> all;
    for (std::size_t i = 0; i < batch->size(); ++i) {
        const auto header = (*batch)[i];
        all.push_back({bytes(header.begin(), header.end()), dialect.block_hash(header)});
    }
    return all;
}

std::optional<hash256> block_in(const network& net, const arrival& came) {
    const auto size = net.dialect->header.size;
    if (came.payload.size() < size) return std::nullopt;
    return net.dialect->block_hash(came.payload.view().first(size));
}

hash256 previous_of(const network& net, byte_view header) {
    return wire::header_view(net.dialect->header, header).previous();
}

}  // namespace bitpeer::tool::conform
