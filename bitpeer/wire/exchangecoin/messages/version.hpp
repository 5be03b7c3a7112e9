#pragma once
#include <bitpeer/wire/ascii_string.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/net_address.hpp>
#include <bitpeer/wire/phase.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `version`: the first message of each side. Each of the last five fields is read only when bytes
/// remain; what is missing keeps the value that stands here. All are always written.
struct version {
    static constexpr command_name command{"version"};
    static constexpr phase when = phase::opening;
    static constexpr std::string_view about{"who I am and what I offer; the first message"};

    std::int32_t protocol_version{};  ///< the newest that the sender speaks
    /// What the sender offers. Only the lowest flag means what its name in `wire::services` says;
    /// 2 is bloom filters (never used) and 4 is version 1 committed filters.
    wire::services services;
    std::int64_t timestamp{};      ///< the sender's clock, in Unix seconds
    net_address receiver;          ///< how the sender sees the receiver
    net_address sender;            ///< exccd sends its services and zeros
    std::uint64_t nonce{};         ///< random: whoever meets its own is talking to itself
    ascii_string<256> user_agent;  ///< `/exccwire:1.0.0/name:version(comment; comment)/`
    std::int32_t start_height{};   ///< the height of the sender's best block
    bool relay{true};              ///< false: announce no transactions to me

    static constexpr void fields(auto& self, auto& ar) {
        ar("protocol_version", self.protocol_version);
        ar("services", self.services);
        ar("timestamp", self.timestamp);
        ar("receiver", self.receiver);
        if (ar.tail()) ar("sender", self.sender);
        if (ar.tail()) ar("nonce", self.nonce);
        if (ar.tail()) ar("user_agent", self.user_agent);
        if (ar.tail()) ar("start_height", self.start_height);
        if (ar.tail()) ar("relay", self.relay);
    }

    /// The fields take 344 bytes at most. exccd allows some more behind them: it counts as if each
    /// address had a time before it, and the user agent's length nine bytes.
    static constexpr size_bounds bounds{46, 358};
    static void decode(version& self, reader& in) { fields(self, in); }
    static void encode(const version& self, auto& out) { fields(self, out); }

    friend bool operator==(const version&, const version&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
