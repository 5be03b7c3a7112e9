#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/phase.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `version`: the first message of each side. Old peers end it early: sender and nonce come
/// together or not at all, and each of the last three only when bytes remain. What is missing keeps
/// the value that stands here.
struct version {
    static constexpr command_name command{"version"};
    static constexpr phase when = phase::opening;
    static constexpr std::string_view about{"who I am and what I offer; the first message"};

    std::int32_t protocol_version{};  ///< the newest that the sender speaks
    wire::services services;          ///< what the sender offers
    std::int64_t timestamp{};         ///< the sender's clock, in Unix seconds
    net_address receiver;             ///< how the sender sees the receiver
    net_address sender;               ///< nobody looks at it; Bitcoin Core sends zeros
    std::uint64_t nonce{1};           ///< random: whoever meets its own is talking to itself
    var_string<256> user_agent;       ///< `/Name:1.2.3(comment)/` (BIP14)
    std::int32_t start_height{};      ///< the height of the sender's best block
    bool relay{true};                 ///< false: announce no transactions to me (BIP37)

    static constexpr void fields(auto& self, auto& ar) {
        ar("protocol_version", self.protocol_version);
        ar("services", self.services);
        ar("timestamp", self.timestamp);
        ar("receiver", self.receiver);
        if (ar.tail()) {
            ar("sender", self.sender);
            ar("nonce", self.nonce);
        }
        if (ar.tail()) ar("user_agent", self.user_agent);
        if (ar.tail()) ar("start_height", self.start_height);
        if (ar.tail()) ar("relay", self.relay);
    }
    friend bool operator==(const version&, const version&) = default;
};

}  // namespace bitpeer::wire
