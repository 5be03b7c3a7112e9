#pragma once
/// Finds Equihash solutions for small parameters, with hashing and packing of its own.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/equihash.hpp>

#include <sodium/crypto_generichash_blake2b.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::test {

using equihash_indices = std::vector<std::uint32_t>;

/// The indices as `bits` big-endian bits each.
[[nodiscard]] inline bytes pack_indices(const equihash_indices& indices, unsigned bits) {
    bytes packed((indices.size() * bits + 7) / 8);
    std::size_t position = 0;
    for (const auto index : indices) {
        for (auto bit = bits; bit-- > 0; ++position) {
            const auto set = (index >> bit & 1U) << (7 - position % 8);
            packed[position / 8] = static_cast<std::uint8_t>(packed[position / 8] | set);
        }
    }
    return packed;
}

/// Wagner's algorithm over all 2^(n / (k + 1) + 1) hashes. For n up to 64, where a hash is a
/// number.
class equihash_solver {
public:
    struct tree {
        std::uint64_t sum = 0;  ///< the XOR of the hashes
        equihash_indices indices;
    };

    struct found {
        std::vector<equihash_indices> solutions;
        std::vector<equihash_indices> near_misses;  ///< right but for the last bits of the XOR
    };

    explicit equihash_solver(crypto::equihash_parameters of)
        : n_(of.n), k_(of.k), step_(of.n / (of.k + 1)) {}

    [[nodiscard]] unsigned index_bits() const { return step_ + 1; }

    [[nodiscard]] found solve(byte_view input) const {
        found result;
        for (auto& [sum, indices] : grow(input, k_)) {
            (sum == 0 ? result.solutions : result.near_misses).push_back(std::move(indices));
        }
        return result;
    }

    /// All trees of 2^rounds indices that are right as far as that.
    [[nodiscard]] std::vector<tree> grow(byte_view input, unsigned rounds) const {
        std::vector<tree> trees;
        for (std::uint32_t i = 0; i < std::uint32_t{1} << index_bits(); ++i) {
            trees.push_back({hash(input, i), {i}});
        }
        for (unsigned round = 1; round <= rounds; ++round) trees = join(std::move(trees), round);
        return trees;
    }

    /// The tree of both, the smaller first index first; without indices if they share one.
    [[nodiscard]] static tree join(const tree& one, const tree& other) {
        const auto ordered = one.indices[0] < other.indices[0];
        const auto& left = (ordered ? one : other).indices;
        const auto& right = (ordered ? other : one).indices;
        if (std::ranges::find_first_of(left, right) != left.end()) return {};
        tree both{one.sum ^ other.sum, left};
        both.indices.insert(both.indices.end(), right.begin(), right.end());
        return both;
    }

    /// Hash number `index`, its first bit the number's highest.
    [[nodiscard]] std::uint64_t hash(byte_view input, std::uint32_t index) const {
        const auto in_digest = 512 / n_;
        const auto size = n_ / 8;
        bytes hashed(input.begin(), input.end());
        hashed.resize(hashed.size() + 4);
        store_le(hashed.data() + input.size(), index / in_digest);

        constexpr std::string_view name = "ZcashPoW";
        std::array<std::uint8_t, 16> personalisation{};
        std::ranges::copy(name, personalisation.begin());
        store_le(personalisation.data() + 8, std::uint32_t{n_});
        store_le(personalisation.data() + 12, std::uint32_t{k_});

        bytes digest(std::size_t{in_digest} * size);
        crypto_generichash_blake2b_salt_personal(
            digest.data(),
            digest.size(),
            hashed.data(),
            hashed.size(),
            nullptr,
            0,
            nullptr,
            personalisation.data()
        );
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < size; ++i) {
            number = number << 8 | digest[index % in_digest * size + i];
        }
        return number;
    }

private:
    /// All pairs that agree in the round's bits.
    [[nodiscard]] std::vector<tree> join(std::vector<tree> trees, unsigned round) const {
        const auto key = [shift = n_ - round * step_](const tree& of) { return of.sum >> shift; };
        std::ranges::sort(trees, {}, key);
        std::vector<tree> joined;
        for (std::size_t i = 0; i < trees.size(); ++i) {
            for (auto j = i + 1; j < trees.size() && key(trees[j]) == key(trees[i]); ++j) {
                auto both = join(trees[i], trees[j]);
                if (!both.indices.empty()) joined.push_back(std::move(both));
            }
        }
        return joined;
    }

    unsigned n_;
    unsigned k_;
    unsigned step_;
};

}  // namespace bitpeer::test
