#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `sendtxrcncl` (BIP330): let us reconcile transactions instead of announcing each. Its place is
/// before `verack`, but who does not reconcile must let a late one go: only those who do may
/// disconnect.
struct sendtxrcncl {
    static constexpr command_name command{"sendtxrcncl"};
    static constexpr phase when = phase::early;
    static constexpr std::string_view about{"let us reconcile transactions (BIP330)"};

    std::uint32_t version{1};  ///< 0 is not allowed
    std::uint64_t salt{};      ///< half of the key of the short ids

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("salt", self.salt);
    }
    friend bool operator==(const sendtxrcncl&, const sendtxrcncl&) = default;
};

}  // namespace bitpeer::wire
