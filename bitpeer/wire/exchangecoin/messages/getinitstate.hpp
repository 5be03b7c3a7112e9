#pragma once
#include <bitpeer/wire/ascii_string.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getinitstate`: send me what a node that has just caught up lacks. Answered by `initstate`;
/// exccd answers once per connection.
struct getinitstate {
    static constexpr command_name command{"getinitstate"};
    static constexpr std::string_view about{"send me the tip's blocks, votes and treasury spends"};

    static constexpr std::string_view head_blocks{"headblocks"};
    static constexpr std::string_view head_block_votes{"headblockvotes"};
    static constexpr std::string_view treasury_spends{"tspends"};

    list<ascii_string<32>, 32> types;  ///< what is wanted: the names above; others are let pass

    static constexpr void fields(auto& self, auto& ar) { ar("types", self.types); }
    friend bool operator==(const getinitstate&, const getinitstate&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
