#pragma once
/// The bare end that dials: `bitpeer_raw drive`.

#include "arguments.hpp"

namespace bitpeer::bench {

/// As `driving.hpp`, with bytes of the same number that mean nothing. `pings` of `batch` times
/// `window` are on their way at once, and those that are due are written together.
void drive_raw(const arguments& given);

}  // namespace bitpeer::bench
