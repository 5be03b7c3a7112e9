#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `sendheaders2` (DIP25): announce new blocks to me by `headers2` instead of `inv`.
struct sendheaders2 {
    static constexpr command_name command{"sendheaders2"};
    static constexpr short_id v2_id{164};
    static constexpr phase when = phase::early;
    static constexpr std::string_view about{"announce new blocks to me by headers2 (DIP25)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const sendheaders2&, const sendheaders2&) = default;
};

}  // namespace bitpeer::wire::dash
