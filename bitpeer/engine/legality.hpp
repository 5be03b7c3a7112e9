#pragma once
/// Which messages are legal in which state: one table, printed into the documentation.

#include <bitpeer/wire/phase.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace bitpeer {

/// How far a connection has come.
enum class stage : std::uint8_t {
    awaiting_version,  ///< nothing useful came yet
    awaiting_verack,   ///< the remote's `version` came
    running,           ///< the handshake is done
    ended,             ///< nothing happens any more
};

[[nodiscard]] constexpr std::string_view to_string(stage now) {
    switch (now) {
        case stage::awaiting_version: return "awaiting_version";
        case stage::awaiting_verack: return "awaiting_verack";
        case stage::running: return "running";
        case stage::ended: return "ended";
    }
    return "unknown";
}

/// What is done with a message.
enum class legality : std::uint8_t {
    process,     ///< acted on and told to the owner
    ignore,      ///< let go, counted, told as `message_dropped`
    disconnect,  ///< the remote broke a rule
};

[[nodiscard]] constexpr std::string_view to_string(legality verdict) {
    switch (verdict) {
        case legality::process: return "process";
        case legality::ignore: return "ignore";
        case legality::disconnect: return "disconnect";
    }
    return "unknown";
}

/// Rows: the stages before `ended`. Columns: a message's phase; a message that the dialect does not
/// have stands apart.
struct legality_table {
    std::array<std::array<legality, 5>, 3> verdicts;
    std::array<legality, 3> unknown;

    [[nodiscard]] constexpr legality at(stage now, wire::phase when) const {
        if (now == stage::ended) return legality::ignore;
        return verdicts[static_cast<std::size_t>(now)][static_cast<std::size_t>(when)];
    }
    [[nodiscard]] constexpr legality of_unknown(stage now) const {
        return now == stage::ended ? legality::ignore : unknown[static_cast<std::size_t>(now)];
    }
};

}  // namespace bitpeer
