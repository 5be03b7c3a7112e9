#pragma once
/// What changed between two masternode lists.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/dash/masternode_entry.hpp>
#include <bitpeer/wire/dash/protocol_version.hpp>
#include <bitpeer/wire/dash/quorum_commitment.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire::dash {

/// A quorum that exists no more.
struct deleted_quorum {
    std::uint8_t type = 0;
    hash256 quorum;

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
    }
    friend bool operator==(const deleted_quorum&, const deleted_quorum&) = default;
};

/// The chain lock that some of the new quorums were chosen by.
struct quorum_chain_lock {
    bls_signature signature{};
    list<std::uint16_t> quorums;  ///< positions in the list of new quorums

    static constexpr void fields(auto& self, auto& ar) {
        ar("signature", self.signature);
        ar("quorums", self.quorums);
    }
    friend bool operator==(const quorum_chain_lock&, const quorum_chain_lock&) = default;
};

/// The end of a `mnlistdiff`: masternodes that are new or different, quorums that are gone, quorums
/// that are new, and since protocol 70230 the chain locks of these.
///
/// All of it is kept in `undecoded` instead, from the masternodes' count to the payload's end,
/// where a masternode has a version above 2 (its addresses have another form), and at protocol
/// 70227, where masternodes have a type but not the version that says whether it is there. Either
/// way the bytes come back as they were.
struct masternode_changes {
    list<masternode_entry> masternodes;
    list<deleted_quorum> deleted_quorums;
    list<quorum_commitment> new_quorums;
    list<quorum_chain_lock> chain_locks;
    rest_of_payload undecoded;  ///< written in place of the lists, unless it is empty

    static constexpr void fields(auto& self, auto& ar) {
        ar("masternodes", self.masternodes);
        ar("deleted_quorums", self.deleted_quorums);
        ar("new_quorums", self.new_quorums);
        ar("chain_locks", self.chain_locks);
        ar("undecoded", self.undecoded);
    }

    static constexpr size_bounds bounds{3, bounded_by_message};
    static void decode(masternode_changes& self, reader& in) {
        const auto start = in.offset();
        if (!decode_masternodes(self, in)) {
            in.take(in.remaining());
            self.masternodes.clear();
            const auto rest = in.since(start);
            if (in.storing()) self.undecoded.assign(rest.begin(), rest.end());
            return;
        }
        in("deleted_quorums", self.deleted_quorums);
        in("new_quorums", self.new_quorums);
        if (in.protocol_version() >= list_diff_chain_locks) in("chain_locks", self.chain_locks);
    }
    static void encode(const masternode_changes& self, auto& out) {
        if (!self.undecoded.empty()) return out.put(self.undecoded);
        out("masternodes", self.masternodes);
        out("deleted_quorums", self.deleted_quorums);
        out("new_quorums", self.new_quorums);
        if (out.protocol_version() >= list_diff_chain_locks) out("chain_locks", self.chain_locks);
    }

    friend bool operator==(const masternode_changes&, const masternode_changes&) = default;

private:
    /// False: there is something that cannot be read, and no way to find out where it ends.
    static bool decode_masternodes(masternode_changes& self, reader& in) {
        const auto protocol = in.protocol_version();
        if (protocol >= typed_masternodes && protocol < versioned_masternodes) return false;
        const auto count = in.compact_length(bounded_by_message, errc::count_above_limit);
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            masternode_entry next;
            in("masternodes", next);
            if (!in.ok()) return true;
            if (!next.known()) return false;
            if (in.storing()) self.masternodes.push_back(next);
        }
        return true;
    }
};

}  // namespace bitpeer::wire::dash
