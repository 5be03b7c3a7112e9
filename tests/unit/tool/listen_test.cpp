#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include "serving_thread.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <vector>

namespace bitpeer::tool {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto long_enough = 60s;

/// A test's coroutine, with somebody who listens.
class listen : public testing::Test {
protected:
    void play(const std::function<asio::awaitable<void>()>& scene) {
        bool ended = false;
        asio::co_spawn(io_, scene(), [&](std::exception_ptr error) {
            ended = true;
            if (error) std::rethrow_exception(error);
        });
        io_.run();
        EXPECT_TRUE(ended);
    }

    asio::awaitable<result<peer, failure>> dial(peer_preparation prepare = {}) {
        peer_config config;
        config.network = networks::bitcoin_regtest;
        const client dialler(io_.get_executor(), config);
        co_return co_await dialler.connect(remote_.address(), long_enough, prepare);
    }

    asio::io_context io_;
    test::serving_thread remote_{600};
};

TEST_F(listen, tells_of_its_transactions_to_who_asks_by_mempool) {
    play([this]() -> asio::awaitable<void> {
        const auto first = co_await dial();
        EXPECT_TRUE(first);
        if (!first) co_return;
        wire::tx given;
        given.transaction.inputs.emplace_back();
        given.transaction.outputs.emplace_back();
        EXPECT_TRUE(first->send(given));
        EXPECT_TRUE(co_await first->ping(long_enough));  // it was taken by now
        const auto second = co_await dial();
        EXPECT_TRUE(second);
        if (!second) co_return;
        const auto told = second->inbox<wire::inv>();
        EXPECT_TRUE(second->send(wire::mempool{}));
        const auto pool = co_await told.next();
        EXPECT_TRUE(pool);
        if (pool) EXPECT_EQ(pool->items.front().hash, wire::wtxid(given.transaction));
        first->disconnect();
        second->disconnect();
    });
}

TEST_F(listen, gives_hundreds_of_blocks_that_were_asked_for_at_once) {
    play([this]() -> asio::awaitable<void> {
        const auto remote = co_await dial();
        EXPECT_TRUE(remote);
        if (!remote) co_return;
        const auto blocks = remote->inbox<wire::block>();
        const wire::locator from_the_first{networks::bitcoin_regtest.genesis_hash};
        const auto headers = co_await remote->get_headers(from_the_first, long_enough);
        EXPECT_TRUE(headers);
        if (!headers) co_return;
        EXPECT_EQ(headers->items.size(), 600);

        wire::getdata all;
        for (const auto& item : headers->items) {
            all.items.push_back({wire::inventory_type::witness_block, wire::block_hash(item.header)}
            );
        }
        EXPECT_TRUE(remote->send(all));
        for (const auto& item : headers->items) {
            const auto block = co_await blocks.next();
            EXPECT_TRUE(block);
            if (!block) co_return;
            EXPECT_EQ(block->header, item.header);
        }
        remote->disconnect();
        co_await remote->closed();
    });
}

TEST_F(listen, passes_transactions_on_to_the_others) {
    play([this]() -> asio::awaitable<void> {
        inbox<wire::getdata> asked;
        inbox<wire::inv> told;
        inbox<wire::tx> given;
        const peer_preparation listen_for_questions = [&](const peer& fresh) {
            asked = fresh.inbox<wire::getdata>();
        };
        const peer_preparation listen_for_news = [&](const peer& fresh) {
            told = fresh.inbox<wire::inv>();
            given = fresh.inbox<wire::tx>();
        };
        const auto sender = co_await dial(listen_for_questions);
        const auto receiver = co_await dial(listen_for_news);
        EXPECT_TRUE(sender && receiver);
        if (!sender || !receiver) co_return;
        // Answered, so that the other side knows of both.
        const auto sender_up = co_await sender->ping(long_enough);
        const auto receiver_up = co_await receiver->ping(long_enough);
        EXPECT_TRUE(sender_up && receiver_up);

        wire::tx payment;
        payment.transaction = test::some_transaction(1, true);
        const wire::inventory name{
            wire::inventory_type::wtxid_transaction, wire::wtxid(payment.transaction)};
        wire::inv announcement;
        announcement.items.push_back(name);
        EXPECT_TRUE(sender->send(announcement));
        const auto question = co_await asked.next();
        EXPECT_TRUE(question && question->items.size() == 1 && question->items.front() == name);
        EXPECT_TRUE(sender->send(payment));

        const auto news = co_await told.next();
        EXPECT_TRUE(news && news->items.size() == 1 && news->items.front() == name);
        wire::getdata wanted;
        wanted.items.push_back(name);
        EXPECT_TRUE(receiver->send(wanted));
        const auto arrived = co_await given.next();
        EXPECT_TRUE(arrived && *arrived == payment);
    });
}

TEST_F(listen, tells_everybody_of_new_blocks) {
    play([this]() -> asio::awaitable<void> {
        inbox<wire::inv> told;
        const peer_preparation listen_for_news = [&](const peer& fresh) {
            told = fresh.inbox<wire::inv>();
        };
        const auto remote = co_await dial(listen_for_news);
        EXPECT_TRUE(remote);
        if (!remote) co_return;
        const auto up = co_await remote->ping(long_enough);
        EXPECT_TRUE(up);
        remote_.mine_soon(1);
        const auto news = co_await told.next();
        EXPECT_TRUE(news && news->items.size() == 1);
        if (!news) co_return;
        EXPECT_EQ(news->items.front().type, wire::inventory_type::block);
        const auto block = co_await remote->get_block(news->items.front().hash, long_enough);
        EXPECT_TRUE(block);
    });
}

}  // namespace
}  // namespace bitpeer::tool
