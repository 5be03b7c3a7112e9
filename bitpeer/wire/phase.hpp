#pragma once
/// When in the life of a connection a message has its place.

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// A message names its phase by `static constexpr phase when`; without one it belongs to `running`.
enum class phase : std::uint8_t {
    opening,      ///< `version`: first, once
    negotiation,  ///< only between `version` and `verack`
    closing,      ///< `verack`: ends the handshake
    early,        ///< as soon as `version` came, and any time later
    running,      ///< after `verack`
};

[[nodiscard]] constexpr std::string_view to_string(phase when) {
    switch (when) {
        case phase::opening: return "opening";
        case phase::negotiation: return "negotiation";
        case phase::closing: return "closing";
        case phase::early: return "early";
        case phase::running: return "running";
    }
    return "unknown";
}

}  // namespace bitpeer::wire
