#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/signatures.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `clsig` (DIP8): a quorum vouches for a block: no chain without it will be followed.
struct clsig {
    static constexpr command_name command{"clsig"};
    static constexpr short_id v2_id{160};
    static constexpr std::string_view about{"a quorum locks the chain up to this block (DIP8)"};

    std::int32_t height{};
    hash256 block;
    bls_signature signature{};  ///< of the quorum

    static constexpr void fields(auto& self, auto& ar) {
        ar("height", self.height);
        ar("block", self.block);
        ar("signature", self.signature);
    }
    friend bool operator==(const clsig&, const clsig&) = default;
};

}  // namespace bitpeer::wire::dash
