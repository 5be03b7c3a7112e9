#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `sendheaders` (BIP130): announce new blocks to me by `headers` instead of `inv`.
struct sendheaders {
    static constexpr command_name command{"sendheaders"};
    static constexpr int since = 70012;
    static constexpr phase when = phase::early;
    static constexpr std::string_view about{"announce new blocks to me by headers (BIP130)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const sendheaders&, const sendheaders&) = default;
};

}  // namespace bitpeer::wire
