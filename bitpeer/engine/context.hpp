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

#include <optional>
#include <utility>

namespace bitpeer {

/// The state of one connection that more than one facet needs. Facets see this and never each
/// other.
struct context {
    const peer_config& config;
    const conduct& rules;
    const timing& times;
    const direction who_dialled;
    random_source& random;

    instant now{};  ///< of the input that is being handled
    bitpeer::stage stage = stage::awaiting_version;
    features negotiated{};
    bitpeer::statistics statistics{};
    timer_table timers{};
    event_queue events{};
    outbox out;
    std::optional<disconnect> end{};  ///< set by whoever finds a reason; the first one stays

    /// Writes a message of ours, ahead of what the owner queued while the handshake lasts.
    void write(const wire::message& message) {
        if (const auto refused = out.write(message, format())) {
            end_with(disconnect_reason::misconfigured, refused->message());
        }
    }

    /// Ends the connection, unless it has a reason to end already.
    void end_with(disconnect_reason reason, std::string detail = {}) {
        if (!end) end = disconnect{reason, std::move(detail)};
    }

    /// How our payloads are written now: before the remote's `version`, for the version that we
    /// speak.
    [[nodiscard]] wire::format_options format() const {
        if (stage == stage::awaiting_version) return {.protocol_version = own_version()};
        return negotiated.format();
    }

    [[nodiscard]] int own_version() const {
        return config.protocol_version.value_or(rules.protocol_version);
    }
};

}  // namespace bitpeer
