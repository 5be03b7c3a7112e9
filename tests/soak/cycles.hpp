#pragma once
/// Connect, handshake, pending sends, stop; again and again.

#include "options.hpp"

namespace bitpeer::soak {

/// Runs that many cycles on several threads, over loopback sockets and pairs of sockets, in v1 and
/// v2, each side leaving at a random moment and in one of many ways. True when every send that was
/// accepted came to its end exactly once, every connection told its end once and last, nothing is
/// left, and no descriptor either.
[[nodiscard]] bool run_cycles(const options& given);

}  // namespace bitpeer::soak
