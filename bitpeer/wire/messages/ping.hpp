#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `ping` (BIP31): answer me with a `pong` of the same nonce. Up to protocol version 60000 it
/// carries no nonce and asks for no answer.
struct ping {
    static constexpr command_name command{"ping"};
    static constexpr short_id v2_id{18};
    static constexpr std::string_view about{"answer me with a pong of the same nonce (BIP31)"};

    std::uint64_t nonce{};

    static constexpr void fields(auto& self, auto& ar) {
        if (ar.protocol_version() > 60000) ar("nonce", self.nonce);
    }
    friend bool operator==(const ping&, const ping&) = default;
};

}  // namespace bitpeer::wire
