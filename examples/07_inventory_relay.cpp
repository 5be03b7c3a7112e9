/// The smallest relay: what one peer announces is announced to the other, what that one asks for is
/// asked of the first, and what comes is passed on. Nobody is told what it has: peers remember.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/socket_stream.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <iostream>
#include <vector>

namespace asio = boost::asio;
using namespace bitpeer;
int main() {
    asio::io_context io;
    peer_config config{.network = networks::bitcoin_regtest};
    config.trickle = trickle_timing{};  // at once: there is nothing to hide here
    const client node(io.get_executor(), config), others(io.get_executor(), config);
    std::vector<asio::local::stream_protocol::socket> ends;
    for (int i = 0; i < 4; ++i) ends.emplace_back(io);
    asio::local::connect_pair(ends[0], ends[1]);
    asio::local::connect_pair(ends[2], ends[3]);
    std::vector<peer> peers;
    for (auto& end : ends) {
        const auto who = peers.size() % 2 == 0 ? direction::outbound : direction::inbound;
        const auto& whose = peers.size() % 3 == 0 ? others : node;
        peers.push_back(whose.adopt(make_stream(std::move(end)), who));
    }
    const auto &source = peers[0], &left = peers[1], &right = peers[2], &sink = peers[3];
    std::vector<subscription> kept;

    // The relay:
    kept.push_back(left.on<wire::inv>([&](const wire::inv& news) {
        for (const auto& entry : news.items) (void)right.announce(entry);
    }));
    kept.push_back(right.on<wire::getdata>([&](const auto& asked) { (void)left.send(asked); }));
    kept.push_back(left.on<wire::tx>([&](const wire::tx& found) { (void)right.send(found); }));
    wire::tx spent;
    spent.transaction.inputs.emplace_back();
    kept.push_back(source.on<wire::getdata>([&](const auto&) { (void)source.send(spent); }));
    kept.push_back(sink.on<wire::inv>([&](const wire::inv& news) {
        (void)sink.send(wire::getdata{news.items});
    }));
    bool arrived = false;
    kept.push_back(sink.on<wire::tx>([&](const wire::tx& found) {
        arrived = found == spent;
        std::cout << "arrived: " << txid(found.transaction).to_string() << '\n';
        for (const auto& each : peers) each.disconnect();
    }));
    (void)source.announce({wire::inventory_type::transaction, txid(spent.transaction)});
    io.run();
    return arrived ? 0 : 1;
}
