#pragma once
/// What kind of line two endpoints have between them.

#include <bitpeer/base/time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace bitpeer::sim {

/// How a link carries bytes; both directions alike.
struct link_options {
    duration latency = std::chrono::milliseconds(50);  ///< of each piece, one way
    duration jitter{};  ///< up to so much more, drawn for each piece; order is kept
    std::uint64_t bytes_per_second = 0;  ///< zero: without limit
    std::size_t window = 256 * 1024;     ///< bytes that may be under way or unread at once
    std::size_t piece_max = 64 * 1024;   ///< pieces have 1 to so many bytes; 1: byte by byte
};

/// What a link has gone through besides its options: whoever judges how a connection ended has to
/// know.
enum class disturbance : std::uint8_t {
    reset,        ///< the network broke it
    half_closed,  ///< the network ended one direction
    black_hole,   ///< nothing got through, for a while or for ever
    changed,      ///< its options were changed
    corrupted,    ///< a bit was flipped under way
    slow_end,     ///< somebody at its ends did not read, or took no events, for a while
};

}  // namespace bitpeer::sim
