#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `platformban`: a quorum of Dash Platform asks to ban a masternode that does not serve it.
struct platformban {
    static constexpr command_name command{"platformban"};
    static constexpr short_id v2_id{168};
    static constexpr int since = 70238;
    static constexpr std::string_view about{"a quorum bans a masternode that fails Dash Platform"};

    hash256 pro_tx;             ///< the registration of that masternode
    std::int32_t height{};      ///< when it was asked for
    hash256 quorum;             ///< which quorum signed
    bls_signature signature{};  ///< of the quorum

    static constexpr void fields(auto& self, auto& ar) {
        ar("pro_tx", self.pro_tx);
        ar("height", self.height);
        ar("quorum", self.quorum);
        ar("signature", self.signature);
    }
    friend bool operator==(const platformban&, const platformban&) = default;
};

}  // namespace bitpeer::wire::dash
