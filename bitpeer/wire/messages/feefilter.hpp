#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `feefilter` (BIP133): announce no transactions to me below this fee rate.
struct feefilter {
    static constexpr command_name command{"feefilter"};
    static constexpr short_id v2_id{5};
    static constexpr int since = 70013;
    static constexpr std::string_view about{
        "announce no transactions below this fee rate (BIP133)"};

    std::int64_t fee_rate{};  ///< satoshi per 1000 virtual bytes; 0 to 21e14 means something

    static constexpr void fields(auto& self, auto& ar) { ar("fee_rate", self.fee_rate); }
    friend bool operator==(const feefilter&, const feefilter&) = default;
};

}  // namespace bitpeer::wire
