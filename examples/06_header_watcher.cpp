/// A light wallet's first half: follows the chain of headers and asks for blocks to be announced by
/// them. The node in this process has 30 blocks, and mines one more.
#include <bitpeer/node/announcement.hpp>
#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/node/header_download.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace asio = boost::asio;
using namespace bitpeer;
/// Serves headers; then mines a block and announces it.
asio::awaitable<void> serve(const listener& at, served_chain& chain) {
    const auto visitor = (co_await at.accept()).value();
    auto inbox = visitor.open_inbox({});  // for everything
    chain_server server(chain);
    while (server.next() == nullptr) server.take(*co_await inbox.next(), visitor.negotiated());
    (void)visitor.send(*server.next());
    const auto height = generate_chain(chain, 1, system_now()).value();
    const auto news = announcement_of(chain.headers(), {height, 1}, visitor.negotiated());
    (void)visitor.send(news.value());
    (void)co_await visitor.closed();
}

asio::awaitable<void> watch(const client& wallet, const listener& node, header_chain& chain) {
    header_download download(chain);
    const auto peer = (co_await wallet.connect(node.local_address())).value();
    auto inbox = peer.open_inbox({});
    (void)peer.send(wire::sendheaders{});
    while (chain.height() < 31) {
        if (const auto request = download.next_request(system_now())) (void)peer.send(*request);
        const auto message = (co_await inbox.next()).value();
        (void)download.take(message).value();  // a peer that lies makes this throw
        if (message.command().text() == "headers") std::cout << chain.height() << " headers\n";
    }
}

int main() {
    asio::io_context io;
    const peer_config config{.network = networks::bitcoin_regtest};
    served_chain chain(config.network);
    (void)generate_chain(chain, 30, system_now());
    const auto node = listener::bind(io.get_executor(), "127.0.0.1:0", config).value();
    const client wallet(io.get_executor(), config);
    header_chain followed(config.network);
    asio::co_spawn(io, serve(node, chain), asio::detached);
    asio::co_spawn(io, watch(wallet, node, followed), [&](std::exception_ptr) { node.close(); });
    io.run();
    return followed.tip() == chain.headers().tip() ? 0 : 1;
}
