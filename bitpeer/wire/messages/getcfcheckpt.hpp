#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/filter_type.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getcfcheckpt` (BIP157): send me every thousandth filter header up to this block. Answered by
/// `cfcheckpt`.
struct getcfcheckpt {
    static constexpr command_name command{"getcfcheckpt"};
    static constexpr short_id v2_id{26};
    static constexpr std::string_view about{"send me every thousandth filter header (BIP157)"};

    filter_type type;
    hash256 stop_hash;

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("stop_hash", self.stop_hash);
    }
    friend bool operator==(const getcfcheckpt&, const getcfcheckpt&) = default;
};

}  // namespace bitpeer::wire
