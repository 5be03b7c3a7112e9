#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qsigrec` (DIP7): a signature that was recovered from the shares of a quorum's members.
struct qsigrec {
    static constexpr command_name command{"qsigrec"};
    static constexpr short_id v2_id{156};
    static constexpr std::string_view about{"a quorum has signed something (DIP7)"};

    std::uint8_t type{};        ///< of the quorum
    hash256 quorum;             ///< the block that the quorum was chosen by
    hash256 id;                 ///< what was to be signed
    hash256 message;            ///< the hash that was signed
    bls_signature signature{};  ///< of the quorum

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("id", self.id);
        ar("message", self.message);
        ar("signature", self.signature);
    }
    friend bool operator==(const qsigrec&, const qsigrec&) = default;
};

}  // namespace bitpeer::wire::dash
