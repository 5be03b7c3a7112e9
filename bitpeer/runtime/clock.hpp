#pragma once
/// The machine's clocks: the only place where the library asks what time it is.

#include <bitpeer/base/time.hpp>

namespace bitpeer {

/// Now, on the monotonic clock (`std::chrono::steady_clock`) and in Unix time. Thread-safe.
[[nodiscard]] instant system_now();

}  // namespace bitpeer
