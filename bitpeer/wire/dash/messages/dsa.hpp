#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dsa`: let me take part in a mixing session (CoinJoin). Sent to the masternode that runs it,
/// answered by `dssu`.
struct dsa {
    static constexpr command_name command{"dsa"};
    static constexpr short_id v2_id{131};
    static constexpr std::string_view about{"let me take part in a mixing session"};

    std::int32_t denomination{};   ///< a bit for the amount that is mixed
    dash::transaction collateral;  ///< a fee that is taken from who breaks the session

    static constexpr void fields(auto& self, auto& ar) {
        ar("denomination", self.denomination);
        ar("collateral", self.collateral);
    }
    friend bool operator==(const dsa&, const dsa&) = default;
};

}  // namespace bitpeer::wire::dash
