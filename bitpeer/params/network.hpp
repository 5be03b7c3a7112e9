#pragma once
/// A network: which magic, which port, which chain. A value, so that a custom one takes a few
/// lines:
///
///     auto swarm = networks::bitcoin_regtest;
///     swarm.name = "swarm";
///     swarm.magic = {0x01, 0x02, 0x03, 0x04};

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/header_layout.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace bitpeer {

/// The first four bytes of every v1 frame, in wire order.
using network_magic = std::array<std::uint8_t, 4>;

/// The Equihash puzzle of a network, where it has one.
struct equihash_rule {
    unsigned n = 0;  ///< 0: there is none
    unsigned k = 0;
    /// Below this height some fields of the header are hashed, from it on its first 180 bytes.
    std::uint32_t whole_header_from = 0;
};

struct network {
    std::string_view name;                   ///< as `--network` takes it: "bitcoin-regtest"
    const wire::dialect* dialect = nullptr;  ///< never null in a usable network
    network_magic magic{};
    std::uint16_t port = 0;                   ///< where nodes listen unless told otherwise
    std::span<const std::string_view> seeds;  ///< names of hosts that tell addresses of nodes
    hash256 genesis_hash;                     ///< names the first block; locators end with it
    wire::raw_header genesis;                 ///< the first block's header

    /// The target that a block's proof of work must always meet, in compact form (`bits`).
    std::uint32_t proof_of_work_limit = 0;

    /// What else a header may have to prove: see `check_solution`.
    equihash_rule equihash{};
};

}  // namespace bitpeer
