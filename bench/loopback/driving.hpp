#pragma once
/// Our end that dials: `bitpeer_loopback drive`.

#include "arguments.hpp"

namespace bitpeer::bench {

/// Does `given.work` for `given.seconds` and prints what came of it:
///
/// * `handshakes`: connections made and ended, `parallel` at a time;
/// * `ping`: one outstanding;
/// * `pings`: `batch` times `window` outstanding;
/// * `oneway`: messages of one kind over `connections`; over when a `ping` behind the last of each
///   was answered;
/// * `idle`: holds `connections` until standard input ends;
/// * `opening`: prints how many bytes one handshake has.
void drive(const arguments& given);

}  // namespace bitpeer::bench
