#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `mempool` (BIP35): announce to me the transactions that you hold.
struct mempool {
    static constexpr command_name command{"mempool"};
    static constexpr short_id v2_id{15};
    static constexpr int since = 60002;
    static constexpr std::string_view about{"announce the transactions that you hold (BIP35)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const mempool&, const mempool&) = default;
};

}  // namespace bitpeer::wire
