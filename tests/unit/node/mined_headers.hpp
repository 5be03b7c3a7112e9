#pragma once
/// Headers with real proof of work, made on the spot: regtest's takes two tries.

#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/proof_of_work.hpp>

#include <cstdint>
#include <vector>

namespace bitpeer::test {

/// Tries nonces until the header meets its own target.
inline wire::block_header mined(wire::block_header header) {
    const auto target = wire::target_of(header.bits).value();
    while (!wire::not_above(wire::block_hash(header), target)) ++header.nonce;
    return header;
}

/// A header of regtest that follows `parent`. `salt` tells branches apart.
inline wire::block_header header_after(
    const wire::block_header& parent, std::uint32_t salt = 0, std::uint32_t bits = 0x207fffff
) {
    return mined({
        .version = static_cast<std::int32_t>(salt),
        .previous = wire::block_hash(parent),
        .merkle_root = {},
        .time = parent.time + 600,
        .bits = bits,
        .nonce = 0,
    });
}

/// `count` headers of regtest, each after the one before, the first after `parent`.
inline std::vector<wire::block_header> headers_after(
    wire::block_header parent, std::size_t count, std::uint32_t salt = 0,
    std::uint32_t bits = 0x207fffff
) {
    std::vector<wire::block_header> made;
    for (std::size_t i = 0; i < count; ++i) {
        parent = header_after(parent, salt, bits);
        made.push_back(parent);
    }
    return made;
}

/// A chain of regtest of that height.
inline header_chain chain_of(std::size_t height, std::uint32_t salt = 0) {
    header_chain chain(networks::bitcoin_regtest);
    (void)chain
        .connect(
            headers_after(networks::bitcoin_regtest.genesis.as<wire::block_header>(), height, salt)
        )
        .value();
    return chain;
}

}  // namespace bitpeer::test
