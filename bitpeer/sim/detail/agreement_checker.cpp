#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>

#include <algorithm>
#include <string>
#include <variant>

namespace bitpeer::sim::detail {

namespace {

/// Whether an end came from the other side or from the network: somebody else's doing.
bool learned(disconnect_reason why) {
    return why == disconnect_reason::closed_by_remote ||
           why == disconnect_reason::connection_failed;
}

/// What no engine ever does to another of the same network, whatever their owners say: if one is
/// accused of it, one of the two is wrong.
bool is_accusation(disconnect_reason why) {
    using enum disconnect_reason;
    constexpr disconnect_reason all[] = {
        payload_too_large,
        no_terminator,
        packet_too_large,
        bad_tag,
        own_key,
        negotiation_after_handshake,
        handshake_flood,
        bad_checksum,
        bad_command,
        reconciliation_violation,
    };
    return std::ranges::find(all, why) != std::end(all);
}

/// Both sides agree on who ended a connection, and why: who says that it was the other one comes
/// later than that one, which knows a reason of its own, and nobody is accused of what he did not
/// do.
class agreement_checker final : public observer {
public:
    void happened(const peer& who, const event& what) override {
        if (const auto* over = std::get_if<disconnected>(&what)) {
            // An owner may be told much later.
            ends_.of(who) = {over->why.reason, who.now()};
        }
    }
    void finished(const peer& who) override {
        const auto* mine = ends_.find(who);
        const auto* other = who.remote()->as_peer();
        if (mine == nullptr || other == nullptr) return;
        const auto* theirs = ends_.find(*other);
        const auto& between = *who.between();
        const bool by_network =
            between.suffered(disturbance::reset) || between.suffered(disturbance::half_closed);
        if (learned(mine->why) && !by_network) {
            if (theirs == nullptr || learned(theirs->why)) {
                report(who, "learned of an end that nobody made: " + text(mine->why));
            } else if (theirs->when > mine->when && !between.suffered(disturbance::slow_end)) {
                report(who, "learned of an end before it happened: " + text(theirs->why));
            }
        }
        if (is_accusation(mine->why) && same_network(who, *other) &&
            !between.suffered(disturbance::corrupted)) {
            report(who, "ended it by what no engine does: " + text(mine->why));
        }
    }

private:
    struct last_word {
        disconnect_reason why{};
        instant when;
    };

    static std::string text(disconnect_reason why) { return std::string(to_string(why)); }

    static bool same_network(const peer& one, const peer& other) {
        return one.config().network.magic == other.config().network.magic &&
               one.config().network.dialect->name == other.config().network.dialect->name;
    }

    per_endpoint<last_word> ends_;
};

}  // namespace

std::unique_ptr<observer> make_agreement_checker() { return std::make_unique<agreement_checker>(); }

}  // namespace bitpeer::sim::detail
