#pragma once
/// The 280 bytes that name a block of Exchangecoin and prove the work behind it.

#include <bitpeer/base/hash256.hpp>

#include <array>
#include <cstdint>

namespace bitpeer::wire::exchangecoin {

/// A block header: Decred's 180 bytes and an Equihash solution. All of it is hashed for the
/// block's name (`names.hpp`).
struct block_header {
    std::int32_t version = 0;
    hash256 previous;     ///< the block before; zero for the first
    hash256 merkle_root;  ///< over the full hashes of the regular transactions
    hash256 stake_root;   ///< over those of the stake transactions
    std::uint16_t vote_bits = 0;
    std::array<std::uint8_t, 6> final_state{};  ///< of the generator that draws tickets
    std::uint16_t voters = 0;                   ///< votes in the block
    std::uint8_t fresh_stake = 0;               ///< tickets bought in the block
    std::uint8_t revocations = 0;               ///< tickets given up in the block
    std::uint32_t pool_size = 0;                ///< tickets that may be drawn
    std::uint32_t bits = 0;                     ///< the target in compact form
    std::int64_t stake_difficulty = 0;          ///< the price of a ticket, in atoms
    std::uint32_t height = 0;                   ///< blocks before this one
    std::uint32_t size = 0;                     ///< of the whole block, in bytes
    std::uint32_t time = 0;                     ///< Unix seconds, as the miner claims
    std::uint32_t nonce = 0;
    std::array<std::uint8_t, 32> extra_data{};  ///< the miner's own
    std::uint32_t stake_version = 0;            ///< the rules that voters ask for
    /// Of the Equihash puzzle: 32 indices of 25 bits. On the networks with a smaller puzzle it is
    /// shorter and zeros follow.
    std::array<std::uint8_t, 100> solution{};

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("previous", self.previous);
        ar("merkle_root", self.merkle_root);
        ar("stake_root", self.stake_root);
        ar("vote_bits", self.vote_bits);
        ar("final_state", self.final_state);
        ar("voters", self.voters);
        ar("fresh_stake", self.fresh_stake);
        ar("revocations", self.revocations);
        ar("pool_size", self.pool_size);
        ar("bits", self.bits);
        ar("stake_difficulty", self.stake_difficulty);
        ar("height", self.height);
        ar("size", self.size);
        ar("time", self.time);
        ar("nonce", self.nonce);
        ar("extra_data", self.extra_data);
        ar("stake_version", self.stake_version);
        ar("solution", self.solution);
    }
    friend constexpr bool operator==(const block_header&, const block_header&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
