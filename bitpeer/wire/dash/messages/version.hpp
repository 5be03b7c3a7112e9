#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/optional_tail.hpp>
#include <bitpeer/wire/phase.hpp>
#include <bitpeer/wire/services.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::wire::dash {

/// What masternodes add to their `version`.
struct masternode_greeting {
    std::array<std::uint8_t, 32> challenge{};  ///< random: `mnauth` answers it
    optional_tail<bool> masternode;  ///< true: a connection for masternodes only. Others drop it.

    static constexpr void fields(auto& self, auto& ar) {
        ar("challenge", self.challenge);
        ar("masternode", self.masternode);
    }
    [[nodiscard]] static std::string type_text() { return "32 bytes, then a bool if any"; }
    friend bool operator==(const masternode_greeting&, const masternode_greeting&) = default;
};

/// `version`: Bitcoin's, and behind it since Dash Core 0.14 what masternodes need. Who sends no
/// greeting is never sent a `mnauth`.
struct version {
    static constexpr command_name command{"version"};
    static constexpr phase when = phase::opening;
    static constexpr std::string_view about{"who I am and what I offer; the first message"};

    std::int32_t protocol_version{};  ///< the newest that the sender speaks
    wire::services services;          ///< what the sender offers
    std::int64_t timestamp{};         ///< the sender's clock, in Unix seconds
    net_address receiver;             ///< how the sender sees the receiver
    net_address sender;               ///< nobody looks at it; Dash Core sends zeros
    std::uint64_t nonce{1};           ///< random: whoever meets its own is talking to itself
    var_string<256> user_agent;       ///< `/Name:1.2.3(comment)/` (BIP14)
    std::int32_t start_height{};      ///< the height of the sender's best block
    bool relay{true};                 ///< false: announce no transactions to me (BIP37)
    optional_tail<masternode_greeting> greeting;

    static constexpr void fields(auto& self, auto& ar) {
        wire::version::fields(self, ar);
        ar("greeting", self.greeting);
    }
    friend bool operator==(const version&, const version&) = default;
};

}  // namespace bitpeer::wire::dash
