#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `dsq`: a masternode waits for participants of a mixing session (CoinJoin), or has enough of
/// them.
struct dsq {
    static constexpr command_name command{"dsq"};
    static constexpr short_id v2_id{138};
    static constexpr std::string_view about{"a masternode opens a mixing session"};

    std::int32_t denomination{};  ///< as in `dsa`
    hash256 pro_tx;               ///< the transaction that registered the masternode
    std::int64_t time{};          ///< Unix seconds
    bool ready{};                 ///< true: enough have come
    sized_signature signature;    ///< of the masternode

    static constexpr void fields(auto& self, auto& ar) {
        ar("denomination", self.denomination);
        ar("pro_tx", self.pro_tx);
        ar("time", self.time);
        ar("ready", self.ready);
        ar("signature", self.signature);
    }
    friend bool operator==(const dsq&, const dsq&) = default;
};

}  // namespace bitpeer::wire::dash
