#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/filter_type.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getcfilter`: send me the version 1 filter of one block. Answered by `cfilter`; exccd
/// disconnects today.
struct getcfilter {
    static constexpr command_name command{"getcfilter"};
    static constexpr std::string_view about{"send me the filter of one block"};

    hash256 block_hash;
    filter_type type;

    static constexpr void fields(auto& self, auto& ar) {
        ar("block_hash", self.block_hash);
        ar("type", self.type);
    }
    friend bool operator==(const getcfilter&, const getcfilter&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
