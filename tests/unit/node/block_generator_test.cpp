#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/proof_of_work.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace bitpeer {
namespace {

using test::generated;
using test::some_transaction;
using test::today;

wire::block block_at(const served_chain& chain, std::uint32_t height) {
    return wire::decode<wire::block>(chain.block_at(height)->raw).value();
}

byte_view script_of(const wire::block& block) { return block.transactions[0].inputs[0].script; }

// Where it works.

TEST(block_generator, works_on_regtest_and_simnet_and_what_is_made_of_them) {
    EXPECT_EQ(why_not_generated(networks::bitcoin_regtest), std::nullopt);
    EXPECT_EQ(why_not_generated(networks::bitcoin_simnet), std::nullopt);
    auto swarm = networks::bitcoin_regtest;
    swarm.name = "swarm";
    swarm.magic = {1, 2, 3, 4};
    EXPECT_EQ(why_not_generated(swarm), std::nullopt);
}

TEST(block_generator, declines_networks_whose_work_takes_too_long_or_is_another) {
    const std::map<std::string_view, generator_fault> expected{
        {"bitcoin", generator_fault::too_much_work},
        {"bitcoin-testnet3", generator_fault::too_much_work},
        {"bitcoin-testnet4", generator_fault::too_much_work},
        {"bitcoin-signet", generator_fault::too_much_work},
        {"litecoin", generator_fault::foreign_network},
        {"litecoin-testnet", generator_fault::foreign_network},
        {"litecoin-regtest", generator_fault::foreign_network},
    };
    for (const auto& [name, fault] : expected) {
        SCOPED_TRACE(name);
        const auto& network = *networks::find(name);
        EXPECT_EQ(why_not_generated(network), fault);
        const header_chain chain(network);
        const auto declined = generate_block(network, chain, today);
        ASSERT_FALSE(declined);
        EXPECT_EQ(declined.error().code, fault);
    }
}

// A generated chain, by our own rules.

class generated_chain : public ::testing::TestWithParam<const network*> {
protected:
    void SetUp() override { ASSERT_EQ(generate_chain(chain, 200, today).value(), 200U); }

