#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/unit/node/chain_server_fixture.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bitpeer {
namespace {

using namespace test;
using wire::inventory_type;

// getdata.

TEST_F(chain_server_of_30_blocks, a_block_comes_with_witnesses_where_asked_for) {
    const auto& block = extend(chain, {some_transaction(1, true)});
    for (const auto type : {inventory_type::witness_block, inventory_type::compact_block}) {
        const auto all = ask(getdata({{type, block.hash}}));
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].command().text(), "block");
        EXPECT_EQ(all[0].raw(), block.raw);
        EXPECT_EQ(all[0].raw().data(), block.raw.data()) << "nothing is copied";
    }
    const auto all = ask(getdata({{inventory_type::block, block.hash}}));
    ASSERT_EQ(all.size(), 1U);
    const auto stripped = wire::decode<wire::block>(all[0].raw()).value();
    auto expected = wire::decode<wire::block>(block.raw).value();
    for (auto& transaction : expected.transactions) {
        for (auto& input : transaction.inputs) input.witness = {};
    }
    EXPECT_EQ(stripped, expected);
}

TEST_F(chain_server_of_30_blocks, a_transaction_comes_by_each_of_its_names) {
    const auto& pooled =
        *chain.transactions().add(payload_of(wire::tx{some_transaction(1, true)})).value();
    for (const auto& item : {
             wire::inventory{inventory_type::wtxid_transaction, pooled.wtxid},
             wire::inventory{inventory_type::witness_transaction, pooled.txid},
         }) {
        const auto all = ask(getdata({item}));
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(all[0].command().text(), "tx");
        EXPECT_EQ(all[0].raw(), pooled.raw);
    }
    const auto all = ask(getdata({{inventory_type::transaction, pooled.txid}}));
    ASSERT_EQ(all.size(), 1U);
    const auto stripped = wire::decode<wire::tx>(all[0].raw()).value();
    EXPECT_FALSE(stripped.transaction.has_witness());
    EXPECT_EQ(wire::txid(stripped.transaction), pooled.txid);
}

TEST_F(chain_server_of_30_blocks, what_is_missing_is_told_in_one_notfound_at_the_end) {
    const std::vector<wire::inventory> missing{
        {inventory_type::transaction, stranger},
        {inventory_type::witness_transaction, stranger},
        {inventory_type::wtxid_transaction, stranger},
        {inventory_type::block, stranger},
        {inventory_type::witness_block, hash_at(0)},  // only its header is known
    };
    auto items = missing;
    items.insert(items.begin() + 2, {inventory_type::witness_block, hash_at(3)});
    const auto all = ask(getdata(items));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].command().text(), "block");
    const auto notfound = all[1].get_if<wire::notfound>();
    ASSERT_TRUE(notfound);
    EXPECT_EQ(std::vector(notfound->items.begin(), notfound->items.end()), missing);
}

TEST_F(chain_server_of_30_blocks, each_getdata_has_its_own_notfound) {
    const auto request = getdata({{inventory_type::transaction, stranger}});
    EXPECT_EQ(server.take(request, peer), serving_verdict::accepted);
    EXPECT_EQ(server.take(request, peer), serving_verdict::accepted);
    EXPECT_EQ(answers().size(), 2U);
}

TEST_F(chain_server_of_30_blocks, missing_blocks_get_silence_as_from_bitcoin_core_if_so_wished) {
    server = chain_server(chain, {.not_found_for_blocks = false, .addresses = {}});
    const auto answer = answer_to<wire::notfound>(getdata({
        {inventory_type::witness_block, stranger},
        {inventory_type::transaction, stranger},
    }));
    ASSERT_EQ(answer.items.size(), 1U);
    EXPECT_EQ(answer.items[0].type, inventory_type::transaction);
    EXPECT_TRUE(ask(getdata({{inventory_type::block, stranger}})).empty());
}

TEST_F(chain_server_of_30_blocks, filtered_blocks_and_unknown_kinds_are_passed_over) {
    EXPECT_TRUE(ask(getdata({
                        {inventory_type::error, hash_at(3)},
                        {inventory_type::filtered_block, hash_at(3)},
                        {inventory_type{6}, hash_at(3)},
                        {inventory_type{5 | wire::witness_flag}, stranger},
                        {inventory_type{0xffffffff}, hash_at(3)},
                    }))
                    .empty());
}

TEST_F(chain_server_of_30_blocks, an_empty_getdata_gets_nothing) {
    EXPECT_TRUE(ask(getdata({})).empty());
}

TEST_F(chain_server_of_30_blocks, answers_keep_the_order_of_the_requests) {
    EXPECT_EQ(
        server.take(getdata({{inventory_type::block, hash_at(3)}}), peer), serving_verdict::accepted
    );
    EXPECT_EQ(server.take(wire::getheaders{{hash_at(30)}}, peer), serving_verdict::accepted);
    EXPECT_EQ(
        server.take(getdata({{inventory_type::block, stranger}}), peer), serving_verdict::accepted
    );
    EXPECT_EQ(server.take(wire::getblocks{{hash_at(29)}}, peer), serving_verdict::accepted);
    std::vector<std::string> commands;
    for (const auto& answer : answers()) commands.emplace_back(answer.command().text());
    EXPECT_EQ(commands, (std::vector<std::string>{"block", "headers", "notfound", "inv"}));
}

TEST_F(chain_server_of_30_blocks, an_answer_stays_until_it_is_sent) {
    EXPECT_EQ(
        server.take(
            getdata({{inventory_type::block, hash_at(1)}, {inventory_type::block, hash_at(2)}}),
            peer
        ),
        serving_verdict::accepted
    );
    const auto* first = server.next();
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(server.take(wire::getblocks{{hash_at(29)}}, peer), serving_verdict::accepted);
    EXPECT_EQ(server.next(), first);
    server.sent();
    ASSERT_NE(server.next(), nullptr);
    EXPECT_EQ(
        wire::block_hash(wire::decode<wire::block>(server.next()->raw())->header), hash_at(2)
    );
    EXPECT_EQ(answers().size(), 2U);
    EXPECT_EQ(server.next(), nullptr);
    server.sent();  // harmless
}

}  // namespace
}  // namespace bitpeer
