#pragma once
/// Serves one chain to all who come.

#include <bitpeer/base/result.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/node/served_chain.hpp>
#include <bitpeer/runtime/inbound_gate.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/runtime/peer_set.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include "verb.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <string>

namespace bitpeer::tool {

/// What a serving node lets strangers have.
struct serving_limits {
    inbound_limits inbound{};
    /// Connections from this machine are strangers like all others; else they are always let in.
    bool local_too = false;
    peer_set_limits together{.memory = 256'000'000};
};

/// Accepts peers, answers what they ask of the chain, passes transactions on from one to the
/// others, and tells all of them of new blocks. Everything happens in the thread of its context,
/// which must have run to its end before the node goes.
class serving_node {
public:
    serving_node(
        const surroundings& around, boost::asio::io_context& io, served_chain& chain,
        const serving_limits& limits = {}
    );

    /// Begins to accept.
    [[nodiscard]] result<void, failure> listen(
        const std::string& address, transport_policy transports = transport_policy::prefer_v2
    );

    /// Where it listens.
    [[nodiscard]] const std::string& address() const { return listener_.local_address(); }

    /// Tells all peers of the blocks at the chain's end.
    void announce(height_range new_blocks);

    /// Ends all connections; completes when they are over.
    [[nodiscard]] boost::asio::awaitable<void> close();

private:
    void welcome(const peer& fresh);
    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<void> serve(peer with, raw_inbox inbox);
    boost::asio::awaitable<void> answer_all(peer with, const raw_inbox& inbox);
    boost::asio::awaitable<bool> send(peer to, wire::message answer);

    void request_transactions(const peer& from, const wire::inv& announced);
    void pass_on(const peer& from, const wire::message& transaction);

    void tell_connected(const peer& who) const;
    void tell_disconnected(const std::string& who, const disconnect& why) const;

    surroundings around_;
    boost::asio::io_context& io_;
    served_chain& chain_;
    serving_options options_;
    inbound_gate gate_;
    peer_set peers_;
    listener listener_;
    bool closing_ = false;
};

}  // namespace bitpeer::tool
