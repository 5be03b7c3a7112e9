/// Sources: Dash Core 23.1 (chainparams); the hashes are recomputed by the tests.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/dialects/dash.hpp>

namespace bitpeer::networks {

namespace {

constexpr std::array<std::string_view, 1> main_seeds{"dnsseed.dash.org"};
constexpr std::array<std::string_view, 1> testnet_seeds{"testnet-seed.dashdot.io"};

constexpr wire::raw_header genesis_header(
    std::uint32_t time, std::uint32_t bits, std::uint32_t nonce
) {
    return wire::serialized({
        .version = 1,
        .previous = {},
        .merkle_root =
            hash256::literal("e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7"),
        .time = time,
        .bits = bits,
        .nonce = nonce,
    });
}

constexpr network regtest{
    .name = "dash-regtest",
    .dialect = &wire::dialects::dash,
    .magic = {0xfc, 0xc1, 0xb7, 0xdc},
    .port = 19899,
    .seeds = {},
    .genesis_hash =
        hash256::literal("000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e"),
    .genesis = genesis_header(1417713337, 0x207fffff, 1096447),
    .proof_of_work_limit = 0x207fffff,
};

constexpr network devnet_of(network made) {
    made.name = "dash-devnet";
    made.magic = {0xe2, 0xca, 0xff, 0xce};
    made.port = 19799;
    return made;
}

}  // namespace

constinit const network dash{
    .name = "dash",
    .dialect = &wire::dialects::dash,
    .magic = {0xbf, 0x0c, 0x6b, 0xbd},
    .port = 9999,
    .seeds = main_seeds,
    .genesis_hash =
        hash256::literal("00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6"),
    .genesis = genesis_header(1390095618, 0x1e0ffff0, 28917698),
    .proof_of_work_limit = 0x1e0fffff,
};

constinit const network dash_testnet{
    .name = "dash-testnet",
    .dialect = &wire::dialects::dash,
    .magic = {0xce, 0xe2, 0xca, 0xff},
    .port = 19999,
    .seeds = testnet_seeds,
    .genesis_hash =
        hash256::literal("00000bafbc94add76cb75e2ec92894837288a481e5c005f6563d91623bf8bc2c"),
    .genesis = genesis_header(1390666206, 0x1e0ffff0, 3861367235),
    .proof_of_work_limit = 0x1e0fffff,
};

constinit const network dash_regtest = regtest;

/// Its second block is derived from the devnet's name, which the user agent has to say too:
/// `/bitpeer:0.1.0(devnet.NAME)/`.
constinit const network dash_devnet = devnet_of(regtest);

}  // namespace bitpeer::networks