    served_chain chain{*GetParam()};
};

INSTANTIATE_TEST_SUITE_P(
    networks, generated_chain,
    ::testing::Values(&networks::bitcoin_regtest, &networks::bitcoin_simnet),
    [](const auto& network) { return network.index == 0 ? "regtest" : "simnet"; }
);

TEST_P(generated_chain, links_from_the_genesis_block_on) {
    EXPECT_EQ(chain.headers().height(), 200U);
    EXPECT_EQ(chain.headers().hash_at(0), GetParam()->genesis_hash);
    for (std::uint32_t at = 1; at <= 200; ++at) {
        EXPECT_EQ(chain.headers().header_at(at).previous(), chain.headers().hash_at(at - 1));
    }
}

TEST_P(generated_chain, has_its_proof_of_work) {
    for (std::uint32_t at = 1; at <= 200; ++at) {
        const auto& header = chain.headers().header_at(at).as<wire::block_header>();
        EXPECT_EQ(header.bits, 0x207fffffU);
        EXPECT_TRUE(wire::meets_target(header, GetParam()->proof_of_work_limit));
    }
}

TEST_P(generated_chain, has_its_merkle_roots_and_witness_commitments) {
    for (std::uint32_t at = 1; at <= 200; ++at) {
        const auto block = block_at(chain, at);
        EXPECT_EQ(
            wire::merkle_root(block), (wire::merkle_verdict{block.header.merkle_root, false})
        );
        const auto& coinbase = block.transactions[0];
        ASSERT_EQ(coinbase.inputs[0].witness.size(), 1U);
        const auto reserved = hash256::copy(*coinbase.inputs[0].witness.begin());
        const auto commitment =
            wire::witness_commitment(wire::witness_merkle_root(block), reserved);
        const byte_view script = coinbase.outputs.back().script;
        ASSERT_EQ(script.size(), 38U);
        EXPECT_EQ(to_hex(script.first(6)), "6a24aa21a9ed");
        EXPECT_EQ(hash256::copy(script.subspan(6)), commitment);
        EXPECT_EQ(coinbase.outputs.back().value, 0);
    }
}

TEST_P(generated_chain, has_coinbases_by_the_book) {
    for (std::uint32_t at = 1; at <= 200; ++at) {
        const auto block = block_at(chain, at);
        ASSERT_EQ(block.transactions.size(), 1U);
        const auto& coinbase = block.transactions[0];
        EXPECT_EQ(coinbase.inputs[0].previous, wire::outpoint::none());
        EXPECT_GE(script_of(block).size(), 2U);
        EXPECT_LE(script_of(block).size(), 100U);
        const auto height = wire::height_push(at);
        EXPECT_TRUE(std::ranges::equal(script_of(block).first(height.size()), height));
        EXPECT_EQ(coinbase.outputs[0].value, subsidy_at(at, 150));
        EXPECT_EQ(to_hex(coinbase.outputs[0].script), "51");
    }
}

TEST_P(generated_chain, has_times_that_grow_and_end_now) {
    const auto& headers = chain.headers();
    EXPECT_EQ(headers.header_at(200).time(), today.unix_seconds());
    for (std::uint32_t at = 1; at <= 200; ++at) {
        EXPECT_GT(headers.header_at(at).time(), headers.median_time_past(at - 1));
        EXPECT_LE(headers.header_at(at).time(), today.unix_seconds());
        if (at > 1) {
            EXPECT_EQ(headers.header_at(at).time() - headers.header_at(at - 1).time(), 601U);
        }
    }
}

TEST_P(generated_chain, is_the_same_each_time) {
    served_chain again(*GetParam());
    ASSERT_TRUE(generate_chain(again, 200, today));
    EXPECT_EQ(again.headers().tip(), chain.headers().tip());
}

// Its variations.

TEST(block_generator, another_extra_nonce_is_another_chain) {
    const auto one = generated(20);
    const auto other = generated(20, {.extra_nonce = 1});
    for (std::uint32_t at = 1; at <= 20; ++at) {
        EXPECT_FALSE(other.headers().find(one.headers().hash_at(at)));
        EXPECT_NE(
            one.headers().header_at(at).merkle_root(), other.headers().header_at(at).merkle_root()
        );
    }
}

TEST(block_generator, pays_to_the_script_that_it_is_given) {
    const auto chain = generated(1, {.output_script = {0x52, 0x87}, .version = 0x20000003});
    const auto block = block_at(chain, 1);
    EXPECT_EQ(to_hex(block.transactions[0].outputs[0].script), "5287");
    EXPECT_EQ(block.header.version, 0x20000003);
}

TEST(block_generator, the_version_is_of_version_bits) {
    EXPECT_EQ(block_at(generated(1), 1).header.version, 0x20000000);
}

TEST(block_generator, takes_transactions_in_with_their_witnesses) {
    served_chain chain(networks::bitcoin_regtest);
    const auto& stored =
        test::extend(chain, {some_transaction(1), some_transaction(2, true), some_transaction(3)});
    EXPECT_TRUE(stored.witness);
    const auto block = wire::decode<wire::block>(stored.raw).value();
    ASSERT_EQ(block.transactions.size(), 4U);
    EXPECT_EQ(block.transactions[2], some_transaction(2, true));
    EXPECT_EQ(block.transactions[0].outputs[0].value, 5'000'000'000) << "fees are left to nobody";
}

TEST(block_generator, goes_on_where_a_chain_ends) {
    auto chain = generated(10);
    const auto later = today + std::chrono::hours(5);
    ASSERT_EQ(generate_chain(chain, 5, later).value(), 15U);
    EXPECT_EQ(chain.headers().header_at(15).time(), later.unix_seconds());
}

TEST(block_generator, a_block_right_after_the_last_is_later_than_the_median) {
    auto chain = generated(10);
    for (int i = 0; i < 30; ++i) {
        const auto earliest = chain.headers().median_time_past(chain.headers().height()) + 1;
        const auto& added = test::extend(chain);
        const wire::header_view header(
            wire::dialects::bitcoin.header,
            added.raw.view().first(wire::dialects::bitcoin.header.size)
        );
        EXPECT_EQ(header.time(), std::max<std::int64_t>(earliest, today.unix_seconds()));
    }
}

TEST(block_generator, many_blocks_stand_closer_together) {
    served_chain chain(networks::bitcoin_regtest);
    const std::chrono::seconds genesis{
        networks::bitcoin_regtest.genesis.as<wire::block_header>().time};
    const instant soon{.unix_time = genesis + std::chrono::seconds(1000)};
    ASSERT_TRUE(generate_chain(chain, 100, soon));
    EXPECT_EQ(chain.headers().header_at(100).time(), soon.unix_seconds());
    EXPECT_EQ(
        chain.headers().header_at(1).time(),
        networks::bitcoin_regtest.genesis.as<wire::block_header>().time + 10
    );
}

TEST(block_generator, before_the_genesis_block_times_are_as_early_as_may_be) {
    served_chain chain(networks::bitcoin_regtest);
    ASSERT_TRUE(generate_chain(chain, 30, instant{}));
    for (std::uint32_t at = 1; at <= 30; ++at) {
        EXPECT_EQ(
            chain.headers().header_at(at).time(), chain.headers().median_time_past(at - 1) + 1
        );
    }
}

TEST(block_generator, says_why_the_chain_refused_a_block) {
    served_chain chain(networks::bitcoin_regtest, {.blocks = 1000});
    const auto failed = generate_chain(chain, 100, today);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, generator_fault::not_appended);
    EXPECT_EQ(failed.error().message(), "not_appended: chain_full");
    EXPECT_GT(chain.headers().height(), 0U) << "what was appended stays";
    EXPECT_EQ(chain.headers().height(), chain.blocks().size());
}

TEST(block_generator, says_so_when_a_block_is_too_large) {
    served_chain chain(networks::bitcoin_regtest);
    const auto failed = generate_chain(chain, 1, today, {.output_script = bytes(5'000'000)});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, generator_fault::not_appended);
}

