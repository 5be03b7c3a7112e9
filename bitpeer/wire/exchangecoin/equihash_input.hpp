#pragma once
/// The second half of Exchangecoin's proof of work: the Equihash solution that a block header ends
/// with, and what it has to solve. (The first half is the target that the block hash meets.)
///
/// A header is taken as its 280 bytes on the wire, the last 100 of which hold the solution. Not
/// every block has one: the genesis blocks do not, and exccd computes this check without acting on
/// what it finds.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/crypto/equihash.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// What of a header the solution vouches for. Each network changed from the first to the second at
/// a height of its own.
enum class input_version : std::uint8_t {
    v0,  ///< version, previous block, merkle root, bits, time, extra data; the nonce as 32 bytes
    v1,  ///< all before the solution, as it is
};

/// The bytes that the solution of this header has to solve: 140 for `v0`, 180 for `v1`. Nothing
/// when `header` is not 280 bytes long.
[[nodiscard]] std::optional<bytes> equihash_input(byte_view header, input_version version);

/// The header's field for the solution: its last 100 bytes. Nothing when it is not 280 bytes long.
[[nodiscard]] std::optional<byte_view> solution_field(byte_view header);

/// Why a header has no valid solution.
enum class solution_fault : std::uint8_t {
    wrong_header_size,  ///< not 280 bytes
    padding_not_zero,   ///< something follows a solution that is shorter than its field
    not_a_solution,     ///< Equihash says no: `detail` tells why
};

/// The fault's name as it stands above: stable, for logs and programs.
[[nodiscard]] std::string_view to_string(solution_fault code);

struct solution_error {
    solution_fault code{};
    std::optional<crypto::equihash_fault> detail;

    /// One line for people: "not_a_solution: no_collision".
    [[nodiscard]] std::string message() const;
};

/// Whether the header's solution solves it. `parameters` are the network's: (144, 5) fill the
/// field, (48, 5) the first 36 bytes of it, and then the rest is zero. Parameters whose solution
/// has no room in the field are answered with the detail `wrong_length`.
///
/// Costs 2^k short BLAKE2b hashes at most. Thread-safe.
[[nodiscard]] result<void, solution_error> check_solution(
    byte_view header, crypto::equihash_parameters parameters, input_version version
);

}  // namespace bitpeer::wire::exchangecoin
