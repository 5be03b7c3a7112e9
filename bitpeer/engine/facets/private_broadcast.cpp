#include <bitpeer/engine/facets/private_broadcast.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include <algorithm>

namespace bitpeer::facets {

namespace {

constexpr wire::command_name transaction{"tx"};

}  // namespace

void private_broadcast::start(context& c) {
    if (!applies(c)) return;
    const auto& dialect = *c.config.network.dialect;
    const auto* known = dialect.find(transaction);
    const auto& given = c.config.broadcast;
    const auto refuse = [&](std::string why) {
        c.end_with(disconnect_reason::misconfigured, std::move(why));
    };
    if (!given) return refuse("no transaction to broadcast");
    if (known == nullptr || given->command() != transaction) {
        return refuse("what is to be broadcast is no transaction");
    }
    auto payload = given->payload_for(dialect.format());
    if (!payload) return refuse(payload.error().message());
    const auto size = known->check(*payload, dialect.format());
    if (!size) return refuse(size.error().message());
    if (*size != payload->size()) return refuse("bytes behind the transaction");
    const auto txid = dialect.txid(*payload);
    held_ = std::make_unique<conversation>(conversation{txid, *std::move(payload)});
}

bool private_broadcast::hears(wire::command_name command, context& c) {
    if (!applies(c)) return true;
    if (command == wire::getdata::command) {
        if (c.stage == stage::awaiting_verack) {
            c.end_with(disconnect_reason::broadcast_failed, "getdata before any inv");
        }
        return c.stage == stage::running;
    }
    constexpr wire::command_name heard[] = {"version", "verack", "pong"};
    return std::ranges::find(heard, command) != std::end(heard);
}

void private_broadcast::introduced(context& c) {
    if (!applies(c)) return;
    if (!c.negotiated.remote.relay) {
        c.end_with(disconnect_reason::broadcast_failed, "the remote wants no transactions");
    } else if (!c.pings_are_answered()) {
        c.end_with(disconnect_reason::broadcast_failed, "the remote is too old to confirm it");
    }
}

void private_broadcast::running(context& c) const {
    if (!held_) return;
    wire::inv news;
    news.items.push_back({wire::inventory_type::transaction, held_->txid});
    c.write(news);
}

void private_broadcast::handle(const wire::getdata& theirs, context& c) {
    if (!held_) return;
    const wire::inventory offered{wire::inventory_type::transaction, held_->txid};
    if (theirs.items.size() != 1 || theirs.items.front() != offered) {
        return c.end_with(disconnect_reason::broadcast_failed, "getdata for something else");
    }
    auto& nonce = held_->ping_nonce;
    if (nonce != 0) return;
    while (nonce == 0) nonce = c.random.next();
    // These bytes: never without witness.
    c.write(wire::message(transaction, held_->transaction));
    c.write(wire::ping{nonce});
}

void private_broadcast::handle(const wire::pong& theirs, context& c) const {
    if (!held_ || held_->ping_nonce == 0 || theirs.nonce != held_->ping_nonce) return;
    c.end_with(disconnect_reason::purpose_fulfilled, "the transaction was taken");
}

}  // namespace bitpeer::facets
