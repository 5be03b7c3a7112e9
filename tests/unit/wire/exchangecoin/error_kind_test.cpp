#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/error_kind.hpp>
#include <tests/support/exchangecoin_messages.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace bitpeer::wire::exchangecoin {
namespace {

constexpr int kinds = 31;

TEST(error_kind, has_the_originals_names_in_its_order) {
    std::set<std::string_view> names;
    for (int i = 0; i < kinds; ++i) {
        const auto name = to_string(static_cast<error_kind>(i));
        EXPECT_TRUE(name.starts_with("Err")) << i;
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_EQ(to_string(static_cast<error_kind>(kinds)), "unknown");
    EXPECT_EQ(to_string(error_kind::non_canonical_var_int), "ErrNonCanonicalVarInt");
    EXPECT_EQ(static_cast<int>(error_kind::too_many_vectors), 16);
    EXPECT_EQ(static_cast<int>(error_kind::too_many_tspends), kinds - 1);
}

TEST(error_kind, is_not_known_for_what_the_original_does_not_refuse) {
    for (const auto code :
         {errc::truncated,
          errc::trailing_bytes,
          errc::length_below_limit,
          errc::bad_address_length,
          errc::unknown_transaction_flag,
          errc::superfluous_witness,
          errc::index_overflow}) {
        error failure;
        failure.code = code;
        EXPECT_FALSE(error_kind_of(failure)) << to_string(code);
    }
}

TEST(error_kind, knows_the_gates_and_the_payloads_own_limit) {
    error failure;
    failure.code = errc::not_in_protocol_version;
    EXPECT_EQ(error_kind_of(failure), error_kind::msg_invalid_for_pver);
    failure.code = errc::length_above_limit;
    EXPECT_EQ(error_kind_of(failure), error_kind::payload_too_large);
    failure.field.prepend("something");
    EXPECT_FALSE(error_kind_of(failure));
}

/// What the original says when `message` is to be written.
template <class M>
std::optional<error_kind> writing(const M& message) {
    const auto encoded = encode(message);
    EXPECT_FALSE(encoded);
    return encoded ? std::nullopt : error_kind_of(encoded.error(), payload_step::writing);
}

TEST(error_kind, is_found_for_each_limit_that_is_broken_in_writing) {
    version named;
    named.user_agent = std::string(257, 'a');
    EXPECT_EQ(writing(named), error_kind::user_agent_too_long);
    named.user_agent = "\n";
    EXPECT_EQ(writing(named), error_kind::malformed_strict_string);
    reject refused;
    refused.message = "\n";
    EXPECT_EQ(writing(refused), error_kind::malformed_strict_string);
    getblocks blocks;
    blocks.locator.hashes.resize(501);
    EXPECT_EQ(writing(blocks), error_kind::too_many_locators);
    EXPECT_EQ(writing(getheaders{.locator = blocks.locator}), error_kind::too_many_locators);
    EXPECT_EQ(writing(getcfheaders{blocks.locator, {}}), error_kind::too_many_locators);
    miningstate mining;
    mining.votes.resize(41);
    EXPECT_EQ(writing(mining), error_kind::too_many_votes);
    mining.blocks.resize(9);
    EXPECT_EQ(writing(mining), error_kind::too_many_blocks);
    initstate state;
    state.treasury_spends.resize(8);
    EXPECT_EQ(writing(state), error_kind::too_many_tspends);
    state.votes.resize(41);
    EXPECT_EQ(writing(state), error_kind::too_many_votes);
    state.blocks.resize(9);
    EXPECT_EQ(writing(state), error_kind::too_many_blocks);
    getinitstate wanted;
    wanted.types.emplace_back(std::string(33, 'a'));
    EXPECT_EQ(writing(wanted), error_kind::init_state_type_too_long);
    wanted.types.resize(33);
    EXPECT_EQ(writing(wanted), error_kind::too_many_init_state_types);
    cfilter filter;
    filter.filter.resize(262'145);
    EXPECT_EQ(writing(filter), error_kind::filter_too_large);
    cfilterv2 filter2;
    filter2.proof.resize(33);
    EXPECT_EQ(writing(filter2), error_kind::too_many_proofs);
    filter2.filter.resize(262'145);
    EXPECT_EQ(writing(filter2), error_kind::filter_too_large);
    cfheaders filter_headers;
    filter_headers.filter_headers.resize(2001);
    EXPECT_EQ(writing(filter_headers), error_kind::too_many_filter_headers);
    cftypes types;
    types.types.resize(257);
    EXPECT_EQ(writing(types), error_kind::too_many_filter_types);
    headers many;
    many.items.resize(2001);
    EXPECT_EQ(writing(many), error_kind::too_many_headers);
    block crowded;
    crowded.stake_transactions.resize(43'692);
    EXPECT_EQ(writing(crowded), error_kind::too_many_txs);
    tx large;
    large.transaction.outputs.resize(1);
    large.transaction.outputs[0].script.resize(1'310'720);
    EXPECT_EQ(writing(large), error_kind::payload_too_large);
    large.transaction.serialization.number = 3;
    EXPECT_EQ(writing(large), error_kind::unknown_tx_type);
    inv vectors;
    vectors.items.resize(50'001);
    EXPECT_EQ(writing(vectors), error_kind::too_many_vectors);
    addr addresses;
    addresses.items.resize(1001);
    EXPECT_EQ(writing(addresses), error_kind::too_many_addrs);
}

TEST(error_kind, knows_scripts_and_texts_above_32_MiB) {
    const bytes length_above{0xfe, 1, 0, 0, 2};
    bytes script{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    script.insert(script.end(), length_above.begin(), length_above.end());
    EXPECT_EQ(error_kind_of(decode<tx>(script).error()), error_kind::var_bytes_too_long);
    EXPECT_EQ(error_kind_of(decode<reject>(length_above).error()), error_kind::var_string_too_long);
    EXPECT_EQ(error_kind_of(decode<inv>(length_above).error()), error_kind::too_many_vectors);
    bytes agent(80);
    agent.insert(agent.end(), length_above.begin(), length_above.end());
    EXPECT_EQ(error_kind_of(decode<version>(agent).error()), error_kind::var_string_too_long);
}

}  // namespace
}  // namespace bitpeer::wire::exchangecoin
