/// Asks a node for the headers behind the genesis block. `example_01_headers HOST[:PORT]` asks a
/// node of Bitcoin's regtest; without an argument, one in this process.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> show_tip(bitpeer::client& client, std::string address) {
    auto peer = (co_await client.connect(address)).value();  // done when the handshake is
    auto headers = (co_await peer.get_headers({client.network().genesis_hash}, 10s)).value();
    std::cout << peer.remote().user_agent << ": " << headers.items.size() << " headers\n";
}

/// A node that knows no block but the first.
asio::awaitable<void> serve(bitpeer::listener& listener) {
    auto peer = (co_await listener.accept()).value();
    auto questions = peer.inbox<bitpeer::wire::getheaders>();
    while (co_await questions.next()) (void)peer.send(bitpeer::wire::headers{});
}

int main(int argc, char** argv) {
    const auto report = [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    };
    asio::io_context io;
    const bitpeer::peer_config config{.network = bitpeer::networks::bitcoin_regtest};
    bitpeer::client client(io.get_executor(), config);
    auto listener = bitpeer::listener::bind(io.get_executor(), "127.0.0.1:0", config).value();

    auto address = argc > 1 ? std::string(argv[1]) : listener.local_address();
    if (argc == 1) asio::co_spawn(io, serve(listener), report);
    asio::co_spawn(io, show_tip(client, address), [&](std::exception_ptr error) {
        listener.close();
        report(error);
    });
    io.run();
}
