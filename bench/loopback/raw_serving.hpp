#pragma once
/// The bare end that listens: `bitpeer_raw serve`.

#include "arguments.hpp"

namespace bitpeer::bench {

/// As `serving.hpp`, for the work that it is told of beforehand:
///
/// * `handshakes`: `size` bytes come, `answer` go back, `closing` come, `last` go back;
/// * `ping`: for each `size` bytes that came, `answer` go back;
/// * `oneway`: frames of `size` bytes are worked on by `labour`; a byte goes back at the end;
/// * `idle`: what comes is let go, and `fanout` writes `size` bytes to all.
void serve_raw(const arguments& given);

}  // namespace bitpeer::bench
