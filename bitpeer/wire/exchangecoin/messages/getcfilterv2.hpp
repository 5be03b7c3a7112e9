#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getcfilterv2`: send me the version 2 filter of one block. Answered by `cfilterv2`.
struct getcfilterv2 {
    static constexpr command_name command{"getcfilterv2"};
    static constexpr std::string_view about{"send me the version 2 filter of one block"};

    hash256 block_hash;

    static constexpr void fields(auto& self, auto& ar) { ar("block_hash", self.block_hash); }
    friend bool operator==(const getcfilterv2&, const getcfilterv2&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
