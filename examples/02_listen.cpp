/// Accepts peers and tells what they say. `example_02_listen ADDRESS` listens for nodes of
/// Bitcoin's regtest until it is interrupted; without an argument, for one visitor from this
/// process.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

/// Until the peer goes. It lives as long as this coroutine holds it.
asio::awaitable<void> watch(bitpeer::peer peer) {
    std::cout << peer.remote_address() << " is " << peer.remote().user_agent << '\n';
    auto told = peer.on_any([](const bitpeer::wire::message& message) {
        std::cout << "  says " << message.command().text() << '\n';
    });
    auto why = (co_await peer.closed()).value();
    std::cout << "  is gone: " << why.message() << '\n';
}

asio::awaitable<void> serve(bitpeer::listener& listener, bool only_one) {
    auto executor = co_await asio::this_coro::executor;
    while (auto peer = co_await listener.accept()) {
        if (only_one) listener.close();
        asio::co_spawn(executor, watch(*peer), asio::detached);
    }
}

asio::awaitable<void> visit(bitpeer::client& client, std::string address) {
    auto peer = (co_await client.connect(address)).value();
    (void)co_await peer.async_send(bitpeer::wire::getaddr{});  // completes when it is written
}

int main(int argc, char** argv) {
    asio::io_context io;
    const bitpeer::peer_config config{.network = bitpeer::networks::bitcoin_regtest};
    const std::string address = argc > 1 ? argv[1] : "127.0.0.1:0";
    auto listener = bitpeer::listener::bind(io.get_executor(), address, config).value();
    std::cout << "listening on " << listener.local_address() << '\n';
    asio::co_spawn(io, serve(listener, argc == 1), asio::detached);

    bitpeer::client client(io.get_executor(), config);
    if (argc == 1) asio::co_spawn(io, visit(client, listener.local_address()), asio::detached);
    io.run();
}
