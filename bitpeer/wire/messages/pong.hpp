#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `pong` (BIP31): the answer to a `ping`, with its nonce.
struct pong {
    static constexpr command_name command{"pong"};
    static constexpr short_id v2_id{19};
    static constexpr int since = 60001;
    static constexpr std::string_view about{"the answer to a ping, with its nonce (BIP31)"};

    std::uint64_t nonce{};

    static constexpr void fields(auto& self, auto& ar) { ar("nonce", self.nonce); }
    friend bool operator==(const pong&, const pong&) = default;
};

}  // namespace bitpeer::wire
