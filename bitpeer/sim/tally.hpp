#pragma once
/// What happened in worlds, in numbers.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/sim/faults.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace bitpeer::sim {

/// Of one dialect, or of all.
struct dialect_tally {
    std::uint64_t connections = 0;  ///< between two engines
    std::uint64_t handshakes = 0;   ///< those of them that were up at both ends
    std::uint64_t encrypted = 0;    ///< those of these that were in v2
    std::uint64_t carrying = 0;     ///< those of these that carried something after it
    std::uint64_t messages = 0;     ///< that arrived and were told to an owner
    duration time{};                ///< during which a connection was up at both ends

    void add(const dialect_tally& other);
};

/// Sums: several worlds' make one by `add`.
struct tally {
    std::map<std::string, dialect_tally, std::less<>> dialects;

    std::uint64_t abused_connections = 0;                      ///< of an engine with an abuser
    std::uint64_t abusive_messages = 0;                        ///< that arrived from these
    duration abused_time{};                                    ///< that these lasted
    std::map<std::string, std::uint64_t, std::less<>> abuses;  ///< abusers, by name

    std::array<std::uint64_t, fault_kinds> faults{};         ///< that were injected, by kind
    std::map<std::string, std::uint64_t, std::less<>> ends;  ///< engines that ended, by reason

    std::uint64_t pings_answered = 0;
    std::uint64_t requests_answered = 0;
    std::uint64_t requests_refused = 0;  ///< by `notfound`
    std::uint64_t requests_failed = 0;   ///< they came too late, or the connection ended
    std::uint64_t steps = 0;             ///< that worlds took

    void add(const tally& other);

    /// Of all dialects together.
    [[nodiscard]] dialect_tally total() const;
    /// All messages that arrived, from abusers as well.
    [[nodiscard]] std::uint64_t messages() const { return total().messages + abusive_messages; }
    [[nodiscard]] std::uint64_t all_faults() const;
};

}  // namespace bitpeer::sim
