#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `initstate`: the answer to `getinitstate`. What was not asked for is empty.
struct initstate {
    static constexpr command_name command{"initstate"};
    static constexpr std::string_view about{"the tip's blocks, their votes, treasury spends"};

    list<hash256, 8> blocks;           ///< hashes of the blocks that may be built on
    list<hash256, 40> votes;           ///< TxHashes of votes on them
    list<hash256, 7> treasury_spends;  ///< TxHashes of spends from the treasury

    static constexpr void fields(auto& self, auto& ar) {
        ar("blocks", self.blocks);
        ar("votes", self.votes);
        ar("treasury_spends", self.treasury_spends);
    }
    friend bool operator==(const initstate&, const initstate&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
