#include <bitpeer/node/announcement.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <tests/unit/node/generated_chains.hpp>
#include <tests/unit/node/mined_headers.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

// bitcoin-p2p.md §1.3, BIP130.

class block_announcement : public ::testing::Test {
protected:
    void expect_inv_of_the_tip(height_range blocks) const {
        const auto message = announcement_of(chain, blocks, peer);
        ASSERT_TRUE(message);
        const auto inv = message->get_if<wire::inv>();
        ASSERT_TRUE(inv);
        ASSERT_EQ(inv->items.size(), 1U);
        EXPECT_EQ(inv->items[0], (wire::inventory{wire::inventory_type::block, chain.tip()}));
    }

    header_chain chain = test::chain_of(20);
    features peer;
};

TEST_F(block_announcement, is_an_inv_for_a_peer_that_said_nothing) {
    expect_inv_of_the_tip({20, 1});
    expect_inv_of_the_tip({18, 3});
}

TEST_F(block_announcement, is_headers_for_a_peer_that_sent_sendheaders) {
    peer.remote_wants_headers = true;
    const auto message = announcement_of(chain, {18, 3}, peer);
    ASSERT_TRUE(message);
    const auto headers = message->get_if<wire::headers>();
    ASSERT_TRUE(headers);
    ASSERT_EQ(headers->items.size(), 3U);
    EXPECT_EQ(headers->items[0].header, chain.header_at(18).as<wire::block_header>());
    EXPECT_EQ(headers->items[2].header, chain.header_at(20).as<wire::block_header>());
}

TEST_F(block_announcement, of_more_than_eight_blocks_is_an_inv_of_the_last) {
    peer.remote_wants_headers = true;
    EXPECT_TRUE(announcement_of(chain, {13, 8}, peer)->is<wire::headers>());
    expect_inv_of_the_tip({12, 9});
}

TEST_F(block_announcement, of_nothing_is_none) {
    EXPECT_FALSE(announcement_of(chain, {21, 0}, peer));
}

// BIP37, BIP339.

TEST(transaction_announcement, names_it_as_was_negotiated) {
    const auto transaction = test::some_transaction(1, true);
    const pooled_transaction pooled{wire::txid(transaction), wire::wtxid(transaction), {}};
    features peer;
    EXPECT_EQ(
        announcement_of(pooled, peer)->get_if<wire::inv>()->items.front(),
        (wire::inventory{wire::inventory_type::transaction, pooled.txid})
    );
    peer.wtxid_relay = true;
    EXPECT_EQ(
        announcement_of(pooled, peer)->get_if<wire::inv>()->items.front(),
        (wire::inventory{wire::inventory_type::wtxid_transaction, pooled.wtxid})
    );
}

TEST(transaction_announcement, is_not_for_peers_that_want_none) {
    features peer;
    peer.remote.relay = false;
    EXPECT_FALSE(announcement_of(pooled_transaction{}, peer));
}

}  // namespace
}  // namespace bitpeer
