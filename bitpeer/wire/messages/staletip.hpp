#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// A block header whose parent is known from its place: the 48 bytes behind the parent's hash are
/// all that differ from a `block_header`.
struct chained_header {
    std::int32_t version = 0;
    hash256 merkle_root;
    std::uint32_t time = 0;
    std::uint32_t bits = 0;
    std::uint32_t nonce = 0;

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("merkle_root", self.merkle_root);
        ar("time", self.time);
        ar("bits", self.bits);
        ar("nonce", self.nonce);
    }
    friend constexpr bool operator==(const chained_header&, const chained_header&) = default;
};

/// `staletip` (BIP332): the headers of a branch that lost. For peers that advertised the feature
/// `BIP332` only; a fork point that is not known is no offence.
struct staletip {
    static constexpr command_name command{"staletip"};
    static constexpr std::string_view about{"the headers of a branch that lost (BIP332)"};

    hash256 fork_point;  ///< the last block that the branch shares with the active chain
    list<chained_header, 20> headers;  ///< from the fork point's child on; the last is the tip
    strict_bool have_block;            ///< the tip's block can be had from the sender

    static constexpr void fields(auto& self, auto& ar) {
        ar("fork_point", self.fork_point);
        ar("headers", self.headers);
        ar("have_block", self.have_block);
    }
    friend bool operator==(const staletip&, const staletip&) = default;
};

}  // namespace bitpeer::wire
