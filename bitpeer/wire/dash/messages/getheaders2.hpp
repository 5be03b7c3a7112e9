#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/locator.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `getheaders2` (DIP25): as `getheaders`, to be answered by `headers2`. For peers that offer
/// compressed headers.
struct getheaders2 {
    static constexpr command_name command{"getheaders2"};
    static constexpr short_id v2_id{163};
    static constexpr std::string_view about{"send me the headers that follow, compressed (DIP25)"};

    wire::locator locator;  ///< the blocks that the sender has

    static constexpr void fields(auto& self, auto& ar) { ar("locator", self.locator); }
    friend bool operator==(const getheaders2&, const getheaders2&) = default;
};

}  // namespace bitpeer::wire::dash
