#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/locator.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getheaders`: send me up to 2000 headers that follow, to `stop` inclusive. Answered by
/// `headers`. With an empty locator the one header `stop` is meant.
struct getheaders {
    static constexpr command_name command{"getheaders"};
    static constexpr short_id v2_id{12};
    static constexpr std::string_view about{"send me the headers that follow"};

    wire::locator locator;  ///< the blocks that the sender has

    static constexpr void fields(auto& self, auto& ar) { ar("locator", self.locator); }
    friend bool operator==(const getheaders&, const getheaders&) = default;
};

}  // namespace bitpeer::wire
