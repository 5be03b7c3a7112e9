#pragma once
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `addrv2` (BIP155): nodes that I know of, on any network. Entries of unknown networks, and IPv6
/// that embeds another network, are kept byte for byte; `address::usable` tells them apart.
///
/// BIP155 names no protocol version: whoever got a `sendaddrv2` may send it.
struct addrv2 {
    static constexpr command_name command{"addrv2"};
    static constexpr short_id v2_id{28};
    static constexpr std::string_view about{"nodes that I know of, on any network (BIP155)"};

    struct entry {
        std::uint32_t time{};              ///< when the node was last seen, in Unix seconds
        compact<wire::services> services;  ///< what it offers
        wire::address address;

        static constexpr void fields(auto& self, auto& ar) {
            ar("time", self.time);
            ar("services", self.services);
            ar("address", self.address);
        }
        friend bool operator==(const entry&, const entry&) = default;
    };

    list<entry, 1000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const addrv2&, const addrv2&) = default;
};

}  // namespace bitpeer::wire
