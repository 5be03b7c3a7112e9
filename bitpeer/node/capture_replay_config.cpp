#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/wire/messages/feature.hpp>
#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/sendtxrcncl.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/messages/verack.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include <algorithm>

namespace bitpeer::capture {

namespace {

/// The first message of this command that went this way, or null.
const message* first(const recording& of, way which, wire::command_name command) {
    for (const auto& one : of.records) {
        const auto* said = std::get_if<message>(&one.what);
        if (said != nullptr && said->way == which && said->command == command) return said;
    }
    return nullptr;
}

/// As the dialect reads it, if it can.
std::optional<wire::message> readable(const message& what, const network& net) {
    const auto* row = net.dialect->find(what.command);
    if (row == nullptr || !row->check(what.payload, net.dialect->format())) return std::nullopt;
    return wire::message(*row, what.payload, net.dialect->format());
}

std::optional<wire::version> first_version(const recording& of, way which, const network& net) {
    const auto* said = first(of, which, wire::version::command);
    if (said == nullptr) return std::nullopt;
    const auto read = readable(*said, net);
    return read ? net.dialect->read_version(*read) : std::nullopt;
}

void introduce(peer_config& config, const wire::version& ours) {
    config.protocol_version = ours.protocol_version;
    config.services = ours.services;
    config.user_agent = ours.user_agent.text;
    config.start_height = ours.start_height;
    config.relay_transactions = ours.relay;
    config.remote_address = ours.receiver;
    config.tells_remote_address = true;
}

/// What goes out between `version` and `verack`, if it does at all.
void offer(peer_config& config, const recording& of) {
    const auto said = [&](wire::command_name command) {
        return first(of, way::written, command) != nullptr;
    };
    if (!said(wire::verack::command)) return;
    config.wtxid_relay = said(wire::wtxidrelay::command);
    config.addrv2 = said(wire::sendaddrv2::command);
    config.prefers_headers = said(wire::sendheaders::command);
    config.reconciles_transactions = said(wire::sendtxrcncl::command);
    for (const auto& one : of.records) {
        const auto* told = std::get_if<message>(&one.what);
        if (told == nullptr || told->way != way::written) continue;
        if (told->command != wire::feature::command) continue;
        const auto extension = wire::decode<wire::feature>(told->payload);
        if (!extension) continue;
        config.features.push_back({extension->id.text, bytes(extension->data), {}, {}});
    }
}

/// A broadcast's kind is nothing without its transaction.
void give_kind(peer_config& config, const recording& of, const network& net) {
    for (std::size_t i = 0; i < kinds_count; ++i) {
        const auto kind = static_cast<connection_kind>(i);
        if (to_string(kind) != of.opening.kind) continue;
        if (kind == connection_kind::private_broadcast) {
            const auto* sent = first(of, way::written, wire::tx::command);
            if (sent == nullptr) return;
            config.broadcast = readable(*sent, net);
        }
        config.kind = kind;
    }
}

}  // namespace

peer_config config_of(const recording& of, const network& net) {
    peer_config config;
    config.network = net;
    config.network.magic = of.opening.magic;
    config.transports = transport_policy::v1_only;
    if (const auto ours = first_version(of, way::written, net)) introduce(config, *ours);
    offer(config, of);
    give_kind(config, of, net);
    // The other engine of the same owner, whose nonce it was, is not here any more.
    const bool ourselves = std::ranges::any_of(of.records, [](const record& one) {
        const auto* over = std::get_if<end>(&one.what);
        return over != nullptr && over->reason == to_string(disconnect_reason::self_connection);
    });
    if (const auto theirs = first_version(of, way::received, net); ourselves && theirs) {
        config.is_own_nonce = [own = theirs->nonce](std::uint64_t nonce) { return nonce == own; };
    }
    return config;
}

}  // namespace bitpeer::capture
