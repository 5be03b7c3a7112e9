/// A new outbound peer, with callbacks and no coroutine of one's own: the example of btcd's package
/// `peer`, here. The remote is a listener in this process.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/user_agent.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>
#include <optional>
#include <vector>

namespace asio = boost::asio;
using namespace bitpeer;

int main() {
    asio::io_context io;
    peer_config config{.network = networks::bitcoin_simnet};
    config.user_agent = wire::make_user_agent({{"peer", "1.0.0"}}).value();
    auto listener = listener::bind(io.get_executor(), "127.0.0.1:0", config).value();
    std::optional<result<peer, failure>> accepted;
    asio::co_spawn(io, listener.accept(), [&](std::exception_ptr, auto inbound) {
        accepted = std::move(inbound);
    });

    config.relay_transactions = false;
    const client dialler(io.get_executor(), config);
    std::vector<subscription> kept;
    const auto prepare = [&](const peer& fresh) {  // before a byte is exchanged
        kept.push_back(fresh.on<wire::version>([](const wire::version& theirs) {
            std::cout << "outbound: received version of " << theirs.user_agent << '\n';
        }));
        kept.push_back(fresh.on<wire::verack>([](const wire::verack&) {
            std::cout << "outbound: received verack\n";
        }));
    };
    bool up = false;
    asio::co_spawn(
        io,
        dialler.connect(listener.local_address(), std::chrono::seconds(10), prepare),
        [&](std::exception_ptr, const result<peer, failure>& outbound) {
            up = outbound.has_value();
            if (up) outbound->disconnect();
            listener.close();
        }
    );
    io.run();
    return up ? 0 : 1;
}
