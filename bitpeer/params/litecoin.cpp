/// Sources: a running litecoind 0.21 and its chain parameters. Block hash, txid and frame checksum
/// are Bitcoin's; only the proof of work is another (scrypt), and transactions may have an MWEB
/// part.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>

namespace bitpeer::networks {

namespace {

constexpr std::array<std::string_view, 4> main_seeds{
    "seed-a.litecoin.loshan.co.uk",
    "dnsseed.thrasher.io",
    "dnsseed.litecointools.com",
    "dnsseed.litecoinpool.org",
};

constexpr wire::raw_header genesis_header(
    std::uint32_t time, std::uint32_t bits, std::uint32_t nonce
) {
    return wire::serialized({
        .version = 1,
        .previous = {},
        .merkle_root =
            hash256::literal("97ddfbbae6be97fd6cdf3e7ca13232a3afff2353e29badfab7f73011edd4ced9"),
        .time = time,
        .bits = bits,
        .nonce = nonce,
    });
}

}  // namespace

constinit const network litecoin{
    .name = "litecoin",
    .dialect = &wire::dialects::litecoin,
    .magic = {0xfb, 0xc0, 0xb6, 0xdb},
    .port = 9333,
    .seeds = main_seeds,
    .genesis_hash =
        hash256::literal("12a765e31ffd4059bada1e25190f6e98c99d9714d334efa41a195a7e7e04bfe2"),
    .genesis = genesis_header(1317972665, 0x1e0ffff0, 2084524493),
    .proof_of_work_limit = 0x1e0fffff,
};

/// The fourth of its kind; the earlier ones are gone.
constinit const network litecoin_testnet{
    .name = "litecoin-testnet",
    .dialect = &wire::dialects::litecoin,
    .magic = {0xfd, 0xd2, 0xc8, 0xf1},
    .port = 19335,
    .seeds = {},
    .genesis_hash =
        hash256::literal("4966625a4b2851d9fdee139e56211a0d88575f59ed816ff5e6a63deb4e3e29a0"),
    .genesis = genesis_header(1486949366, 0x1e0ffff0, 293345),
    .proof_of_work_limit = 0x1e0fffff,
};

constinit const network litecoin_regtest{
    .name = "litecoin-regtest",
    .dialect = &wire::dialects::litecoin,
    .magic = {0xfa, 0xbf, 0xb5, 0xda},
    .port = 19444,
    .seeds = {},
    .genesis_hash =
        hash256::literal("530827f38f93b43ed12af0b3ad25a288dc02ed74d6d7857862df51fc56c416f9"),
    .genesis = genesis_header(1296688602, 0x207fffff, 0),
    .proof_of_work_limit = 0x207fffff,
};

}  // namespace bitpeer::networks
