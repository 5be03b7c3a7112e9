#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

std::vector<node_address> sample_addresses(
    std::span<const node_address> known, address_form form, random_source& random
) {
    std::vector<node_address> chosen;
    for (const auto& node : known) {
        if (form == address_form::addrv2 || node.address.legacy()) chosen.push_back(node);
    }
    if (chosen.size() <= addresses_max) return chosen;
    for (std::size_t i = 0; i < addresses_max; ++i) {
        const auto from = i + static_cast<std::size_t>(random.below(chosen.size() - i));
        std::swap(chosen[i], chosen[from]);
    }
    chosen.resize(addresses_max);
    return chosen;
}

wire::message address_message(std::span<const node_address> chosen, address_form form) {
    if (form == address_form::addr) {
        wire::addr told;
        for (const auto& node : chosen) {
            if (const auto where = wire::legacy_address::from(node.address)) {
                told.items.push_back({node.last_seen, node.services, *where});
            }
        }
        return told;
    }
    wire::addrv2 told;
    for (const auto& node : chosen) {
        told.items.push_back({node.last_seen, {node.services}, node.address});
    }
    return told;
}

}  // namespace bitpeer
