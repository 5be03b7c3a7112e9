#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `addr`: nodes that I know of, in the form that has room for IPv4 and IPv6 only. A node that says
/// so by `sendaddrv2` is told by `addrv2` instead.
struct addr {
    static constexpr command_name command{"addr"};
    static constexpr short_id v2_id{1};
    static constexpr std::string_view about{"nodes that I know of: IPv4 and IPv6"};

    struct entry {
        std::uint32_t time{};  ///< when it was last seen, in Unix seconds; since version 31402
        wire::services services;
        legacy_address address;

        static constexpr void fields(auto& self, auto& ar) {
            if (ar.protocol_version() >= 31402) ar("time", self.time);
            ar("services", self.services);
            ar("address", self.address);
        }
        friend bool operator==(const entry&, const entry&) = default;
    };

    list<entry, 1000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const addr&, const addr&) = default;
};

}  // namespace bitpeer::wire
