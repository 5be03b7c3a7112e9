#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/node/chain_server_fixture.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using namespace test;
using wire::inventory_type;

// getheaders (bitcoin-p2p.md §1.2).

TEST_F(chain_server_of_30_blocks, getheaders_gets_what_follows_the_locator) {
    const auto answer = answer_to<wire::headers>(wire::getheaders{{hash_at(20)}});
    ASSERT_EQ(answer.items.size(), 10U);
    for (std::uint32_t i = 0; i < 10; ++i) {
        EXPECT_EQ(
            answer.items[i].header, chain.headers().header_at(21 + i).as<wire::block_header>()
        );
        EXPECT_EQ(answer.items[i].transaction_count.value, 0U);
    }
}

TEST_F(chain_server_of_30_blocks, getheaders_at_the_tip_gets_an_empty_list) {
    EXPECT_TRUE(answer_to<wire::headers>(wire::getheaders{{hash_at(30)}}).items.empty());
}

TEST_F(chain_server_of_30_blocks, getheaders_with_an_unknown_locator_goes_on_from_genesis) {
    const auto answer = answer_to<wire::headers>(wire::getheaders{{stranger}});
    ASSERT_EQ(answer.items.size(), 30U);
    EXPECT_EQ(answer.items[0].header, chain.headers().header_at(1).as<wire::block_header>());
}

TEST_F(chain_server_of_30_blocks, getheaders_ends_with_the_stop) {
    wire::locator locator{hash_at(20)};
    locator.stop = hash_at(23);
    const auto answer = answer_to<wire::headers>(wire::getheaders{locator});
    ASSERT_EQ(answer.items.size(), 3U);
    EXPECT_EQ(answer.items.back().header, chain.headers().header_at(23).as<wire::block_header>());
}

TEST_F(chain_server_of_30_blocks, getheaders_with_an_empty_locator_gets_the_stop_alone) {
    wire::locator locator;
    for (const std::uint32_t height : {0U, 7U, 30U}) {
        locator.stop = hash_at(height);
        const auto answer = answer_to<wire::headers>(wire::getheaders{locator});
        ASSERT_EQ(answer.items.size(), 1U);
        EXPECT_EQ(
            answer.items[0].header, chain.headers().header_at(height).as<wire::block_header>()
        );
    }
}

TEST_F(chain_server_of_30_blocks, getheaders_for_an_unknown_stop_alone_gets_nothing) {
    wire::locator locator;
    EXPECT_TRUE(ask(wire::getheaders{locator}).empty());
    locator.stop = stranger;
    EXPECT_TRUE(ask(wire::getheaders{locator}).empty());
}

TEST_F(chain_server_of_2100_blocks, getheaders_gets_no_more_than_2000) {
    const auto first = answer_to<wire::headers>(wire::getheaders{{hash_at(0)}});
    ASSERT_EQ(first.items.size(), 2000U);
    const auto rest = answer_to<wire::headers>(wire::getheaders{{hash_at(2000)}});
    EXPECT_EQ(rest.items.size(), 100U);
}

// getblocks.

TEST_F(chain_server_of_30_blocks, getblocks_gets_an_inv_of_what_follows_without_the_stop) {
    wire::locator locator{hash_at(20)};
    locator.stop = hash_at(23);
    const auto answer = answer_to<wire::inv>(wire::getblocks{locator});
    ASSERT_EQ(answer.items.size(), 2U);
    EXPECT_EQ(answer.items[0], (wire::inventory{inventory_type::block, hash_at(21)}));
    EXPECT_EQ(answer.items[1], (wire::inventory{inventory_type::block, hash_at(22)}));
}

TEST_F(chain_server_of_30_blocks, getblocks_at_the_tip_gets_nothing) {
    EXPECT_TRUE(ask(wire::getblocks{{hash_at(30)}}).empty());
}

TEST_F(chain_server_of_30_blocks, getblocks_without_a_locator_goes_on_from_genesis) {
    EXPECT_EQ(answer_to<wire::inv>(wire::getblocks{}).items.size(), 30U);
}

TEST_F(chain_server_of_2100_blocks, getblocks_gets_500_and_the_tip_once_the_last_is_fetched) {
    const auto answer = answer_to<wire::inv>(wire::getblocks{{hash_at(0)}});
    ASSERT_EQ(answer.items.size(), 500U);
    EXPECT_EQ(answer.items.back().hash, hash_at(500));

    EXPECT_EQ(ask(getdata({{inventory_type::witness_block, hash_at(499)}})).size(), 1U);
    const auto last = ask(getdata({{inventory_type::witness_block, hash_at(500)}}));
    ASSERT_EQ(last.size(), 2U);
    EXPECT_EQ(last[0].command().text(), "block");
    const auto tip = last[1].get_if<wire::inv>();
    ASSERT_TRUE(tip);
    EXPECT_EQ(tip->items.size(), 1U);
    EXPECT_EQ(tip->items[0], (wire::inventory{inventory_type::block, hash_at(2100)}));

    const auto again = ask(getdata({{inventory_type::witness_block, hash_at(500)}}));
    EXPECT_EQ(again.size(), 1U) << "it is told once";
}

TEST_F(chain_server_of_30_blocks, getblocks_that_gets_all_has_no_continuation) {
    EXPECT_EQ(answer_to<wire::inv>(wire::getblocks{{hash_at(0)}}).items.size(), 30U);
    EXPECT_EQ(ask(getdata({{inventory_type::block, hash_at(30)}})).size(), 1U);
}

// Its bound.

