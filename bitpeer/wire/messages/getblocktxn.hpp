#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/differential.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getblocktxn` (BIP152): send me these transactions of a block that you announced compactly.
struct getblocktxn {
    static constexpr command_name command{"getblocktxn"};
    static constexpr short_id v2_id{10};
    static constexpr int since = 70014;
    static constexpr std::string_view about{
        "send me these transactions of a compact block (BIP152)"};

    hash256 block;
    index_list indexes;

    static constexpr void fields(auto& self, auto& ar) {
        ar("block", self.block);
        ar("indexes", self.indexes);
    }
    friend bool operator==(const getblocktxn&, const getblocktxn&) = default;
};

}  // namespace bitpeer::wire
