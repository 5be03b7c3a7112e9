#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/messages/filterload.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `govsync`: send me all governance objects, or all votes on one, but for those that the filter
/// matches.
struct govsync {
    static constexpr command_name command{"govsync"};
    static constexpr short_id v2_id{140};
    static constexpr std::string_view about{"send me governance objects and votes"};

    hash256 object;    ///< whose votes; zero: the objects themselves
    filterload known;  ///< what the sender has; laid out as in the message `filterload`

    static constexpr void fields(auto& self, auto& ar) {
        ar("object", self.object);
        ar("known", self.known);
    }
    friend bool operator==(const govsync&, const govsync&) = default;
};

}  // namespace bitpeer::wire::dash
