#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `govobjvote`: the vote of one masternode on one object.
struct govobjvote {
    static constexpr command_name command{"govobjvote"};
    static constexpr short_id v2_id{142};
    static constexpr std::string_view about{"a masternode votes on a governance object"};

    outpoint masternode;     ///< the collateral of the masternode that votes
    hash256 object;          ///< what it votes on
    std::int32_t outcome{};  ///< 1: yes; 2: no; 3: abstain
    std::int32_t signal{};   ///< what it answers: 1 is whether to pay
    std::int64_t time{};     ///< when it voted, in Unix seconds
    sized_signature signature;

    static constexpr void fields(auto& self, auto& ar) {
        ar("masternode", self.masternode);
        ar("object", self.object);
        ar("outcome", self.outcome);
        ar("signal", self.signal);
        ar("time", self.time);
        ar("signature", self.signature);
    }
    friend bool operator==(const govobjvote&, const govobjvote&) = default;
};

}  // namespace bitpeer::wire::dash
