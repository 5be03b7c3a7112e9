#pragma once
/// The 80 bytes that name a block and prove the work behind it.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hash256.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace bitpeer::wire {

/// A block header of Bitcoin and of what copies it.
struct block_header {
    std::int32_t version = 0;  ///< version bits (BIP9)
    hash256 previous;          ///< the block before; zero for the first
    hash256 merkle_root;       ///< over the txids of its transactions
    std::uint32_t time = 0;    ///< Unix seconds, as the miner claims
    std::uint32_t bits = 0;    ///< the target in compact form: `proof_of_work.hpp`
    std::uint32_t nonce = 0;   ///< whatever makes the hash small enough

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("previous", self.previous);
        ar("merkle_root", self.merkle_root);
        ar("time", self.time);
        ar("bits", self.bits);
        ar("nonce", self.nonce);
    }
    friend constexpr bool operator==(const block_header&, const block_header&) = default;
};

/// The 80 bytes themselves, also for constants.
[[nodiscard]] constexpr std::array<std::uint8_t, 80> serialized(const block_header& header) {
    std::array<std::uint8_t, 80> made{};
    store_le(made.data(), header.version);
    std::ranges::copy(header.previous.bytes, made.begin() + 4);
    std::ranges::copy(header.merkle_root.bytes, made.begin() + 36);
    store_le(made.data() + 68, header.time);
    store_le(made.data() + 72, header.bits);
    store_le(made.data() + 76, header.nonce);
    return made;
}

/// The block's name: SHA-256 twice over the 80 bytes.
[[nodiscard]] hash256 block_hash(const block_header& header);

}  // namespace bitpeer::wire
