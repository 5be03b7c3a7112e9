#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `getsporks`: send me the sporks that are set. Answered by one `spork` for each.
struct getsporks {
    static constexpr command_name command{"getsporks"};
    static constexpr short_id v2_id{129};
    static constexpr std::string_view about{"send me the sporks that are set"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const getsporks&, const getsporks&) = default;
};

}  // namespace bitpeer::wire::dash
