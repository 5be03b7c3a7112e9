#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `sendaddrv2` (BIP155): I understand `addrv2`. Has its place before `verack`, at any protocol
/// version; Bitcoin Core sends it from 70016 on, as courtesy to peers that drop on unknown
/// messages.
struct sendaddrv2 {
    static constexpr command_name command{"sendaddrv2"};
    static constexpr phase when = phase::negotiation;
    static constexpr std::string_view about{"I understand addrv2 (BIP155)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const sendaddrv2&, const sendaddrv2&) = default;
};

}  // namespace bitpeer::wire
