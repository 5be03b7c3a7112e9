#pragma once
/// What engines go through in scripts, as `engine_fuzz` and `two_engines_fuzz` read them.

#include "seed_folder.hpp"

namespace bitpeer::fuzz {

/// Scripts that get to where bytes by chance do not.
void add_engine_scripts(seeds& to);

}  // namespace bitpeer::fuzz
