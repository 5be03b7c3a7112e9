#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/filter_type.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `cfilter` (BIP157): the filter of one block.
struct cfilter {
    static constexpr command_name command{"cfilter"};
    static constexpr short_id v2_id{23};
    static constexpr std::string_view about{"the filter of one block (BIP157)"};

    filter_type type;
    hash256 block_hash;
    var_bytes<> filter;  ///< of the basic kind: BIP158

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("block_hash", self.block_hash);
        ar("filter", self.filter);
    }
    friend bool operator==(const cfilter&, const cfilter&) = default;
};

}  // namespace bitpeer::wire
