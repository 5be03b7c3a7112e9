#pragma once
/// Which networks a node can connect to.

#include <bitpeer/wire/address.hpp>

#include <cstdint>
#include <initializer_list>

namespace bitpeer {

/// A set of networks. What lies in others is passed on but neither kept nor dialled.
class reachable_networks {
public:
    /// IPv4 and IPv6: what needs neither a proxy nor a router of its own.
    constexpr reachable_networks()
        : reachable_networks({wire::address_network::ipv4, wire::address_network::ipv6}) {}

    constexpr reachable_networks(std::initializer_list<wire::address_network> networks) {
        for (const auto network : networks) add(network);
    }

    /// Networks that BIP155 does not know cannot be reached, whoever says so.
    constexpr void add(wire::address_network network) { bits_ |= bit_of(network); }
    constexpr void remove(wire::address_network network) { bits_ &= ~bit_of(network); }

    [[nodiscard]] constexpr bool contains(wire::address_network network) const {
        return (bits_ & bit_of(network)) != 0;
    }
    [[nodiscard]] bool contains(const wire::address& where) const {
        return contains(where.network());
    }

    friend constexpr bool operator==(reachable_networks, reachable_networks) = default;

private:
    static constexpr std::uint32_t bit_of(wire::address_network network) {
        const bool known = network <= wire::address_network::yggdrasil;
        return known ? 1U << network.number : 0;
    }

    std::uint32_t bits_ = 0;
};

}  // namespace bitpeer
