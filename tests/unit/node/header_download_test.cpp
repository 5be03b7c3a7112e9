#include <bitpeer/node/header_download.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/node/generated_chains.hpp>
#include <tests/unit/node/mined_headers.hpp>

#include <gtest/gtest.h>

#include <chrono>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::chain_of;
using test::today;

class header_download_from_4100 : public ::testing::Test {
protected:
    static wire::headers headers_of(const header_chain& from, height_range blocks) {
        wire::headers message;
        for (std::uint32_t i = 0; i < blocks.count; ++i) {
            message.items.push_back({from.header_at(blocks.first + i).as<wire::block_header>(), {}}
            );
        }
        return message;
    }

    /// What an honest peer says to a request.
    [[nodiscard]] wire::headers answer(const wire::message& request) const {
        const auto asked = request.get_if<wire::getheaders>().value();
        return headers_of(remote, remote.after(asked.locator, 2000, stop_block::included));
    }

    /// Asks the honest peer until all is there; the number of requests.
    int synchronize() {
        int requests = 0;
        while (const auto request = download.next_request(today)) {
            EXPECT_TRUE(download.take(answer(*request)));
            ++requests;
        }
        return requests;
    }

    header_chain remote = chain_of(4100);
    header_chain chain{networks::bitcoin_regtest};
    header_download download{chain, 30s};
};

TEST_F(header_download_from_4100, asks_until_a_batch_is_not_full) {
    EXPECT_EQ(synchronize(), 3);
    EXPECT_TRUE(download.complete());
    EXPECT_EQ(chain.tip(), remote.tip());
}

TEST_F(header_download_from_4100, asks_once_at_a_time) {
    EXPECT_FALSE(download.complete());
    ASSERT_TRUE(download.next_request(today));
    EXPECT_FALSE(download.next_request(today));
    EXPECT_FALSE(download.complete());
}

TEST_F(header_download_from_4100, first_asks_from_the_tips_parent) {
    ASSERT_TRUE(chain.connect(
        test::headers_after(networks::bitcoin_regtest.genesis.as<wire::block_header>(), 4100)
    ));
    const auto request = download.next_request(today);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->get_if<wire::getheaders>()->locator.hashes.front(), chain.hash_at(4099));
    const auto known = answer(*request);
    EXPECT_EQ(known.items.size(), 1U) << "never empty";
    EXPECT_EQ(download.take(known)->added, 0U);
    EXPECT_TRUE(download.complete());
}

TEST_F(header_download_from_4100, an_empty_answer_is_the_end) {
    ASSERT_TRUE(download.next_request(today));
    ASSERT_TRUE(download.take(wire::headers{}));
    EXPECT_TRUE(download.complete());
    EXPECT_EQ(chain.height(), 0U);
}

TEST_F(header_download_from_4100, a_full_batch_of_what_we_have_ends_it) {
    synchronize();
    download.restart();
    ASSERT_TRUE(download.next_request(today));
    const auto change = download.take(headers_of(remote, {1, 2000}));
    ASSERT_TRUE(change);
    EXPECT_EQ(change->added, 0U);
    EXPECT_TRUE(download.complete());
}

TEST_F(header_download_from_4100, broken_headers_are_reported_and_change_nothing) {
    ASSERT_TRUE(download.next_request(today));
    auto broken = headers_of(remote, {1, 2000});
    broken.items[1234].header.time ^= 1;
    const auto refused = download.take(broken);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().index == 1234 || refused.error().index == 1235);
    EXPECT_EQ(chain.height(), 0U);
    EXPECT_FALSE(download.complete());
}

TEST_F(header_download_from_4100, an_answer_that_does_not_connect_is_reported) {
    ASSERT_TRUE(download.next_request(today));
    const auto refused = download.take(headers_of(remote, {100, 2000}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, header_fault::unknown_parent);
}

TEST_F(header_download_from_4100, has_a_deadline_while_it_waits) {
    EXPECT_FALSE(download.deadline());
    const auto request = download.next_request(today);
    EXPECT_EQ(download.deadline(), today + 30s);
    ASSERT_TRUE(download.take(answer(*request)));
    EXPECT_FALSE(download.deadline());
    ASSERT_TRUE(download.next_request(today + 10s));
    EXPECT_EQ(download.deadline(), today + 40s);
    download.restart();
    EXPECT_FALSE(download.deadline());
}

TEST_F(header_download_from_4100, after_a_peer_failed_another_is_asked) {
    const auto lost = download.next_request(today);
    ASSERT_TRUE(lost);
    download.restart();
    EXPECT_EQ(synchronize(), 3);
    EXPECT_EQ(chain.tip(), remote.tip());
}

// Announcements (§1.3).

TEST_F(header_download_from_4100, announced_headers_extend_the_chain) {
    synchronize();
    ASSERT_TRUE(remote.append(test::header_after(remote.header_at(4100).as<wire::block_header>())));
    const auto change = download.take(headers_of(remote, {4101, 1}));
    ASSERT_TRUE(change);
    EXPECT_EQ(change->added, 1U);
    EXPECT_TRUE(download.complete());
    EXPECT_EQ(chain.tip(), remote.tip());
}

TEST_F(header_download_from_4100, announced_headers_that_do_not_connect_make_it_ask) {
    synchronize();
    ASSERT_TRUE(
        remote.connect(test::headers_after(remote.header_at(4100).as<wire::block_header>(), 3))
    );
    ASSERT_TRUE(download.take(headers_of(remote, {4103, 1})));
    EXPECT_FALSE(download.complete());
    EXPECT_EQ(synchronize(), 1);
    EXPECT_EQ(chain.tip(), remote.tip());
}

TEST_F(header_download_from_4100, an_announcement_while_it_waits_is_no_answer) {
    const auto request = download.next_request(today);
    ASSERT_TRUE(download.take(headers_of(remote, {4100, 1})));
    EXPECT_FALSE(download.complete());
    EXPECT_TRUE(download.deadline());
    EXPECT_EQ(download.take(answer(*request))->added, 2000U);
}

TEST_F(header_download_from_4100, an_inv_of_an_unknown_block_makes_it_ask) {
    synchronize();
    wire::inv inv;
    inv.items = {
        {wire::inventory_type::transaction, hash256{}},
        {wire::inventory_type::block, remote.tip()},
    };
    ASSERT_TRUE(download.take(inv));
    EXPECT_TRUE(download.complete()) << "the block is known";
    ASSERT_TRUE(remote.append(test::header_after(remote.header_at(4100).as<wire::block_header>())));
    inv.items.push_back({wire::inventory_type::block, remote.tip()});
    ASSERT_TRUE(download.take(inv));
    EXPECT_FALSE(download.complete());
    EXPECT_EQ(synchronize(), 1);
    EXPECT_EQ(chain.height(), 4101U);
}

TEST_F(header_download_from_4100, other_messages_change_nothing) {
    ASSERT_TRUE(download.next_request(today));
    const auto change = download.take(wire::ping{7});
    ASSERT_TRUE(change);
    EXPECT_EQ(change->added, 0U);
    EXPECT_FALSE(download.complete());
}

}  // namespace
}  // namespace bitpeer
