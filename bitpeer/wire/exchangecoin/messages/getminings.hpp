#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getminings`: send me what a miner needs to build on your tip. Answered by `miningstate`. The
/// name is cut to what a command has room for.
struct getminings {
    static constexpr command_name command{"getminings"};
    static constexpr std::string_view about{"send me the tip's blocks and their votes"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const getminings&, const getminings&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
