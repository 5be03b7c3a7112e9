#pragma once
/// What this process takes from the machine, and whether that grows.

#include <cstddef>
#include <span>

namespace bitpeer::soak {

struct footprint {
    double seconds = 0;           ///< since the run began
    std::size_t resident = 0;     ///< bytes of memory
    std::size_t allocated = 0;    ///< of these, bytes that somebody holds, as malloc counts
    std::size_t descriptors = 0;  ///< open files and sockets
};

[[nodiscard]] footprint footprint_now(double seconds);

/// A straight line through samples (least squares).
struct trend {
    double per_second = 0;  ///< bytes
    double growth = 0;      ///< bytes, from the first of them to the last
    double mean = 0;        ///< bytes
};

/// The trend of resident memory over the second half of the samples: the first half may fill what
/// is filled once.
[[nodiscard]] trend resident_trend(std::span<const footprint> samples);
[[nodiscard]] trend allocated_trend(std::span<const footprint> samples);

/// What a trend may amount to without being growth: a hundredth, or two mebibytes, for an allocator
/// gives back when it likes.
[[nodiscard]] bool grows(const trend& found);

}  // namespace bitpeer::soak