// BIP34: the height as Bitcoin Core's `CScript() << height` and btcd's `AddInt64` write it.

TEST(height_push, small_heights_are_one_opcode) {
    EXPECT_EQ(to_hex(wire::height_push(0)), "00");
    EXPECT_EQ(to_hex(wire::height_push(1)), "51");
    EXPECT_EQ(to_hex(wire::height_push(16)), "60");
}

TEST(height_push, others_are_pushed_as_script_numbers) {
    EXPECT_EQ(to_hex(wire::height_push(17)), "0111");
    EXPECT_EQ(to_hex(wire::height_push(127)), "017f");
    EXPECT_EQ(to_hex(wire::height_push(128)), "028000");
    EXPECT_EQ(to_hex(wire::height_push(255)), "02ff00");
    EXPECT_EQ(to_hex(wire::height_push(256)), "020001");
    EXPECT_EQ(to_hex(wire::height_push(32767)), "02ff7f");
    EXPECT_EQ(to_hex(wire::height_push(32768)), "03008000");
    EXPECT_EQ(to_hex(wire::height_push(227931)), "035b7a03");
    EXPECT_EQ(to_hex(wire::height_push(0x80000000)), "050000008000");
}

TEST(subsidy, halves_until_nothing_is_left) {
    EXPECT_EQ(subsidy_at(0, 150), 5'000'000'000);
    EXPECT_EQ(subsidy_at(149, 150), 5'000'000'000);
    EXPECT_EQ(subsidy_at(150, 150), 2'500'000'000);
    EXPECT_EQ(subsidy_at(300, 150), 1'250'000'000);
    EXPECT_EQ(subsidy_at(32 * 150, 150), 1);
    EXPECT_EQ(subsidy_at(33 * 150, 150), 0);
    EXPECT_EQ(subsidy_at(64 * 150, 150), 0);
    EXPECT_EQ(subsidy_at(209'999, 210'000), 5'000'000'000);
    EXPECT_EQ(subsidy_at(210'000, 210'000), 2'500'000'000);
}

}  // namespace
}  // namespace bitpeer
