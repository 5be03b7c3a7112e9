#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/locator.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getblocks`: announce to me up to 500 blocks that follow; `stop` itself is left out. Answered by
/// `inv`. Today's nodes ask for `getheaders`.
struct getblocks {
    static constexpr command_name command{"getblocks"};
    static constexpr short_id v2_id{9};
    static constexpr std::string_view about{"announce to me the blocks that follow"};

    wire::locator locator;  ///< the blocks that the sender has

    static constexpr void fields(auto& self, auto& ar) { ar("locator", self.locator); }
    friend bool operator==(const getblocks&, const getblocks&) = default;
};

}  // namespace bitpeer::wire
