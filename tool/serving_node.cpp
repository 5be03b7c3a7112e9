#include "serving_node.hpp"

#include <bitpeer/node/announcement.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <bitpeer/wire/messages/getdata.hpp>

#include "dial.hpp"
#include "message_types.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <utility>

namespace bitpeer::tool {

namespace asio = boost::asio;

serving_node::serving_node(
    const surroundings& around, asio::io_context& io, served_chain& chain,
    const serving_limits& limits
)
    : around_(around),
      io_(io),
      chain_(chain),
      gate_(limits.inbound, limits.local_too ? inbound_gate::trust() : wire::is_local),
      peers_(limits.together) {}

result<void, failure> serving_node::listen(
    const std::string& address, transport_policy transports
) {
    peer_config config;
    config.network = around_.network;
    config.transports = transports;
    config.services = services_to_offer(*around_.network.dialect);
    if (transports != transport_policy::v1_only && transport::v2::fits(config.network)) {
        config.services = config.services | wire::services::encrypted_transport;
    }
    config.serves_mempool = true;
    config.start_height = static_cast<std::int32_t>(chain_.headers().height());
    listener_options options;
    options.gate = gate_;
    options.prepare = peers_.keeping([this](const peer& fresh) { welcome(fresh); });
    options.on_failure = [this](const failure& why) {
        if (why.disconnect) return tell_disconnected(why.detail, *why.disconnect);
        wire::json_object fields;
        fields.field("message", why.message());
        around_.out.event("not_accepted", fields, why.message());
    };
    auto bound =
        listener::bind(io_.get_executor(), address, peers_.within(config), std::move(options));
    if (!bound) return failed(std::move(bound.error()));
    listener_ = std::move(*bound);

    if (const auto own = wire::address::parse(listener_.local_address()); own && own->usable()) {
        const auto now = static_cast<std::uint32_t>(system_now().unix_seconds());
        options_.addresses.push_back({now, config.services, *own});
    }
    wire::json_object fields;
    fields.field("address", listener_.local_address());
    around_.out.event(
        "listening", fields, fmt::format("listening on {}", listener_.local_address())
    );
    asio::co_spawn(io_, accept(), asio::detached);
    return {};
}

/// Some peers ask in the same breath in which they finish the handshake, so that the inbox has to
/// be there before.
void serving_node::welcome(const peer& fresh) {
    const auto types = types_of(
        *around_.network.dialect,
        {"getheaders", "getblocks", "getdata", "mempool", "getaddr", "inv", "tx"}
    );
    auto inbox = fresh.open_inbox(types);
    asio::co_spawn(io_, serve(fresh, std::move(inbox)), asio::detached);
}

asio::awaitable<void> serving_node::accept() {
    // They are served already: this takes them out of the listener's queue.
    for (;;) {
        const auto served = co_await listener_.accept();
        if (!served) co_return;
    }
}

asio::awaitable<void> serving_node::serve(peer with, raw_inbox inbox) {
    const auto up = co_await with.ready();
    if (!up) co_return;  // the listener tells
    tell_connected(with);
    co_await answer_all(with, inbox);
    const auto why = co_await with.closed();
    if (why) tell_disconnected(with.remote_address(), *why);
}

asio::awaitable<void> serving_node::answer_all(peer with, const raw_inbox& inbox) {
    chain_server server(chain_, options_);
    for (;;) {
        const auto message = co_await inbox.next();
        if (!message) {
            with.disconnect(message.error().message());  // unless it has ended itself
            co_return;
        }
        if (const auto announced = message->get_if<wire::inv>()) {
            request_transactions(with, *announced);
        } else if (message->command() == wire::command_name("tx")) {
            pass_on(with, *message);
        } else {
            server.take(*message, with.negotiated());
        }
        // One at a time, so that the send queue never holds more than that; who does not read what
        // it asked for is not read from either.
        while (const auto* answer = server.next()) {
            const bool sent = co_await send(with, *answer);
            if (!sent) co_return;
            server.sent();
        }
    }
}

/// False: the connection is over.
asio::awaitable<bool> serving_node::send(peer to, wire::message answer) {
    for (;;) {
        const auto sent = co_await to.async_send(answer);
        if (sent) co_return true;
        const auto& why = sent.error();
        if (why.code != failure_code::not_sent) co_return false;
        if (!why.refused || why.refused->code != misuse::back_pressure) co_return true;
        // The queue is full of what others had announced: it empties, or the engine ends this.
        asio::steady_timer pause(co_await asio::this_coro::executor, std::chrono::milliseconds(50));
        co_await pause.async_wait(asio::use_awaitable);
    }
}

void serving_node::request_transactions(const peer& from, const wire::inv& announced) {
    wire::getdata wanted;
    const auto& pool = chain_.transactions();
    const auto by_txid = from.negotiated().witness() ? wire::inventory_type::witness_transaction
                                                     : wire::inventory_type::transaction;
    for (const auto& [type, hash] : announced.items) {
        const auto what = around_.network.dialect->kind_of(type);
        if (what == wire::inventory_kind::wtxid) {
            if (pool.by_wtxid(hash) == nullptr) wanted.items.push_back({type, hash});
        } else if (what == wire::inventory_kind::txid) {
            if (pool.by_txid(hash) == nullptr) wanted.items.push_back({by_txid, hash});
        }
    }
    // Who fills the queue with questions gets none of ours.
    if (!wanted.items.empty()) (void)from.send(wanted);
}

void serving_node::pass_on(const peer& from, const wire::message& transaction) {
    const auto added = chain_.transactions().add(transaction.raw());
    if (!added) return;
    const auto& pooled = **added;
    wire::json_object fields;
    fields.field("txid", pooled.txid)
        .field("bytes", pooled.raw.size())
        .field("peer", from.remote_address());
    around_.out.event(
        "transaction",
        fields,
        fmt::format(
            "{} brings transaction {}, {} bytes",
            from.remote_address(),
            pooled.txid.to_string(),
            pooled.raw.size()
        )
    );
    for (const auto& other : peers_.peers()) {
        if (other == from || other.state() != stage::running) continue;
        if (const auto told = announcement_of(pooled, other.negotiated())) (void)other.send(*told);
    }
}

void serving_node::announce(height_range new_blocks) {
    for (const auto& each : peers_.peers()) {
        if (each.state() != stage::running) continue;
        const auto told = announcement_of(chain_.headers(), new_blocks, each.negotiated());
        if (told) (void)each.send(*told);  // who does not read hears of the next one
    }
}

asio::awaitable<void> serving_node::close() {
    closing_ = true;
    listener_.close();
    peers_.disconnect("the listener ends");
    co_await peers_.closed();
    listener_ = {};
}

void serving_node::tell_connected(const peer& who) const {
    const auto remote = who.remote();
    wire::json_object fields;
    const auto taken = who.statistics();
    fields.field("peer", who.remote_address())
        .field("transport", taken.transport)
        .field("transport_choice", to_string(taken.chosen))
        .field("protocol_version", remote.protocol_version)
        .field("services", remote.services)
        .field("user_agent", remote.user_agent)
        .field("start_height", remote.start_height);
    around_.out.event(
        "connected",
        fields,
        fmt::format(
            "{} connected by {}: {}, height {}",
            who.remote_address(),
            taken.transport,
            wire::to_json(remote.user_agent),
            remote.start_height
        )
    );
}

void serving_node::tell_disconnected(const std::string& who, const disconnect& why) const {
    if (closing_) return;
    wire::json_object fields;
    fields.field("peer", who)
        .field("code", to_string(why.reason))
        .field("fault", to_string(fault_of(why.reason)))
        .field("reason", why.message());
    around_.out.event(
        "disconnected", fields, fmt::format("{} disconnected: {}", who, why.message())
    );
}

}  // namespace bitpeer::tool
