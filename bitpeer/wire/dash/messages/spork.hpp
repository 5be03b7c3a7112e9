#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `spork`: a switch or number that the keepers of the network set by their signature.
struct spork {
    static constexpr command_name command{"spork"};
    static constexpr short_id v2_id{128};
    static constexpr std::string_view about{"a switch of the network, signed by its keepers"};

    std::int32_t id{};          ///< which one
    std::int64_t value{};       ///< what it is set to; for many the time from which it is on
    std::int64_t time{};        ///< when that was signed, in Unix seconds: the latest counts
    sized_signature signature;  ///< by the spork key, which is ECDSA: 65 bytes

    static constexpr void fields(auto& self, auto& ar) {
        ar("id", self.id);
        ar("value", self.value);
        ar("time", self.time);
        ar("signature", self.signature);
    }
    friend bool operator==(const spork&, const spork&) = default;
};

}  // namespace bitpeer::wire::dash
