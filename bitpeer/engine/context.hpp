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
    const direction who_dialled;
    random_source& random;

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
    std::optional<disconnect> farewell{};

    /// Writes a message of ours, ahead of what the owner queued while the handshake lasts.
    void write(const wire::message& message) {
        if (const auto refused = out.write(message, format())) {
            end_with(disconnect_reason::misconfigured, refused->message());
        }
    }

    /// Ends the connection, unless it has a reason to end already.
    void end_with(disconnect_reason reason, std::string detail = {}) {
        if (!end) end = farewell ? farewell : disconnect{reason, std::move(detail)};
    }

    /// The same, and tells the remote by `why` where the profile does that and the remote is new
    /// enough to be told.
    void end_with(disconnect_reason reason, std::string detail, const wire::reject& why) {
        if (end || farewell) return;
        if (!rules.sends_reject || format().protocol_version < wire::reject::since) {
            return end_with(reason, std::move(detail));
        }
        if (out.write(why, format())) return end_with(reason, std::move(detail));
        farewell = disconnect{reason, std::move(detail)};
        timers.set(timer::farewell, now + farewell_time);
    }

    /// Whether the end is decided.
    [[nodiscard]] bool leaving() const { return end || farewell; }

    /// How payloads are written and read now: before the remote's `version`, for the version that
    /// we speak.
    [[nodiscard]] wire::format_options format() const {
        if (!heard_version) {
            return {.protocol_version = own_version(), .trailing = rules.trailing};
        }
        auto agreed = negotiated.format();
        agreed.trailing = rules.trailing;
        return agreed;
    }

    [[nodiscard]] int own_version() const {
        return config.protocol_version.value_or(rules.protocol_version);
    }
};

}  // namespace bitpeer
