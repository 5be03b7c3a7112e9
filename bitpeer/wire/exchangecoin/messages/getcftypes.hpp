#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getcftypes`: which version 1 filters do you have? Answered by `cftypes`; exccd disconnects
/// today.
struct getcftypes {
    static constexpr command_name command{"getcftypes"};
    static constexpr std::string_view about{"which kinds of filters do you have?"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const getcftypes&, const getcftypes&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
