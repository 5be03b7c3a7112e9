/// Sources: exccd 2.7.6 (chaincfg); the hashes are recomputed by the tests.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>

namespace bitpeer::networks {

namespace {

/// They answer HTTPS, not DNS: `GET https://SEED/api/addrs`.
constexpr std::array<std::string_view, 1> main_seeders{"seed.excc.co"};
constexpr std::array<std::string_view, 1> testnet_seeders{"testnet-seed.excc.co"};

/// All other fields are zero.
struct first_block {
    std::int32_t version = 0;
    hash256 merkle_root;
    std::uint32_t bits = 0;
    std::int64_t stake_difficulty = 0;
    std::uint32_t time = 0;
    std::uint32_t nonce = 0;
};

constexpr wire::raw_header genesis_header(const first_block& of) {
    std::array<std::uint8_t, 280> made{};
    store_le(made.data(), of.version);
    std::ranges::copy(of.merkle_root.bytes, made.begin() + 36);
    store_le(made.data() + 116, of.bits);
    store_le(made.data() + 120, of.stake_difficulty);
    store_le(made.data() + 136, of.time);
    store_le(made.data() + 140, of.nonce);
    return made;
}

constexpr auto first_coinbase =
    hash256::literal("8a2c43aa5acaba5bdb5dc2191201ca9ae0f56f0e149bb58ddb4dccc5c844d7e0");

}  // namespace

constinit const network exchangecoin{
    .name = "exchangecoin",
    .dialect = &wire::dialects::exchangecoin,
    .magic = {0xe1, 0xd7, 0x17, 0x99},
    .port = 9666,
    .seeds = main_seeders,
    .genesis_hash =
        hash256::literal("5f91ddfa5e9ffc4b837b81035dd0b0ddf1a1c59116aa5f5ef5f4121a64a69478"),
    .genesis = genesis_header(
        {.version = 1,
         .merkle_root = first_coinbase,
         .bits = 0x2000a3d7,
         .stake_difficulty = 200'000'000,
         .time = 1531731600,
         .nonce = 0}
    ),
    .proof_of_work_limit = 0x203fffff,
    .equihash = {.n = 144, .k = 5, .whole_header_from = 87'550},
};

constinit const network exchangecoin_testnet{
    .name = "exchangecoin-testnet",
    .dialect = &wire::dialects::exchangecoin,
    .magic = {0x2a, 0x75, 0xa4, 0x5a},
    .port = 11999,
    .seeds = testnet_seeders,
    .genesis_hash =
        hash256::literal("38f3ab514a59d5a682a780b89a204154513c008f7590d023842bf58a5fc549c0"),
    .genesis = genesis_header(
        {.version = 4,
         .merkle_root =
             hash256::literal("e736813725d3c63f4f50816b627c1394d268fab23ef9bd5e81ea633b48042953"),
         .bits = 0x20066666,
         .stake_difficulty = 20'000'000,
         .time = 1532420489,
         .nonce = 0x18aea41a}
    ),
    .proof_of_work_limit = 0x203fffff,
    .equihash = {.n = 144, .k = 5, .whole_header_from = 28},
};

constinit const network exchangecoin_simnet{
    .name = "exchangecoin-simnet",
    .dialect = &wire::dialects::exchangecoin,
    .magic = {0xff, 0x76, 0x87, 0xbc},
    .port = 11998,
    .seeds = {},
    .genesis_hash =
        hash256::literal("9e57347692a4a6cd8a1e56076cc753c0827da88fff810c8e8a5567b356e802fd"),
    .genesis = genesis_header(
        {.version = 4,
         .merkle_root =
             hash256::literal("75cf20b8c75f0e3455cab2898d2a800c349d638c1df3ddc7dd2f6a72fe4b4719"),
         .bits = 0x200ccccc,
         .stake_difficulty = 20'000'000,
         .time = 1532420489,
         .nonce = 0x18aea41a}
    ),
    .proof_of_work_limit = 0x207fffff,
    .equihash = {.n = 48, .k = 5, .whole_header_from = 4},
};

constinit const network exchangecoin_regnet{
    .name = "exchangecoin-regnet",
    .dialect = &wire::dialects::exchangecoin,
    .magic = {0x37, 0x60, 0xeb, 0xec},
    .port = 11997,
    .seeds = {},
    .genesis_hash =
        hash256::literal("97073ced6852d5cf90a2572866a0bb18e0c7543c57e5db01019e43ea01b9a6c4"),
    .genesis = genesis_header(
        {.version = 1,
         .merkle_root = first_coinbase,
         .bits = 0x207fffff,
         .stake_difficulty = 0,
         .time = 1538524800,
         .nonce = 0}
    ),
    .proof_of_work_limit = 0x207fffff,
};

}  // namespace bitpeer::networks
