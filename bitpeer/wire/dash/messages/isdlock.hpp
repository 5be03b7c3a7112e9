#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `isdlock` (DIP22): a quorum vouches for a transaction: no other one may spend what it spends.
struct isdlock {
    static constexpr command_name command{"isdlock"};
    static constexpr short_id v2_id{161};
    static constexpr int since = 70220;
    static constexpr std::string_view about{"a quorum locks the inputs of a transaction (DIP22)"};

    std::uint8_t version{1};
    list<outpoint> inputs;  ///< what the transaction spends
    hash256 txid;
    hash256 cycle;              ///< the block that tells which quorum signed
    bls_signature signature{};  ///< of the quorum

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("inputs", self.inputs);
        ar("txid", self.txid);
        ar("cycle", self.cycle);
        ar("signature", self.signature);
    }
    friend bool operator==(const isdlock&, const isdlock&) = default;
};

}  // namespace bitpeer::wire::dash
