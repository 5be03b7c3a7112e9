#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `cfilterv2`: the version 2 filter of one block, and the proof that its header commits to it.
/// Where headers do not (mainnet today), the proof is index 0 and no hash.
struct cfilterv2 {
    static constexpr command_name command{"cfilterv2"};
    static constexpr std::string_view about{"the version 2 filter of one block"};

    hash256 block_hash;
    var_bytes<262'144> filter;    ///< empty: nothing in the block is filtered
    std::uint32_t proof_index{};  ///< of the filter among the commitments
    list<hash256, 32> proof;      ///< the siblings on its way up to the commitment root

    static constexpr void fields(auto& self, auto& ar) {
        ar("block_hash", self.block_hash);
        ar("filter", self.filter);
        ar("proof_index", self.proof_index);
        ar("proof", self.proof);
    }
    friend bool operator==(const cfilterv2&, const cfilterv2&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
