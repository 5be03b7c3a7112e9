#pragma once
/// Recorded connections, for who reads them.

#include "seed_folder.hpp"

namespace bitpeer::fuzz {

/// Connections as they are recorded, by us and by Bitcoin Core.
void add_captures(seeds& to);

}  // namespace bitpeer::fuzz
