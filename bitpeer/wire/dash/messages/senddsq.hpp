#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `senddsq`: whether to send me `dsq` messages.
struct senddsq {
    static constexpr command_name command{"senddsq"};
    static constexpr short_id v2_id{130};
    static constexpr std::string_view about{"tell me of mixing queues, or do not"};

    bool wanted{};

    static constexpr void fields(auto& self, auto& ar) { ar("wanted", self.wanted); }
    friend bool operator==(const senddsq&, const senddsq&) = default;
};

}  // namespace bitpeer::wire::dash
