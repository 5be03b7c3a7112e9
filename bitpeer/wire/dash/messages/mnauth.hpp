#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `mnauth`: proof of being a masternode, made over the challenge in the receiver's `version`.
/// Nobody who sent no challenge gets one.
struct mnauth {
    static constexpr command_name command{"mnauth"};
    static constexpr short_id v2_id{162};
    static constexpr std::string_view about{"proof of which masternode I am"};

    hash256 pro_tx;             ///< the transaction that registered the masternode
    bls_signature signature{};  ///< with its operator key

    static constexpr void fields(auto& self, auto& ar) {
        ar("pro_tx", self.pro_tx);
        ar("signature", self.signature);
    }
    friend bool operator==(const mnauth&, const mnauth&) = default;
};

}  // namespace bitpeer::wire::dash
