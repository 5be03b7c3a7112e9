#include <bitpeer/node/block_download.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace bitpeer {
namespace {

using namespace std::chrono_literals;
using test::extend;
using test::generated;
using test::some_transaction;
using test::today;

class block_download_of_50 : public ::testing::Test {
protected:
    void begin(block_download_options options = {}) {
        download.emplace(networks::bitcoin_regtest, remote.headers(), options);
    }

    /// The block at that height as it arrives.
    [[nodiscard]] wire::message block(std::uint32_t height) const {
        return {wire::block::command, remote.block_at(height)->raw};
    }

    /// The heights that are asked for now.
    std::vector<std::uint32_t> asked(instant now = today) {
        std::vector<std::uint32_t> heights;
        const auto request = download->next_request(now);
        const auto getdata = request ? request->get_if<wire::getdata>() : std::nullopt;
        if (!getdata) return heights;
        for (const auto& item : getdata->items) {
            heights.push_back(remote.headers().find(item.hash).value());
        }
        return heights;
    }

    download_verdict take(const wire::message& message, instant now = today) {
        return download->take(message, now).value();
    }

    /// The heights of the blocks that are ready.
    std::vector<std::uint32_t> ready() {
        std::vector<std::uint32_t> heights;
        while (const auto next = download->next_block()) {
            EXPECT_EQ(next->raw, remote.block_at(next->height)->raw);
            EXPECT_EQ(next->hash, remote.headers().hash_at(next->height));
            EXPECT_EQ(next->transactions, 1U);
            heights.push_back(next->height);
        }
        return heights;
    }

    static std::vector<std::uint32_t> heights(std::uint32_t first, std::uint32_t last) {
        std::vector<std::uint32_t> made;
        for (auto at = first; at <= last; ++at) made.push_back(at);
        return made;
    }

    served_chain remote = generated(50);
    std::optional<block_download> download;
};

TEST_F(block_download_of_50, asks_for_sixteen_at_a_time) {
    begin();
    EXPECT_EQ(asked(), heights(1, 16));
    EXPECT_EQ(asked(), heights(1, 0));
    EXPECT_EQ(take(block(1)), download_verdict::taken);
    EXPECT_EQ(take(block(2)), download_verdict::taken);
    EXPECT_EQ(asked(), heights(1, 0)) << "they are held until they are handed out";
    EXPECT_EQ(ready(), heights(1, 2));
    EXPECT_EQ(asked(), heights(17, 18));
}

TEST_F(block_download_of_50, hands_out_by_height_whatever_comes_first) {
    begin();
    asked();
    for (std::uint32_t at = 16; at > 1; --at) {
        EXPECT_EQ(take(block(at)), download_verdict::taken);
        EXPECT_EQ(ready(), heights(1, 0));
    }
    EXPECT_EQ(take(block(1)), download_verdict::taken);
    EXPECT_EQ(ready(), heights(1, 16));
}

TEST_F(block_download_of_50, goes_to_the_tip) {
    begin();
    std::vector<std::uint32_t> all;
    while (!download->complete()) {
        for (const auto at : asked()) EXPECT_EQ(take(block(at)), download_verdict::taken);
        for (const auto at : ready()) all.push_back(at);
    }
    EXPECT_EQ(all, heights(1, 50));
    EXPECT_EQ(download->next_height(), 51U);
}

TEST_F(block_download_of_50, goes_on_when_the_chain_grows) {
    begin({.first = 50});
    asked();
    take(block(50));
    EXPECT_EQ(ready(), heights(50, 50));
    EXPECT_TRUE(download->complete());
    extend(remote);
    EXPECT_FALSE(download->complete());
    EXPECT_EQ(asked(), heights(51, 51));
}

TEST_F(block_download_of_50, takes_a_range) {
    begin({.first = 10, .last = 12});
    EXPECT_EQ(download->next_height(), 10U);
    EXPECT_EQ(asked(), heights(10, 12));
    for (const auto at : heights(10, 12)) take(block(at));
    EXPECT_FALSE(download->complete()) << "they are not handed out";
    EXPECT_EQ(download->next_height(), 10U);
    EXPECT_EQ(ready(), heights(10, 12));
    EXPECT_TRUE(download->complete());
}

TEST_F(block_download_of_50, an_empty_range_is_complete) {
    begin({.first = 51});
    EXPECT_TRUE(download->complete());
    EXPECT_EQ(asked(), heights(1, 0));
    begin({.first = 20, .last = 19});
    EXPECT_TRUE(download->complete());
}

TEST_F(block_download_of_50, asks_with_or_without_witnesses) {
    for (const bool witness : {true, false}) {
        begin({.window = 1, .witness = witness});
        const auto request = download->next_request(today)->get_if<wire::getdata>();
        const auto expected =
            witness ? wire::inventory_type::witness_block : wire::inventory_type::block;
        EXPECT_EQ(request->items.front().type, expected);
    }
}

TEST_F(block_download_of_50, unrequested_and_repeated_blocks_are_let_go) {
    begin();
    EXPECT_EQ(take(block(1)), download_verdict::unrequested) << "nothing is asked for yet";
    asked();
    EXPECT_EQ(take(block(40)), download_verdict::unrequested);
    EXPECT_EQ(take(block(2)), download_verdict::taken);
    EXPECT_EQ(take(block(2)), download_verdict::unrequested);
    EXPECT_EQ(take({wire::block::command, {}}), download_verdict::unrequested);
    EXPECT_EQ(take(wire::ping{7}), download_verdict::foreign);
}

TEST_F(block_download_of_50, a_block_that_is_not_its_headers_is_reported_and_asked_for_again) {
    begin({.first = 3, .last = 4});
    asked();
    auto other = wire::decode<wire::block>(remote.block_at(3)->raw).value();
    other.transactions.push_back(some_transaction(1));
    const auto refused = download->take(other, today);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, download_fault::bad_block);
    EXPECT_EQ(refused.error().height, 3U);
    EXPECT_EQ(refused.error().detail->code, wire::block_fault::wrong_root);
    EXPECT_EQ(
        refused.error().message(),
        "bad_block: block 3, " + remote.headers().hash_at(3).to_string() + ": wrong_root"
    );
    EXPECT_EQ(asked(), heights(3, 3));
    EXPECT_EQ(take(block(3)), download_verdict::taken);
}

