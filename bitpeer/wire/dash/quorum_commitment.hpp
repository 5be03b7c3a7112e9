#pragma once
/// What a quorum of masternodes agreed on when it was formed (DIP6).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/dash/bit_set.hpp>
#include <bitpeer/wire/dash/signatures.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstdint>

namespace bitpeer::wire::dash {

/// The final commitment of a quorum. Quorums that rotate (DIP24) have an index, which is written
/// in the versions 2 and 4 only.
struct quorum_commitment {
    std::uint16_t version = 3;
    std::uint8_t type = 0;              ///< size and threshold: a number of Dash's parameters
    hash256 quorum;                     ///< the block that the quorum was chosen by
    std::int16_t index = 0;             ///< among the quorums that were chosen together
    bit_set signers;                    ///< who signed this commitment
    bit_set valid_members;              ///< who took part as was due
    bls_public_key public_key{};        ///< the quorum's
    hash256 verification_vector;        ///< the hash of the members' contributions
    bls_signature quorum_signature{};   ///< with the quorum's key
    bls_signature members_signature{};  ///< of all signers together

    [[nodiscard]] bool has_index() const { return version == 2 || version == 4; }

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("index", self.index);
        ar("signers", self.signers);
        ar("valid_members", self.valid_members);
        ar("public_key", self.public_key);
        ar("verification_vector", self.verification_vector);
        ar("quorum_signature", self.quorum_signature);
        ar("members_signature", self.members_signature);
    }

    static constexpr size_bounds bounds{
        2 + 1 + 32 + 2 * bit_set::bounds.min + 48 + 32 + 96 + 96,
        2 + 1 + 32 + 2 + 2 * bit_set::bounds.max + 48 + 32 + 96 + 96};
    static void decode(quorum_commitment& self, reader& in) { walk(self, in); }
    static void encode(const quorum_commitment& self, auto& out) { walk(self, out); }

    friend bool operator==(const quorum_commitment&, const quorum_commitment&) = default;

private:
    static void walk(auto& self, auto& ar) {
        ar("version", self.version);
        ar("type", self.type);
        ar("quorum", self.quorum);
        if (self.has_index()) ar("index", self.index);
        ar("signers", self.signers);
        ar("valid_members", self.valid_members);
        ar("public_key", self.public_key);
        ar("verification_vector", self.verification_vector);
        ar("quorum_signature", self.quorum_signature);
        ar("members_signature", self.members_signature);
    }
};

}  // namespace bitpeer::wire::dash
