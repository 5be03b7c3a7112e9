#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `sendcmpct` (BIP152): I understand compact blocks of this version; and whether to announce new
/// blocks to me by them. Version 2 is the one in use.
struct sendcmpct {
    static constexpr command_name command{"sendcmpct"};
    static constexpr short_id v2_id{20};
    static constexpr int since = 70014;
    static constexpr phase when = phase::early;
    static constexpr std::string_view about{"I understand compact blocks (BIP152)"};

    strict_bool announce;      ///< send me `cmpctblock` unasked (high bandwidth)
    std::uint64_t version{2};  ///< 1: short ids of txids; 2: of wtxids

    static constexpr void fields(auto& self, auto& ar) {
        ar("announce", self.announce);
        ar("version", self.version);
    }
    friend bool operator==(const sendcmpct&, const sendcmpct&) = default;
};

}  // namespace bitpeer::wire
