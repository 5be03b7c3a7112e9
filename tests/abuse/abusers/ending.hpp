#pragma once
/// How a hostile connection ended, as it saw that itself.

#include <cstdint>
#include <string_view>

namespace bitpeer::abuse {

enum class ending : std::uint8_t {
    refused,     ///< there was no connection
    closed,      ///< the remote closed it
    reset,       ///< the remote closed it while there was more to read, or to write
    by_us,       ///< this kind closes it itself
    still_open,  ///< nobody had when the time was up
};

[[nodiscard]] constexpr std::string_view to_string(ending how) {
    switch (how) {
        case ending::refused: return "refused";
        case ending::closed: return "closed";
        case ending::reset: return "reset";
        case ending::by_us: return "by_us";
        case ending::still_open: return "still_open";
    }
    return "unknown";
}

}  // namespace bitpeer::abuse
