#pragma once
/// Many peers that live for long.

#include "options.hpp"

namespace bitpeer::soak {

/// Has that many peers talk to as many others, half of them encrypted, while they come and go. True
/// when all of them were up and the process did not grow over the second half of the time.
[[nodiscard]] bool run_live_peers(const options& given);

}  // namespace bitpeer::soak
