/// Sources: Bitcoin Core 28 (chainparams), BIP94, BIP325; simnet: btcd.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>

namespace bitpeer::networks {

namespace {

constexpr std::array<std::string_view, 8> main_seeds{
    "seed.bitcoin.sipa.be",
    "dnsseed.bluematt.me",
    "seed.bitcoin.jonasschnelli.ch",
    "seed.btc.petertodd.net",
    "seed.bitcoin.sprovoost.nl",
    "dnsseed.emzy.de",
    "seed.bitcoin.wiz.biz",
    "seed.mainnet.achownodes.xyz",
};
constexpr std::array<std::string_view, 5> testnet3_seeds{
    "testnet-seed.bitcoin.jonasschnelli.ch",
    "seed.tbtc.petertodd.net",
    "seed.testnet.bitcoin.sprovoost.nl",
    "testnet-seed.bluematt.me",
    "seed.testnet.achownodes.xyz",
};
constexpr std::array<std::string_view, 2> testnet4_seeds{
    "seed.testnet4.bitcoin.sprovoost.nl",
    "seed.testnet4.wiz.biz",
};
constexpr std::array<std::string_view, 2> signet_seeds{
    "seed.signet.bitcoin.sprovoost.nl",
    "seed.signet.achownodes.xyz",
};

/// The merkle root of every genesis block but testnet4's: the transaction of 3 January 2009.
constexpr auto first_merkle_root =
    hash256::literal("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");

constexpr wire::raw_header genesis_header(
    const hash256& merkle_root, std::uint32_t time, std::uint32_t bits, std::uint32_t nonce
) {
    return wire::serialized({
        .version = 1,
        .previous = {},
        .merkle_root = merkle_root,
        .time = time,
        .bits = bits,
        .nonce = nonce,
    });
}

}  // namespace

constinit const network bitcoin{
    .name = "bitcoin",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0xf9, 0xbe, 0xb4, 0xd9},
    .port = 8333,
    .seeds = main_seeds,
    .genesis_hash =
        hash256::literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
    .genesis = genesis_header(first_merkle_root, 1231006505, 0x1d00ffff, 2083236893),
    .proof_of_work_limit = 0x1d00ffff,
};

constinit const network bitcoin_testnet3{
    .name = "bitcoin-testnet3",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0x0b, 0x11, 0x09, 0x07},
    .port = 18333,
    .seeds = testnet3_seeds,
    .genesis_hash =
        hash256::literal("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943"),
    .genesis = genesis_header(first_merkle_root, 1296688602, 0x1d00ffff, 414098458),
    .proof_of_work_limit = 0x1d00ffff,
};

constinit const network bitcoin_testnet4{
    .name = "bitcoin-testnet4",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0x1c, 0x16, 0x3f, 0x28},
    .port = 48333,
    .seeds = testnet4_seeds,
    .genesis_hash =
        hash256::literal("00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043"),
    .genesis = genesis_header(
        hash256::literal("7aa0a7ae1e223414cb807e40cd57e667b718e42aaf9306db9102fe28912b7b4e"),
        1714777860, 0x1d00ffff, 393743547
    ),
    .proof_of_work_limit = 0x1d00ffff,
};

constinit const network bitcoin_signet{
    .name = "bitcoin-signet",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0x0a, 0x03, 0xcf, 0x40},
    .port = 38333,
    .seeds = signet_seeds,
    .genesis_hash =
        hash256::literal("00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
    .genesis = genesis_header(first_merkle_root, 1598918400, 0x1e0377ae, 52613770),
    .proof_of_work_limit = 0x1e0377ae,
};

constinit const network bitcoin_regtest{
    .name = "bitcoin-regtest",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0xfa, 0xbf, 0xb5, 0xda},
    .port = 18444,
    .seeds = {},
    .genesis_hash =
        hash256::literal("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
    .genesis = genesis_header(first_merkle_root, 1296688602, 0x207fffff, 2),
    .proof_of_work_limit = 0x207fffff,
};

constinit const network bitcoin_simnet{
    .name = "bitcoin-simnet",
    .dialect = &wire::dialects::bitcoin,
    .magic = {0x16, 0x1c, 0x14, 0x12},
    .port = 18555,
    .seeds = {},
    .genesis_hash =
        hash256::literal("683e86bd5c6d110d91b94b97137ba6bfe02dbbdb8e3dff722a669b5d69d77af6"),
    .genesis = genesis_header(first_merkle_root, 1401292357, 0x207fffff, 2),
    .proof_of_work_limit = 0x207fffff,
};

}  // namespace bitpeer::networks