TEST_F(block_download_of_50, a_truncated_block_is_reported) {
    begin({.first = 3, .last = 3});
    asked();
    const auto& raw = remote.block_at(3)->raw;
    const auto refused =
        download->take({wire::block::command, raw.slice(0, raw.size() - 1)}, today);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().detail->code, wire::block_fault::malformed);
    EXPECT_FALSE(download->deadline()) << "nothing is asked for any more";
}

TEST_F(block_download_of_50, bytes_behind_a_block_are_cut_off) {
    begin({.first = 3, .last = 3});
    asked();
    auto longer =
        bytes(remote.block_at(3)->raw.view().begin(), remote.block_at(3)->raw.view().end());
    longer.push_back(0);
    EXPECT_EQ(
        take({wire::block::command, shared_bytes(std::move(longer))}), download_verdict::taken
    );
    EXPECT_EQ(ready(), heights(3, 3));
}

TEST_F(block_download_of_50, what_the_peer_lacks_is_reported_and_asked_for_again) {
    begin({.first = 3, .last = 5});
    asked();
    wire::notfound notfound;
    notfound.items = {
        {wire::inventory_type::witness_transaction, remote.headers().hash_at(3)},
        {wire::inventory_type::witness_block, remote.headers().hash_at(40)},
    };
    EXPECT_EQ(take(notfound), download_verdict::foreign);
    notfound.items.push_back({wire::inventory_type::witness_block, remote.headers().hash_at(4)});
    const auto refused = download->take(notfound, today);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, download_fault::not_found);
    EXPECT_EQ(refused.error().height, 4U);
    EXPECT_EQ(asked(), heights(4, 4));
}

TEST_F(block_download_of_50, has_a_deadline_that_moves_with_each_block) {
    begin({.first = 1, .last = 3, .patience = 10s});
    EXPECT_FALSE(download->deadline());
    asked();
    EXPECT_EQ(download->deadline(), today + 10s);
    take(block(2), today + 4s);
    EXPECT_EQ(download->deadline(), today + 14s);
    take(block(50), today + 5s);
    EXPECT_EQ(download->deadline(), today + 14s) << "what was not asked for does not count";
    take(block(1), today + 6s);
    take(block(3), today + 7s);
    EXPECT_FALSE(download->deadline());
}

TEST_F(block_download_of_50, after_a_peer_failed_the_rest_is_asked_of_another) {
    begin({.first = 1, .last = 5});
    asked();
    take(block(2));
    download->restart();
    EXPECT_FALSE(download->deadline());
    EXPECT_EQ(take(block(1)), download_verdict::unrequested);
    EXPECT_EQ(asked(today + 20s), (std::vector<std::uint32_t>{1, 3, 4, 5}));
    EXPECT_EQ(download->deadline(), today + 20s + 60s);
    for (const std::uint32_t at : {1U, 3U, 4U, 5U}) take(block(at));
    EXPECT_EQ(ready(), heights(1, 5));
}

}  // namespace
}  // namespace bitpeer
