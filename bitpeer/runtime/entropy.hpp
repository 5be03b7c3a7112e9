#pragma once
/// The system's randomness: the only place where the library asks for it.

#include <bitpeer/base/random.hpp>

namespace bitpeer {

/// 32 unpredictable bytes from the kernel. Thread-safe. Blocks only while a machine that has just
/// been started has none; ends the process if the kernel refuses, since nothing safe could follow.
[[nodiscard]] entropy system_entropy();

}  // namespace bitpeer
