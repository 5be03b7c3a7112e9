#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/bit_set.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qpcommit`: what a member takes the quorum to be; many of them make a `qfcommit` (DIP6).
struct qpcommit {
    static constexpr command_name command{"qpcommit"};
    static constexpr short_id v2_id{150};
    static constexpr std::string_view about{"a member commits to what a quorum has become (DIP6)"};

    std::uint8_t type{};  ///< of the quorum
    hash256 quorum;       ///< the block that the quorum was chosen by
    hash256 pro_tx;       ///< the registration of the member that speaks
    bit_set valid_members;
    bls_public_key public_key{};       ///< of the quorum
    hash256 verification_vector;       ///< the hash of the members' contributions
    bls_signature quorum_signature{};  ///< the member's share of it
    bls_signature signature{};         ///< of the member

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("pro_tx", self.pro_tx);
        ar("valid_members", self.valid_members);
        ar("public_key", self.public_key);
        ar("verification_vector", self.verification_vector);
        ar("quorum_signature", self.quorum_signature);
        ar("signature", self.signature);
    }
    friend bool operator==(const qpcommit&, const qpcommit&) = default;
};

}  // namespace bitpeer::wire::dash
