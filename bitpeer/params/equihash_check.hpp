#pragma once
/// Whether a header solves the puzzle of its network.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/exchangecoin/equihash_input.hpp>

namespace bitpeer {

/// Checks the Equihash solution in a header of Exchangecoin, which costs some hundred hashes.
/// Nothing does it unasked: nodes of that network work it out and do not enforce it, and their own
/// tests have blocks without one. A network without a puzzle accepts any header.
[[nodiscard]] result<void, wire::exchangecoin::solution_error> check_solution(
    const network& of, byte_view header
);

}  // namespace bitpeer
