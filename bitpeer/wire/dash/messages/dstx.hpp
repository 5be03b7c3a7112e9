#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/dash/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dstx`: a mixing transaction (CoinJoin), which a masternode vouches for since it pays no fee.
struct dstx {
    static constexpr command_name command{"dstx"};
    static constexpr short_id v2_id{137};
    static constexpr std::string_view about{"the transaction of a mixing session"};

    dash::transaction transaction;
    hash256 pro_tx;             ///< the transaction that registered the masternode
    sized_signature signature;  ///< of the masternode
    std::int64_t time{};        ///< Unix seconds

    static constexpr void fields(auto& self, auto& ar) {
        ar("transaction", self.transaction);
        ar("pro_tx", self.pro_tx);
        ar("signature", self.signature);
        ar("time", self.time);
    }
    friend bool operator==(const dstx&, const dstx&) = default;
};

}  // namespace bitpeer::wire::dash
