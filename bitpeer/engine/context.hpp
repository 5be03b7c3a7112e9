#pragma once
/// What a facet may touch while it handles one input.

#include <bitpeer/base/random.hpp>
#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/event_queue.hpp>
#include <bitpeer/engine/features.hpp>
#include <bitpeer/engine/legality.hpp>
#include <bitpeer/engine/outbox.hpp>
#include <bitpeer/engine/statistics.hpp>
#include <bitpeer/engine/timer_table.hpp>
#include <bitpeer/wire/messages/reject.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace bitpeer {

/// How long a remote may take to read why it is disconnected.
inline constexpr duration farewell_time = std::chrono::seconds(5);

/// The state of one connection that more than one facet needs. Facets see this and never each
/// other.
struct context {
    const peer_config& config;
    const conduct& rules;
    const timing& times;
    const stall_timing& stalls;
    const trickle_timing& trickle;
    const wire::net_address remote_address;
    const direction who_dialled;
    random_source& random;
    const kind_rules& kind;

    instant now{};  ///< of the input that is being handled
    bitpeer::stage stage = stage::awaiting_version;
    bool heard_version = false;  ///< `negotiated` says what the remote's `version` said
    bool heard_verack = false;
    features negotiated{};
    bitpeer::statistics statistics{};
    timer_table timers{};
    event_queue events{};
    outbox out;
    std::optional<disconnect> end{};  ///< set by whoever finds a reason; the first one stays
    /// The same, but what is queued is to be written first: a `reject` that says why. Until then
    /// nothing is heard any more.
    std::unique_ptr<const disconnect> farewell{};
    bool output_is_paced = false;  ///< what is queued waits for our own limits

    /// Writes a message of ours, ahead of what the owner queued while the handshake lasts.
    void write(const wire::message& message) {
        if (const auto refused = out.write(message, format())) {
            end_with(disconnect_reason::misconfigured, refused->message());
        }
    }

    /// Ends the connection, unless it has a reason to end already.
    void end_with(disconnect_reason reason, std::string detail = {}) {
        if (!end) end = farewell ? *farewell : disconnect{reason, std::move(detail)};
    }

    /// The same, and tells the remote by `why` where the profile does that and the remote is new
    /// enough to be told.
    void end_with(disconnect_reason reason, std::string detail, const wire::reject& why) {
        if (end || farewell) return;
        if (!rules.sends_reject || !out.ready() || !has("reject"))
            return end_with(reason, std::move(detail));
        if (out.write(why, format())) return end_with(reason, std::move(detail));
        farewell = std::make_unique<disconnect>(disconnect{reason, std::move(detail)});
        timers.set(timer::farewell, now + farewell_time);
    }

    /// Ends the connection once everything that is queued is written.
    void leave_with(disconnect_reason reason, std::string detail = {}) {
        if (leaving()) return;
        farewell = std::make_unique<disconnect>(disconnect{reason, std::move(detail)});
        timers.set(timer::farewell, now + farewell_time);
    }

    /// Whether the end is decided.
    [[nodiscard]] bool leaving() const { return end || farewell != nullptr; }

    /// How payloads are written and read now: before the remote's `version`, for the version that
    /// we speak.
    [[nodiscard]] wire::format_options format() const {
        if (!heard_version) {
            auto ours = config.network.dialect->format(own_version());
            ours.trailing = rules.trailing;
            return ours;
        }
        auto agreed = negotiated.format();
        agreed.trailing = rules.trailing;
        return agreed;
    }

    /// The protocol version in Bitcoin's numbers, for rules that began with one of them.
    [[nodiscard]] int bitcoin_version() const { return format().bitcoin_version(); }

    /// Up to version 60000 a `ping` has no nonce and gets no answer (BIP31).
    [[nodiscard]] bool pings_are_answered() const { return bitcoin_version() > 60000; }

    /// Whether both speak a version that has this message.
    [[nodiscard]] bool has(wire::command_name command) const {
        const auto* known = config.network.dialect->find(command);
        return known != nullptr && known->exists_at(format().protocol_version);
    }

    /// The same, and the profile has it, too.
    [[nodiscard]] bool speaks(wire::command_name command) const {
        const auto exist = rules.commands;
        return has(command) &&
               (exist.empty() || std::find(exist.begin(), exist.end(), command) != exist.end());
    }

    /// Whether our `version` asks for transactions.
    [[nodiscard]] bool asks_for_transactions() const {
        return config.relay_transactions && kind.relays_transactions;
    }

    /// Whether transactions may be announced to the remote.
    [[nodiscard]] bool tells_transactions() const {
        return kind.relays_transactions && negotiated.remote_wants_transactions;
    }

    [[nodiscard]] int own_version() const {
        return config.protocol_version.value_or(rules.protocol_version);
    }
};

}  // namespace bitpeer
