#pragma once
/// A SOCKS5 proxy that does as it is told, and stands for the target too.

#include <bitpeer/base/bytes.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace bitpeer::test {

/// What it answers, and whether it says anything at all behind that.
struct proxy_script {
    bytes method{5, 0};
    bytes login{1, 0};
    bytes reply{5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
    /// After so many answers it holds its tongue.
    int answers = 3;
    /// After those it hangs up.
    bool hangs_up = false;
};

/// What it heard.
struct proxy_heard {
    bytes methods;
    std::string user;
    std::string password;
    std::string host;
    std::uint16_t port = 0;
};

class fake_proxy {
public:
    fake_proxy(asio::io_context& io, proxy_script script)
        : acceptor_(io, {asio::ip::address_v4::loopback(), 0}), script_(std::move(script)) {
        options_.address = {"127.0.0.1", acceptor_.local_endpoint().port()};
    }

    [[nodiscard]] const proxy_options& options() const { return options_; }
    [[nodiscard]] const proxy_heard& heard() const { return heard_; }

    /// One connection, up to where it would be the target's; the socket is what remains of it.
    asio::awaitable<asio::ip::tcp::socket> accept() {
        heard_ = {};
        auto socket = co_await acceptor_.async_accept(asio::use_awaitable);
        int answered = 0;
        const bytes greeting = co_await read(socket, 2);
        heard_.methods = co_await read(socket, greeting[1]);
        co_await answer(socket, script_.method, answered);
        if (silent(answered)) co_return std::move(socket);
        if (script_.method[1] == 2) {
            (void)co_await read(socket, 1);
            heard_.user = co_await read_text(socket);
            heard_.password = co_await read_text(socket);
            co_await answer(socket, script_.login, answered);
            if (silent(answered) || script_.login[1] != 0) co_return std::move(socket);
        }
        if (script_.method[1] == 0xff) co_return std::move(socket);
        const bytes head = co_await read(socket, 4);
        EXPECT_EQ(head, (bytes{5, 1, 0, 3}));
        heard_.host = co_await read_text(socket);
        const bytes port = co_await read(socket, 2);
        heard_.port = static_cast<std::uint16_t>(port[0] << 8 | port[1]);
        co_await answer(socket, script_.reply, answered);
        co_return std::move(socket);
    }

    /// Reads until the other side ends.
    static asio::awaitable<void> drain(asio::ip::tcp::socket& socket) {
        boost::system::error_code error;
        std::array<std::uint8_t, 256> room;
        while (!error) {
            co_await socket.async_read_some(
                asio::buffer(room), asio::redirect_error(asio::use_awaitable, error)
            );
        }
    }

private:
    [[nodiscard]] bool silent(int answered) const { return answered >= script_.answers; }

    asio::awaitable<void> answer(asio::ip::tcp::socket& socket, const bytes& said, int& answered) {
        if (silent(answered)) co_return;
        co_await asio::async_write(socket, asio::buffer(said), asio::use_awaitable);
        if (++answered == script_.answers && script_.hangs_up) socket.close();
    }

    static asio::awaitable<bytes> read(asio::ip::tcp::socket& socket, std::size_t count) {
        bytes room(count);
        co_await asio::async_read(socket, asio::buffer(room), asio::use_awaitable);
        co_return room;
    }
    static asio::awaitable<std::string> read_text(asio::ip::tcp::socket& socket) {
        const bytes length = co_await read(socket, 1);
        const bytes text = co_await read(socket, length[0]);
        co_return std::string(text.begin(), text.end());
    }

    asio::ip::tcp::acceptor acceptor_;
    proxy_script script_;
    proxy_options options_;
    proxy_heard heard_;
};

}  // namespace bitpeer::test
