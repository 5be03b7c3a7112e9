#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `govobj`: an object that masternodes vote on.
struct govobj {
    static constexpr command_name command{"govobj"};
    static constexpr short_id v2_id{141};
    static constexpr std::string_view about{"a proposal or another governance object"};

    hash256 parent;  ///< the object that it belongs to; zero: none
    std::int32_t revision{};
    std::int64_t time{};        ///< when it was made, in Unix seconds
    hash256 collateral;         ///< the transaction that paid for it
    var_bytes<> data;           ///< what it says: a text in JSON
    std::int32_t type{};        ///< 1: a proposal; 2: a trigger, which pays proposals
    outpoint masternode;        ///< the collateral of the masternode that made it
    sized_signature signature;  ///< of that masternode; empty where none made it

    static constexpr void fields(auto& self, auto& ar) {
        ar("parent", self.parent);
        ar("revision", self.revision);
        ar("time", self.time);
        ar("collateral", self.collateral);
        ar("data", self.data);
        ar("type", self.type);
        ar("masternode", self.masternode);
        ar("signature", self.signature);
    }
    friend bool operator==(const govobj&, const govobj&) = default;
};

}  // namespace bitpeer::wire::dash
