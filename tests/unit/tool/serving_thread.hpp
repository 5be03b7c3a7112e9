#pragma once
/// Somebody to talk to: a node with a generated chain, in a thread of its own.

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <tool/serving_node.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

namespace bitpeer::test {

class serving_thread {
public:
    explicit serving_thread(std::uint32_t length)
        : chain_(networks::bitcoin_regtest), node_({networks::bitcoin_regtest, out_}, io_, chain_) {
        EXPECT_TRUE(generate_chain(chain_, length, system_now()));
        EXPECT_TRUE(node_.listen("127.0.0.1:0"));
        address_ = node_.address();
        thread_ = std::thread([this] { io_.run(); });
    }
    serving_thread(const serving_thread&) = delete;
    serving_thread& operator=(const serving_thread&) = delete;
    ~serving_thread() {
        boost::asio::co_spawn(io_, node_.close(), boost::asio::detached);
        thread_.join();
    }

    [[nodiscard]] const std::string& address() const { return address_; }

    /// So many blocks, one every few moments.
    void mine_soon(int count) { boost::asio::co_spawn(io_, mine(count), boost::asio::detached); }

private:
    boost::asio::awaitable<void> mine(int count) {
        boost::asio::steady_timer pause(io_);
        for (int i = 0; i < count; ++i) {
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(boost::asio::use_awaitable);
            EXPECT_TRUE(generate_chain(chain_, 1, system_now()));
            node_.announce({chain_.headers().height(), 1});
        }
    }

    boost::asio::io_context io_;
    tool::report out_{false};
    served_chain chain_;
    tool::serving_node node_;
    std::string address_;
    std::thread thread_;
};

}  // namespace bitpeer::test
