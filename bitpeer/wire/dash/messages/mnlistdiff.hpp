#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/masternode_changes.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `mnlistdiff` (DIP4): what changed in the masternode list, with proof from the coinbase that
/// commits to the list. The version stands first since protocol 70229, behind the coinbase since
/// 70225, and is left out before.
struct mnlistdiff {
    static constexpr command_name command{"mnlistdiff"};
    static constexpr short_id v2_id{144};
    static constexpr std::string_view about{
        "what changed in the masternode list between two blocks (DIP4)"};

    std::uint16_t version{1};
    hash256 base;                       ///< the list before; zero: an empty one
    hash256 block;                      ///< the list after
    std::uint32_t transaction_count{};  ///< of the block; with the next two as in `merkleblock`
    list<hash256> hashes;               ///< proof that the coinbase is in the block
    var_bytes<> flags;
    dash::transaction coinbase;  ///< commits to the list by its root (DIP4)
    list<hash256> deleted;       ///< masternodes that are gone, by their registration
    masternode_changes changes;

    static constexpr void fields(auto& self, auto& ar) {
        const auto protocol = ar.protocol_version();
        if (protocol >= list_diff_version_first) ar("version", self.version);
        ar("base", self.base);
        ar("block", self.block);
        ar("transaction_count", self.transaction_count);
        ar("hashes", self.hashes);
        ar("flags", self.flags);
        ar("coinbase", self.coinbase);
        if (protocol >= versioned_list_diffs && protocol < list_diff_version_first) {
            ar("version", self.version);
        }
        ar("deleted", self.deleted);
        ar("changes", self.changes);
    }
    friend bool operator==(const mnlistdiff&, const mnlistdiff&) = default;
};

}  // namespace bitpeer::wire::dash
