#pragma once
/// What is done with blocks that a test has, in hexadecimal:
///
///     filter HEADER BLOCK [SCRIPT…]
///                                 its basic filter; HEADER is the filter header of the block
///                                 before, the scripts are of the outputs that are spent
///     reconstruct VERSION CMPCTBLOCK BLOCKTXN [TRANSACTION…]
///                                 the block, of a compact one and what is at hand; without an
///                                 answer to what is missing BLOCKTXN is "none"
///
/// Nothing of it is said to the remote.

#include <bitpeer/wire/dialect.hpp>

#include <istream>

namespace bitpeer::interop {

/// Tells `filter`: the filter, its hash, and the filter header.
void tell_filter(std::istream& words);

/// Tells `reconstructed`: the block, or in `request` the payload of the `getblocktxn` that asks for
/// what is missing.
void reconstruct(const wire::dialect& dialect, std::istream& words);

}  // namespace bitpeer::interop
