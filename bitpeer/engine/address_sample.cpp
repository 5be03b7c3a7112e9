#include <bitpeer/base/shuffle.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>

namespace bitpeer {

std::vector<node_address> sample_addresses(
    std::span<const node_address> known, address_form form, random_source& random
) {
    std::vector<node_address> chosen;
    for (const auto& node : known) {
        if (form == address_form::addrv2 || node.address.legacy()) chosen.push_back(node);
    }
    if (chosen.size() <= addresses_max) return chosen;
    shuffle_front(chosen, addresses_max, random);
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

std::optional<std::vector<node_address>> addresses_of(const wire::message& message) {
    std::vector<node_address> told;
    if (const auto old = message.get_if<wire::addr>()) {
        for (const auto& entry : old->items) {
            told.push_back({entry.time, entry.services, entry.address});
        }
    } else if (const auto any = message.get_if<wire::addrv2>()) {
        for (const auto& entry : any->items) {
            told.push_back({entry.time, entry.services.value, entry.address});
        }
    } else {
        return std::nullopt;
    }
    return told;
}

}  // namespace bitpeer
