#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/filter_type.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `cfilter`: the version 1 filter of one block.
struct cfilter {
    static constexpr command_name command{"cfilter"};
    static constexpr std::string_view about{"the filter of one block"};

    hash256 block_hash;
    filter_type type;
    var_bytes<262'144> filter;  ///< empty: nothing in the block is filtered

    static constexpr void fields(auto& self, auto& ar) {
        ar("block_hash", self.block_hash);
        ar("type", self.type);
        ar("filter", self.filter);
    }
    friend bool operator==(const cfilter&, const cfilter&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
