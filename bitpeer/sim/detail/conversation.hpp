#pragma once
/// One connection of a population.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/sim/detail/node.hpp>
#include <bitpeer/sim/link.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/script.hpp>
#include <bitpeer/sim/tally.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::sim::detail {

/// From the dialling to the end of both sides.
struct conversation {
    std::array<node*, 2> nodes{};  ///< who dialled first; null: an abuser
    std::array<peer*, 2> ends{};   ///< likewise
    script* abuser = nullptr;
    link* between = nullptr;
    bool mismatched = false;  ///< they have no transport in common
    std::array<bool, 2> up{};
    std::array<bool, 2> over{};
    std::optional<instant> since;  ///< up at both ends from then on
    std::uint64_t messages = 0;    ///< that arrived since then
    std::size_t place = 0;         ///< in its population's list
    std::uint64_t number = 0;      ///< never used twice

    [[nodiscard]] bool honest() const { return abuser == nullptr; }
    [[nodiscard]] bool goes_on() const { return !over[0] && !over[1]; }
    [[nodiscard]] std::size_t side_of(const peer& who) const { return ends[0] == &who ? 0 : 1; }

    /// Adds what it came to until now.
    void count(instant now, tally& into) const;

    /// Between two who keep to the rules: whether something in its world explains such an end.
    [[nodiscard]] bool explains(disconnect_reason why) const;
};

}  // namespace bitpeer::sim::detail
