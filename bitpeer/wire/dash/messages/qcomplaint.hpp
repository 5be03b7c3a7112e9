#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/bit_set.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qcomplaint`: whose contributions a member found missing or wrong (DIP6).
struct qcomplaint {
    static constexpr command_name command{"qcomplaint"};
    static constexpr short_id v2_id{148};
    static constexpr std::string_view about{
        "a member complains about contributions to a quorum (DIP6)"};

    std::uint8_t type{};        ///< of the quorum
    hash256 quorum;             ///< the block that the quorum was chosen by
    hash256 pro_tx;             ///< the registration of the member that speaks
    bit_set bad_members;        ///< whose contribution is missing or bad for all
    bit_set complaints;         ///< whose contribution is wrong for this member
    bls_signature signature{};  ///< of the member

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("pro_tx", self.pro_tx);
        ar("bad_members", self.bad_members);
        ar("complaints", self.complaints);
        ar("signature", self.signature);
    }
    friend bool operator==(const qcomplaint&, const qcomplaint&) = default;
};

}  // namespace bitpeer::wire::dash
