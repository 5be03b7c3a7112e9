/// A network of your own: its own frames and first block, Bitcoin's messages. One peer has a chain,
/// another gets its headers, a stranger from regtest is not let in.

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/proof_of_work.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>
using namespace bitpeer;
network make_swarm() {
    auto swarm = networks::bitcoin_regtest;  // its dialect, limits and easy proof of work
    swarm.name = "swarm";
    swarm.magic = {0x73, 0x77, 0x72, 0x6d};
    wire::block_header first;
    first.bits = swarm.proof_of_work_limit;
    while (!wire::meets_target(first, first.bits)) ++first.nonce;
    swarm.genesis = wire::serialized(first);
    swarm.genesis_hash = wire::block_hash(first);
    return swarm;
}

boost::asio::awaitable<void> visit(const client& guest, const client& stranger, listener& node) {
    const auto peer = (co_await guest.connect(node.local_address())).value();
    const wire::locator from(guest.network().genesis_hash);
    const auto headers = (co_await peer.get_headers(from, std::chrono::seconds(5))).value();
    const auto refused = co_await stranger.connect(node.local_address());
    std::cout << headers.items.size() << " headers; " << refused.error().message() << '\n';
    node.close();
}

int main() {
    const auto swarm = make_swarm();
    served_chain chain(swarm);
    (void)generate_chain(chain, 20, system_now()).value();
    chain_server server(chain);
    subscription kept;
    const auto welcome = [&](const peer& fresh) {
        kept = fresh.on<wire::getheaders>([&, fresh](const wire::getheaders& asked) {
            server.take(asked, fresh.negotiated());
            for (; const auto* answer = server.next(); server.sent()) (void)fresh.send(*answer);
        });
    };
    boost::asio::io_context io;
    const auto run = io.get_executor();
    auto node =
        listener::bind(run, "127.0.0.1:0", {.network = swarm}, {.prepare = welcome}).value();
    const client guest(run, {.network = swarm}), stranger(run, {networks::bitcoin_regtest});
    boost::asio::co_spawn(io, visit(guest, stranger, node), boost::asio::detached);
    io.run();
}
