#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/codec.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

class every_network : public testing::TestWithParam<const network*> {};

INSTANTIATE_TEST_SUITE_P(
    all, every_network, testing::ValuesIn(networks::all().begin(), networks::all().end()),
    [](const auto& instance) {
        std::string name(instance.param->name);
        std::ranges::replace(name, '-', '_');
        return name;
    }
);

TEST_P(every_network, has_a_genesis_header_that_hashes_to_its_genesis_hash) {
    const auto& net = *GetParam();
    const auto header = net.genesis.view();
    ASSERT_EQ(header.size(), net.dialect->header.size);
    EXPECT_EQ(net.dialect->block_hash(header).to_string(), net.genesis_hash.to_string());
}

TEST_P(every_network, begins_with_a_block_that_has_no_parent) {
    const wire::header_view first(GetParam()->dialect->header, GetParam()->genesis);
    EXPECT_TRUE(first.previous().is_zero());
}

TEST_P(every_network, is_found_by_its_name) {
    EXPECT_EQ(networks::find(GetParam()->name), GetParam());
}

TEST_P(every_network, is_found_by_its_magic) {
    const auto found = networks::with_magic(GetParam()->magic);
    EXPECT_EQ(std::ranges::count(found, GetParam()), 1);
    for (const auto* each : found) EXPECT_EQ(each->magic, GetParam()->magic);
}

TEST_P(every_network, has_a_port_and_a_dialect_that_is_whole) {
    const auto& net = *GetParam();
    EXPECT_NE(net.port, 0);
    ASSERT_NE(net.dialect, nullptr);
    EXPECT_GT(net.dialect->rows.size(), 0u);
    EXPECT_NE(net.dialect->frame_digest, nullptr);
    EXPECT_NE(net.dialect->block_hash, nullptr);
    EXPECT_NE(net.dialect->read_version, nullptr);
    EXPECT_NE(net.dialect->getheaders, nullptr);
    EXPECT_NE(net.dialect->chain, nullptr);
    EXPECT_LE(net.dialect->payload_max, wire::max_message_payload);
}

TEST_P(every_network, has_seeds_that_are_plain_host_names) {
    for (const auto seed : GetParam()->seeds) {
        EXPECT_FALSE(seed.empty());
        EXPECT_FALSE(seed.ends_with('.')) << seed;
        EXPECT_NE(seed.find('.'), std::string_view::npos) << seed;
        EXPECT_TRUE(std::ranges::all_of(seed, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        })) << seed;
    }
}

/// The easiest work that a chain takes is what its first block shows, but for the testing networks
/// of coins that started with less.
TEST_P(every_network, states_its_proof_of_work_limit_in_compact_form) {
    const auto bits = GetParam()->proof_of_work_limit;
    EXPECT_NE(bits & 0x007fffff, 0U);
    EXPECT_EQ(bits & 0x00800000, 0U) << "negative";
}

TEST(networks, have_names_of_their_own) {
    std::set<std::string_view> names;
    for (const auto* each : networks::all()) {
        EXPECT_TRUE(names.insert(each->name).second) << each->name;
    }
    EXPECT_EQ(names.size(), 17U);
}

TEST(networks, share_a_magic_only_where_the_world_does) {
    std::vector<std::string_view> shared;
    for (const auto* each : networks::all()) {
        if (networks::with_magic(each->magic).size() > 1) shared.push_back(each->name);
    }
    EXPECT_EQ(shared, (std::vector<std::string_view>{"bitcoin-regtest", "litecoin-regtest"}));
}

TEST(networks, of_an_unknown_name_or_magic_are_none) {
    EXPECT_EQ(networks::find("bitcoin-mainnet"), nullptr);
    EXPECT_EQ(networks::find(""), nullptr);
    EXPECT_TRUE(networks::with_magic({0, 0, 0, 0}).empty());
}

/// Magic and port as the specification's table has them, typed a second time on purpose.
TEST(networks, have_the_magic_and_port_that_the_world_uses) {
    const struct {
        const network& net;
        std::string_view magic;
        std::uint16_t port;
    } expected[] = {
        {networks::bitcoin, "f9beb4d9", 8333},
        {networks::bitcoin_testnet3, "0b110907", 18333},
        {networks::bitcoin_testnet4, "1c163f28", 48333},
        {networks::bitcoin_signet, "0a03cf40", 38333},
        {networks::bitcoin_regtest, "fabfb5da", 18444},
        {networks::bitcoin_simnet, "161c1412", 18555},
        {networks::litecoin, "fbc0b6db", 9333},
        {networks::litecoin_testnet, "fdd2c8f1", 19335},
        {networks::litecoin_regtest, "fabfb5da", 19444},
    };
    for (const auto& [net, magic, port] : expected) {
        EXPECT_EQ(to_hex(net.magic), magic) << net.name;
        EXPECT_EQ(net.port, port) << net.name;
    }
}

constexpr std::string_view default_challenge = "512103ad5e0edad18cb1f0fc0d28a3d4f1f3e445640337489ab"
                                               "b10404f2d1e086be430210359ef5021964fe22d6f8e05b2"
                                               "463c9540ce96883fe3b278760f048f5189f2e6c452ae";

TEST(signet, of_the_default_challenge_has_the_default_magic) {
    const auto challenge = from_hex(default_challenge).value();
    EXPECT_EQ(challenge.size(), 71U);
    EXPECT_EQ(signet_magic(challenge), networks::bitcoin_signet.magic);
}

TEST(signet, of_another_challenge_is_another_network_of_the_same_chain_rules) {
    const bytes anyone_can_sign{0x51};
    const auto custom = signet(anyone_can_sign);
    EXPECT_NE(custom.magic, networks::bitcoin_signet.magic);
    EXPECT_EQ(custom.magic, signet_magic(anyone_can_sign));
    EXPECT_EQ(custom.genesis_hash, networks::bitcoin_signet.genesis_hash);
    EXPECT_EQ(custom.port, networks::bitcoin_signet.port);
    EXPECT_TRUE(custom.seeds.empty());
    EXPECT_NE(custom.name, networks::bitcoin_signet.name);
}

/// The length in front of the challenge is a CompactSize: it takes three bytes from 253 on.
TEST(signet, challenges_of_every_length_have_magics_of_their_own) {
    std::set<network_magic> seen;
    for (const std::size_t length : {0U, 1U, 252U, 253U, 10'000U}) {
        EXPECT_TRUE(seen.insert(signet_magic(bytes(length, 0x51))).second) << length;
    }
}

TEST(network, of_ones_own_is_a_copy_with_other_values) {
    auto swarm = networks::bitcoin_regtest;
    swarm.name = "swarm";
    swarm.magic = {1, 2, 3, 4};
    EXPECT_EQ(swarm.dialect, networks::bitcoin_regtest.dialect);
    EXPECT_EQ(swarm.genesis_hash, networks::bitcoin_regtest.genesis_hash);
    EXPECT_TRUE(networks::with_magic(swarm.magic).empty());
}

}  // namespace
}  // namespace bitpeer
