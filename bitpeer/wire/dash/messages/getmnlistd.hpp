#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `getmnlistd` (DIP4): send me what changed in the masternode list between two blocks. Answered by
/// `mnlistdiff`.
struct getmnlistd {
    static constexpr command_name command{"getmnlistd"};
    static constexpr short_id v2_id{143};
    static constexpr std::string_view about{"send me what changed in the masternode list (DIP4)"};

    hash256 base;  ///< the block whose list the sender has; zero: none
    hash256 block;

    static constexpr void fields(auto& self, auto& ar) {
        ar("base", self.base);
        ar("block", self.block);
    }
    friend bool operator==(const getmnlistd&, const getmnlistd&) = default;
};

}  // namespace bitpeer::wire::dash
