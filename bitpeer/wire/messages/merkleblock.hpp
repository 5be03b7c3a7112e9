#pragma once
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `merkleblock` (BIP37): a header, and proof of which of its transactions matched the filter. The
/// matched transactions follow as `tx` messages.
struct merkleblock {
    static constexpr command_name command{"merkleblock"};
    static constexpr short_id v2_id{16};
    static constexpr int since = 70001;
    static constexpr std::string_view about{"a header with a partial merkle tree (BIP37)"};

    block_header header;
    std::uint32_t transaction_count{};  ///< of the whole block
    list<hash256> hashes;               ///< nodes of the tree, depth first
    var_bytes<> flags;                  ///< one bit for each visited node, lowest bit first

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transaction_count", self.transaction_count);
        ar("hashes", self.hashes);
        ar("flags", self.flags);
    }
    friend bool operator==(const merkleblock&, const merkleblock&) = default;
};

}  // namespace bitpeer::wire
