#pragma once
/// What may go wrong between peers, besides what they do to each other, and how often.

#include <bitpeer/base/random.hpp>
#include <bitpeer/sim/link.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer::sim {

/// One kind of fault that can be injected into a world with peers in it.
enum class fault_kind : std::uint8_t {
    reset,              ///< the network breaks the connection
    half_close,         ///< the network ends one direction
    black_hole,         ///< nothing gets through: mostly for seconds, sometimes for half an hour
    partition,          ///< the same for all links between two halves of the world
    slow_line,          ///< a few bytes a second for a while
    long_line,          ///< seconds of latency for a while
    crumbs,             ///< pieces of one to three bytes for a while
    bit_flip,           ///< one bit of what is under way
    deaf_owner,         ///< an owner takes no events for a while, or few
    deaf_reader,        ///< a shell does not read its line for a while
    needless_timeouts,  ///< a shell calls `timeout` many times without need
    abuser,             ///< somebody of abuses.hpp comes, or is dialled
};

inline constexpr std::size_t fault_kinds = 12;

/// The name as it stands above.
[[nodiscard]] std::string_view to_string(fault_kind kind);
[[nodiscard]] std::optional<fault_kind> fault_named(std::string_view name);

/// How often which.
struct fault_plan {
    /// So many for each hour of each connection, at random moments; zero: none.
    double per_connection_hour = 0;
    /// How much more often one kind comes than another.
    std::array<unsigned, fault_kinds> weights{};

    /// The kind of the next one; there must be one that has a weight.
    [[nodiscard]] fault_kind draw(random_source& random) const;

    [[nodiscard]] static fault_plan none() { return {}; }
    /// Two an hour, of every kind.
    [[nodiscard]] static fault_plan some();
    /// Sixteen an hour.
    [[nodiscard]] static fault_plan many();
    /// "none", "some", "many", or names of kinds joined by commas, which then come as often as
    /// `many`; nothing for another text.
    [[nodiscard]] static std::optional<fault_plan> parse(std::string_view text);
};

/// Injects a fault that concerns one link, and plans its end where it has one. False when it could
/// not be: nothing is under way that a bit could be flipped in, or the kind is of another sort.
bool inject(fault_kind kind, link& into, random_source& random);

}  // namespace bitpeer::sim
