#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `miningstate`: the answer to `getminings`.
struct miningstate {
    static constexpr command_name command{"miningstate"};
    static constexpr std::string_view about{"the blocks of the tip's height and their votes"};

    std::uint32_t version{1};  ///< of this message
    std::uint32_t height{};    ///< of the blocks
    list<hash256, 8> blocks;   ///< hashes of the blocks that may be built on
    list<hash256, 40> votes;   ///< TxHashes of votes on them

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("height", self.height);
        ar("blocks", self.blocks);
        ar("votes", self.votes);
    }
    friend bool operator==(const miningstate&, const miningstate&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
