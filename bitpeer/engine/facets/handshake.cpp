#include <bitpeer/engine/facets/handshake.hpp>

#include <algorithm>
#include <string>

namespace bitpeer::facets {

namespace {

/// A fee rate that somebody could mean: BIP133 leaves it open, Bitcoin Core ignores what is above
/// the coin's supply.
constexpr std::int64_t fee_rate_max = 2'100'000'000'000'000;

}  // namespace

void handshake::start(context& c) {
    while (nonce_ == 0) nonce_ = c.random.next();
    if (c.times.handshake_timeout > duration::zero()) {
        c.timers.set(timer::handshake, c.now + c.times.handshake_timeout);
    }
    if (c.who_dialled == direction::outbound) send_version(c);
}

void handshake::send_version(context& c) const {
    wire::version ours;
    ours.protocol_version = c.own_version();
    ours.services = c.config.services;
    ours.timestamp = c.now.unix_seconds();
    ours.receiver = c.config.remote_address;
    ours.sender.services = c.config.services;  // our address is never told: others would pass it on
    ours.nonce = nonce_;
    ours.user_agent = c.config.user_agent;
    ours.start_height = c.config.start_height;
    ours.relay = c.config.relay_transactions;
    c.write(ours);
}

bool handshake::acceptable(const wire::version& theirs, context& c) const {
    // Signed: a negative version is old, not huge.
    if (theirs.protocol_version < c.rules.minimum_protocol_version) {
        c.end_with(
            disconnect_reason::obsolete_protocol_version,
            "protocol version " + std::to_string(theirs.protocol_version) + ", at least " +
                std::to_string(c.rules.minimum_protocol_version) + " is needed"
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
    const bool own =
        theirs.nonce == nonce_ || (c.config.is_own_nonce && c.config.is_own_nonce(theirs.nonce));
    if (c.who_dialled == direction::inbound && own) {
        c.end_with(disconnect_reason::self_connection, "connected to ourselves");
        return false;
    }
    return true;
}

void handshake::handle(const wire::version& theirs, context& c) {
    c.negotiated.remote = theirs;
    c.negotiated.protocol_version = std::min(c.own_version(), theirs.protocol_version);
    c.statistics.time_offset = theirs.timestamp - c.now.unix_seconds();
    if (!acceptable(theirs, c)) return;
    if (c.who_dialled == direction::inbound) send_version(c);
    c.stage = stage::awaiting_verack;
    send_negotiation(c);
}

void handshake::send_negotiation(context& c) {
    const auto version = c.negotiated.protocol_version;
    if (c.config.wtxid_relay && version >= c.rules.wtxid_relay_since) {
        we_offered_wtxid_relay_ = true;
        c.write(wire::wtxidrelay{});
    }
    if (c.config.addrv2 && version >= c.rules.addrv2_since) c.write(wire::sendaddrv2{});
    c.write(wire::verack{});
}

void handshake::handle(const wire::verack& /*theirs*/, context& c) {
    c.stage = stage::running;
    c.timers.clear(timer::handshake);
    c.events.push(handshake_completed{c.negotiated, c.now - c.statistics.started});
    for (const auto refused : c.out.open(c.negotiated.format())) {
        c.events.push(send_completed{refused, send_outcome::dropped_by_negotiation});
    }
}

void handshake::handle(const wire::wtxidrelay& /*theirs*/, context& c) {
    c.negotiated.wtxid_relay = we_offered_wtxid_relay_;
}

void handshake::handle(const wire::sendaddrv2& /*theirs*/, context& c) {
    c.negotiated.remote_wants_addrv2 = true;
}

void handshake::handle(const wire::sendheaders& /*theirs*/, context& c) {
    c.negotiated.remote_wants_headers = true;
}

void handshake::handle(const wire::sendcmpct& theirs, context& c) {
    c.negotiated.remote_compact_blocks = theirs;
}

void handshake::handle(const wire::feefilter& theirs, context& c) {
    if (theirs.fee_rate >= 0 && theirs.fee_rate <= fee_rate_max) {
        c.negotiated.remote_fee_filter = theirs.fee_rate;
    }
}

void handshake::expired(timer which, context& c) {
    if (which != timer::handshake) return;
    c.end_with(
        disconnect_reason::handshake_timeout,
        c.stage == stage::awaiting_version ? "no version came" : "no verack came"
    );
}

}  // namespace bitpeer::facets
