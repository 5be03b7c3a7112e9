#pragma once
/// Bitcoin's conduct, which Litecoin's nodes share.

#include <bitpeer/engine/conduct.hpp>

namespace bitpeer::conducts {

/// As Bitcoin Core 28 to 32 behaves.
extern const conduct bitcoin;

}  // namespace bitpeer::conducts
