#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `getqrinfo` (DIP24): send me what is needed to know the members of rotating quorums. Answered by
/// `qrinfo`.
struct getqrinfo {
    static constexpr command_name command{"getqrinfo"};
    static constexpr short_id v2_id{166};
    static constexpr std::string_view about{
        "send me all that tells who is in rotating quorums (DIP24)"};

    list<hash256> base_blocks;  ///< blocks whose masternode lists the sender has
    hash256 block;              ///< quorums as of this block
    bool extra_share{};         ///< true: with one cycle more

    static constexpr void fields(auto& self, auto& ar) {
        ar("base_blocks", self.base_blocks);
        ar("block", self.block);
        ar("extra_share", self.extra_share);
    }
    friend bool operator==(const getqrinfo&, const getqrinfo&) = default;
};

}  // namespace bitpeer::wire::dash
