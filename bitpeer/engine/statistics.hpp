#pragma once
/// What one connection has done so far.

#include <bitpeer/base/time.hpp>

#include <cstdint>
#include <optional>

namespace bitpeer {

/// A snapshot; bytes are bytes on the wire, headers included.
struct statistics {
    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t messages_received = 0;  ///< told to the owner
    std::uint64_t messages_sent = 0;      ///< written to the last byte
    std::uint64_t unknown_messages = 0;   ///< of commands that the dialect does not have
    std::uint64_t malformed_messages = 0;
    std::uint64_t bad_checksums = 0;
    std::uint64_t bad_commands = 0;
    std::uint64_t out_of_place_messages = 0;

    instant started;
    std::optional<instant> last_received;  ///< the last byte
    std::optional<instant> last_sent;      ///< the last byte
    std::optional<duration> last_ping;     ///< round trip of the last answered ping
    std::optional<duration> minimum_ping;
    std::optional<std::int64_t> time_offset;  ///< seconds that the remote's clock is ahead of ours
};

}  // namespace bitpeer
