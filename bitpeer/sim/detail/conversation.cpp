#include <bitpeer/sim/detail/conversation.hpp>

#include <string>

namespace bitpeer::sim::detail {

namespace {

/// What no owner of a population does. Some have nothing to say for two minutes, which is as long
/// as some profiles wait; that they did wait so long is the patience checker's affair.
bool is_offence(disconnect_reason why) {
    using enum disconnect_reason;
    switch (why) {
        case requested:
        case closed_by_remote:
        case connection_failed:
        case purpose_fulfilled:
        case lifetime_over:
        case obsolete_protocol_version:
        case broadcast_failed:
        case inactivity: return false;
        default: return true;
    }
}

bool is_impatience(disconnect_reason why) {
    using enum disconnect_reason;
    return why == handshake_timeout || why == pong_timeout || why == inactivity ||
           why == write_timeout || why == stalled;
}

/// Who have no transport in common find out like this.
bool is_misunderstanding(disconnect_reason why) {
    using enum disconnect_reason;
    return why == wrong_magic || why == speaks_v1 || why == v1_refused || is_impatience(why);
}

}  // namespace

void conversation::count(instant now, tally& into) const {
    if (!honest()) {
        if (since) into.abused_time += now - *since;
        return;
    }
    auto& of = into.dialects[std::string(nodes[0]->net->dialect->name)];
    ++of.connections;
    if (!since) return;
    ++of.handshakes;
    if (ends[0]->engine().transport() == "v2") ++of.encrypted;
    if (messages > 0) ++of.carrying;
    of.time += now - *since;
}

bool conversation::explains(disconnect_reason why) const {
    if (!is_offence(why) || between->suffered(disturbance::corrupted)) return true;
    if (mismatched && is_misunderstanding(why)) return true;
    const bool cramped = nodes[0]->cramped || nodes[1]->cramped;
    return is_impatience(why) && (cramped || between->suffered_anything());
}

}  // namespace bitpeer::sim::detail
