#pragma once
/// Our end that listens: `bitpeer_loopback serve`.

#include "arguments.hpp"

namespace bitpeer::bench {

/// Prints its addresses and takes orders from standard input, one a line, until that ends:
///
/// * `settle` tells what memory it has;
/// * `fanout N` sends one `inv` to all, N times, and tells what that took.
void serve(const arguments& given);

}  // namespace bitpeer::bench
