#include <bitpeer/engine/facets/handshake.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>

namespace bitpeer::facets {

namespace {

/// How far ahead the remote's clock is. It may say any time, such as no difference can be told to.
std::int64_t seconds_between(std::int64_t ours, std::int64_t theirs) {
    std::int64_t ahead = 0;
    if (!__builtin_sub_overflow(theirs, ours, &ahead)) return ahead;
    using limits = std::numeric_limits<std::int64_t>;
    return theirs < ours ? limits::min() : limits::max();
}

}  // namespace

void handshake::start(context& c) {
    while (nonce_ == 0) nonce_ = c.random.next();
    const auto all = c.times.handshake_timeout;
    keeps_half_for_v1_ = c.statistics.chosen == transport_choice::preferred;
    if (all > duration::zero()) {
        c.timers.set(timer::handshake, c.now + (keeps_half_for_v1_ ? all / 2 : all));
    }
    transport_moved(c);
}

void handshake::transport_moved(context& c) {
    if (said_version_ || c.who_dialled == direction::inbound || !c.out.ready()) return;
    send_version(c);
}

void handshake::send_version(context& c) {
    said_version_ = true;
    c.write(c.kind.introduces_us ? introduction(c) : anonymous(c));
}

/// Nothing in it belongs to us but a number of this connection.
wire::version handshake::anonymous(const context& c) const {
    wire::version ours;
    ours.protocol_version = c.own_version();
    ours.nonce = nonce_;
    ours.user_agent = std::string(anonymous_user_agent);
    ours.relay = false;
    return ours;
}

wire::version handshake::introduction(context& c) const {
    wire::version ours;
    ours.protocol_version = c.rules.answers_with_common_version && c.heard_version
                                ? c.negotiated.protocol_version
                                : c.own_version();
    ours.services = c.config.services;
    ours.timestamp = c.now.unix_seconds();
    if (c.config.tells_remote_address) ours.receiver = c.remote_address;
    if (c.rules.echoes_services && c.heard_version) {
        ours.receiver.services = c.negotiated.remote.services;
    }
    ours.sender.services = c.config.services;  // our address is never told: others would pass it on
    ours.nonce = nonce_;
    ours.user_agent = c.config.user_agent;
    const auto height = c.config.newest_height ? c.config.newest_height() : c.config.start_height;
    if (!height) c.end_with(disconnect_reason::misconfigured, "our own height is not known");
    ours.start_height = height.value_or(0);
    ours.relay = c.asks_for_transactions();
    return ours;
}

bool handshake::acceptable(const wire::version& theirs, context& c) const {
    const bool own =
        theirs.nonce == nonce_ || (c.config.is_own_nonce && c.config.is_own_nonce(theirs.nonce));
    if (c.who_dialled == direction::inbound && own) {
        c.end_with(disconnect_reason::self_connection, "connected to ourselves");
        return false;
    }
    if (c.config.refuse_version) {
        if (const auto why = c.config.refuse_version(theirs)) {
            c.end_with(disconnect_reason::version_refused, why->reason.text, *why);
            return false;
        }
    }
    // Signed: a negative version is old, not huge.
    if (theirs.protocol_version < c.rules.minimum_protocol_version) {
        const auto least = std::to_string(c.rules.minimum_protocol_version);
        c.end_with(
            disconnect_reason::obsolete_protocol_version,
            "protocol version " + std::to_string(theirs.protocol_version) + ", at least " + least +
                " is needed",
            wire::reject_of(
                wire::version::command,
                wire::reject_code::obsolete,
                "protocol version must be " + least + " or greater"
            )
        );
        return false;
    }
    if (c.who_dialled == direction::outbound && !theirs.services.has(c.config.required_services)) {
        c.end_with(
            disconnect_reason::missing_services,
            "offers " + to_string(theirs.services) + ", needed are " +
                to_string(c.config.required_services)
        );
        return false;
    }
    return true;
}

void handshake::handle(const wire::version& theirs, context& c) {
    c.negotiated.remote = theirs;
    c.negotiated.numbering = c.config.network.dialect->numbering;
    c.negotiated.protocol_version = std::min(c.own_version(), theirs.protocol_version);
    c.negotiated.remote_wants_transactions = theirs.relay;
    c.heard_version = true;
    c.statistics.time_offset = seconds_between(c.now.unix_seconds(), theirs.timestamp);
    c.statistics.remote_height = theirs.start_height;
    if (!acceptable(theirs, c)) return;
    if (c.who_dialled == direction::inbound) send_version(c);
    c.stage = stage::awaiting_verack;
    if (c.kind.negotiates) make_offers(c);
}

void handshake::make_offers(context& c) {
    const auto version = c.negotiated.protocol_version;
    if (c.config.wtxid_relay && version >= c.rules.wtxid_relay_since) {
        we_offered_wtxid_relay_ = true;
        c.write(wire::wtxidrelay{});
    }
    if (c.config.addrv2 && version >= c.rules.addrv2_since) c.write(wire::sendaddrv2{});
}

void handshake::conclude(context& c) {
    c.write(wire::verack{});
    if (c.kind.asks_addresses && c.speaks(wire::getaddr::command)) c.write(wire::getaddr{});
    if (!c.rules.awaits_verack) done(c);
}

void handshake::handle(const wire::verack& /*theirs*/, context& c) {
    c.heard_verack = true;
    if (c.stage == stage::awaiting_verack) done(c);
}

void handshake::done(context& c) {
    c.stage = stage::running;
    c.timers.clear(timer::handshake);
    c.events.push(handshake_completed{
        std::make_shared<const features>(c.negotiated), c.now - c.statistics.started});
}

void handshake::handle(const wire::wtxidrelay& /*theirs*/, context& c) {
    c.negotiated.wtxid_relay = we_offered_wtxid_relay_;
}

void handshake::handle(const wire::sendaddrv2& /*theirs*/, context& c) {
    c.negotiated.remote_wants_addrv2 = true;
}

void handshake::expired(timer which, context& c) {
    if (which != timer::handshake) return;
    if (keeps_half_for_v1_ && c.statistics.bytes_received > 0) {
        keeps_half_for_v1_ = false;
        c.timers.set(timer::handshake, c.now + c.times.handshake_timeout / 2);
        return;
    }
    c.end_with(
        disconnect_reason::handshake_timeout,
        c.stage == stage::awaiting_version ? "no version came" : "no verack came"
    );
}

}  // namespace bitpeer::facets