TEST_F(chain_server_of_30_blocks, a_full_getdata_is_taken_and_a_second_one_must_wait) {
    const auto full =
        getdata(std::vector<wire::inventory>(50'000, {inventory_type::witness_block, hash_at(1)}));
    EXPECT_EQ(server.take(full, peer), serving_verdict::accepted);
    EXPECT_GE(server.pending(), 50'000U);
    EXPECT_EQ(server.take(full, peer), serving_verdict::busy);
    EXPECT_EQ(server.take(wire::getheaders{{hash_at(1)}}, peer), serving_verdict::busy);
    EXPECT_EQ(server.take(wire::getblocks{{hash_at(1)}}, peer), serving_verdict::busy);
    EXPECT_EQ(server.take(wire::mempool{}, peer), serving_verdict::busy);
    EXPECT_EQ(server.take(wire::getaddr{}, peer), serving_verdict::busy);
    EXPECT_EQ(answers().size(), 50'000U);
    EXPECT_EQ(server.take(full, peer), serving_verdict::accepted);
}

TEST_F(chain_server_of_30_blocks, small_requests_do_not_pile_up_for_ever) {
    const wire::message request = wire::getheaders{{hash_at(1)}};
    std::size_t taken = 0;
    while (server.take(request, peer) == serving_verdict::accepted) ++taken;
    EXPECT_EQ(taken, chain_server::max_pending);
}

// mempool (BIP35), getaddr, and the rest.

TEST_F(chain_server_of_30_blocks, mempool_gets_all_transactions_by_the_negotiated_name) {
    EXPECT_TRUE(ask(wire::mempool{}).empty());
    std::vector<wire::inventory> by_txid;
    std::vector<wire::inventory> by_wtxid;
    for (std::uint32_t number = 0; number < 3; ++number) {
        const auto transaction = some_transaction(number, number == 1);
        ASSERT_TRUE(chain.transactions().add(payload_of(wire::tx{transaction})));
        by_txid.push_back({inventory_type::transaction, wire::txid(transaction)});
        by_wtxid.push_back({inventory_type::wtxid_transaction, wire::wtxid(transaction)});
    }
    const auto plain = answer_to<wire::inv>(wire::mempool{});
    EXPECT_EQ(std::vector(plain.items.begin(), plain.items.end()), by_txid);
    peer.wtxid_relay = true;
    const auto newer = answer_to<wire::inv>(wire::mempool{});
    EXPECT_EQ(std::vector(newer.items.begin(), newer.items.end()), by_wtxid);
}

TEST_F(chain_server_of_30_blocks, mempool_gets_more_than_50000_in_several_invs) {
    for (std::uint32_t number = 0; number < 50'001; ++number) {
        ASSERT_TRUE(chain.transactions().add(payload_of(wire::tx{some_transaction(number)})));
    }
    const auto all = ask(wire::mempool{});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].get_if<wire::inv>()->items.size(), 50'000U);
    EXPECT_EQ(all[1].get_if<wire::inv>()->items.size(), 1U);
}

class addresses : public chain_server_of_30_blocks {
protected:
    static node_address entry(std::string_view text) {
        return {1'780'000'000, wire::services::network, wire::address::parse(text).value()};
    }

    serving_options options{
        .not_found_for_blocks = true,
        .addresses =
            {
                entry("192.0.2.7:8333"),
                entry("[2001:db8::1]:8334"),
                entry("ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p:0"),
            },
    };
};

TEST_F(addresses, go_to_getaddr_once) {
    server = chain_server(chain, options);
    const auto answer = answer_to<wire::addr>(wire::getaddr{});
    ASSERT_EQ(answer.items.size(), 2U) << "I2P has no place in addr";
    EXPECT_EQ(answer.items[0].address.to_string(), "192.0.2.7:8333");
    EXPECT_EQ(answer.items[1].services, wire::services::network);
    EXPECT_EQ(answer.items[1].time, 1'780'000'000U);
    EXPECT_TRUE(ask(wire::getaddr{}).empty());
}

TEST_F(addresses, go_as_addrv2_to_who_wants_it) {
    peer.remote_wants_addrv2 = true;
    server = chain_server(chain, options);
    const auto answer = answer_to<wire::addrv2>(wire::getaddr{});
    EXPECT_EQ(addresses_of(answer), options.addresses);
}

TEST_F(addresses, are_at_most_a_thousand) {
    options.addresses.assign(1001, entry("192.0.2.7:8333"));
    server = chain_server(chain, options);
    EXPECT_EQ(answer_to<wire::addr>(wire::getaddr{}).items.size(), 1000U);
}

TEST_F(addresses, none_are_no_answer) { EXPECT_TRUE(ask(wire::getaddr{}).empty()); }

TEST_F(chain_server_of_30_blocks, other_messages_are_somebody_elses) {
    wire::inv inv;
    inv.items = {{inventory_type::block, stranger}};
    for (const wire::message& message :
         {wire::message(wire::ping{7}),
          wire::message(inv),
          wire::message(wire::headers{}),
          wire::message(wire::command_name("hello"), shared_bytes(bytes{1}))}) {
        EXPECT_EQ(server.take(message, peer), serving_verdict::foreign);
    }
    EXPECT_EQ(server.next(), nullptr);
}

TEST_F(chain_server_of_30_blocks, what_is_appended_later_is_served_too) {
    const auto& block = extend(chain);
    EXPECT_EQ(answer_to<wire::headers>(wire::getheaders{{hash_at(30)}}).items.size(), 1U);
    EXPECT_EQ(ask(getdata({{inventory_type::block, block.hash}})).size(), 1U);
}

}  // namespace
}  // namespace bitpeer
