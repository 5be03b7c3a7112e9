#pragma once
/// Equihash: a proof of work that takes much memory to find and little to check (Biryukov and
/// Khovratovich, 2016), in the form that Zcash gave it (its protocol specification, section
/// "Equihash") and others took over. Only checking is here.
///
/// Thread-safe; never throws, never allocates.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer::crypto {

/// What a network fixes once and for all, written (n, k). A solution is 2^k numbers, its indices;
/// each stands for a hash of n bits, and each is one bit longer than a round's n / (k + 1) bits.
///
/// `n` is a multiple of 8 and of k + 1, at most 512; `k` is 3 to 10; n / (k + 1) is at most 31.
struct equihash_parameters {
    unsigned n = 0;
    unsigned k = 0;

    friend constexpr bool operator==(equihash_parameters, equihash_parameters) = default;
};

/// Why bytes are no solution, in the order in which it is found out.
enum class equihash_fault : std::uint8_t {
    bad_parameters,        ///< not as `equihash_parameters` says
    wrong_length,          ///< not the bytes that 2^k indices take
    indices_not_distinct,  ///< some index stands there twice
    indices_not_ordered,   ///< of two halves that join, the right one begins with the smaller index
    no_collision,          ///< halves that join differ in the bits that their round compares
    xor_not_zero,          ///< all rounds hold, but not the XOR's last bits
};

/// The fault's name as it stands above: stable, for logs and programs.
[[nodiscard]] std::string_view to_string(equihash_fault fault);

/// Bytes of a packed solution; nothing for bad parameters. (200, 9) takes 1,344, (144, 5) 100,
/// (48, 5) 36.
[[nodiscard]] std::optional<std::size_t> equihash_solution_size(equihash_parameters parameters);

/// Whether `solution` solves `input`, which is what a network has its miners hash, nonce included.
/// The indices are packed as big-endian bits without a gap. They are the leaves of a binary tree:
/// in round r (1 to k) neighbouring halves of 2^(r-1) indices join, and the first r * n / (k + 1)
/// bits of the XOR of all their hashes must be zero.
///
/// Costs at most one BLAKE2b of `input` and 2^k short ones; what can be told without a hash is
/// looked at first.
[[nodiscard]] result<void, equihash_fault> check_equihash(
    equihash_parameters parameters, byte_view input, byte_view solution
);

}  // namespace bitpeer::crypto
