#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/equihash.hpp>

#include <sodium/crypto_generichash_blake2b.h>

#include <algorithm>
#include <array>
#include <span>

namespace bitpeer::crypto {

namespace {

constexpr unsigned digest_bits_max = 8 * crypto_generichash_blake2b_BYTES_MAX;
constexpr unsigned rounds_min = 3;  // with fewer, the packed indices may not end at a whole byte
constexpr unsigned rounds_max = 10;
constexpr std::size_t indices_max = std::size_t{1} << rounds_max;

/// How many bits each round compares.
constexpr unsigned round_bits(equihash_parameters of) { return of.n / (of.k + 1); }

constexpr unsigned index_bits(equihash_parameters of) { return round_bits(of) + 1; }

constexpr std::size_t index_count(equihash_parameters of) { return std::size_t{1} << of.k; }

constexpr bool are_sound(equihash_parameters of) {
    if (of.k < rounds_min || of.k > rounds_max) return false;
    if (of.n == 0 || of.n > digest_bits_max) return false;
    return of.n % 8 == 0 && of.n % (of.k + 1) == 0 && index_bits(of) <= 32;
}

/// Fills `indices` from as many bits as they take.
void unpack(byte_view packed, unsigned bits, std::span<std::uint32_t> indices) {
    const auto mask = (std::uint64_t{1} << bits) - 1;
    std::uint64_t window = 0;
    unsigned unread = 0;  // bits at the window's low end that no index has taken yet
    auto to = indices.begin();
    for (const auto byte : packed) {
        window = window << 8 | byte;
        unread += 8;
        for (; unread >= bits; unread -= bits) {
            *to++ = static_cast<std::uint32_t>(window >> (unread - bits) & mask);
        }
    }
}

bool are_distinct(std::span<const std::uint32_t> indices) {
    std::array<std::uint32_t, indices_max> sorted;
    const auto end = std::ranges::copy(indices, sorted.begin()).out;
    std::sort(sorted.begin(), end);
    return std::adjacent_find(sorted.begin(), end) == end;
}

bool are_ordered(std::span<const std::uint32_t> indices) {
    for (std::size_t half = 1; half < indices.size(); half *= 2) {
        for (std::size_t left = 0; left < indices.size(); left += 2 * half) {
            if (indices[left] >= indices[left + half]) return false;
        }
    }
    return true;
}

/// The n bits of one hash, or of several under XOR; zeros behind them.
using hash_row = std::array<std::uint8_t, crypto_generichash_blake2b_BYTES_MAX>;

void operator^=(hash_row& left, const hash_row& right) {
    for (std::size_t i = 0; i < left.size(); ++i) left[i] ^= right[i];
}

bool begins_with_zeros(const hash_row& row, unsigned bits) {
    const auto whole = row.begin() + bits / 8;
    if (std::any_of(row.begin(), whole, [](auto byte) { return byte != 0; })) return false;
    return bits % 8 == 0 || *whole >> (8 - bits % 8) == 0;
}

/// The hashes that the indices stand for: several are cut out of one digest.
///
/// sodium_init() is not called, because it draws randomness: without it BLAKE2b is the portable
/// one, and nothing else that would need it is used here.
class hash_source {
public:
    hash_source(equihash_parameters parameters, byte_view input)
        : hash_size_(parameters.n / 8), hashes_per_digest_(digest_bits_max / parameters.n) {
        std::array<std::uint8_t, crypto_generichash_blake2b_PERSONALBYTES> personalisation{
            'Z', 'c', 'a', 's', 'h', 'P', 'o', 'W'};
        store_le(personalisation.data() + 8, std::uint32_t{parameters.n});
        store_le(personalisation.data() + 12, std::uint32_t{parameters.k});
        ensure(
            crypto_generichash_blake2b_init_salt_personal(
                &begun_, nullptr, 0, digest_size(), nullptr, personalisation.data()
            ) == 0
        );
        put(begun_, input);
    }

    [[nodiscard]] hash_row operator()(std::uint32_t index) const {
        std::array<std::uint8_t, 4> number;
        store_le(number.data(), index / hashes_per_digest_);
        auto state = begun_;
        put(state, number);
        std::array<std::uint8_t, crypto_generichash_blake2b_BYTES_MAX> digest;
        ensure(crypto_generichash_blake2b_final(&state, digest.data(), digest_size()) == 0);

        hash_row row{};
        const auto offset = index % hashes_per_digest_ * hash_size_;
        std::copy_n(digest.begin() + offset, hash_size_, row.begin());
        return row;
    }

private:
    [[nodiscard]] std::size_t digest_size() const {
        return std::size_t{hashes_per_digest_} * hash_size_;
    }
    static void put(crypto_generichash_blake2b_state& into, byte_view data) {
        ensure(crypto_generichash_blake2b_update(&into, data.data(), data.size()) == 0);
    }

    unsigned hash_size_;
    unsigned hashes_per_digest_;
    crypto_generichash_blake2b_state begun_;  // the input is in, an index is not
};

/// Goes through the tree leaf by leaf. A subtree is joined as soon as its right half is complete,
/// so one row a round is all that has to be kept.
result<void, equihash_fault> check_rounds(
    equihash_parameters parameters, byte_view input, std::span<const std::uint32_t> indices
) {
    const hash_source hash_of(parameters, input);
    std::array<hash_row, rounds_max> left_halves;
    hash_row row{};
    for (std::size_t i = 0; i < indices.size(); ++i) {
        row = hash_of(indices[i]);
        unsigned round = 0;
        // A set bit in the position: at that level, this is the end of a right half.
        for (; (i >> round & 1) != 0; ++round) {
            row ^= left_halves[round];
            if (!begins_with_zeros(row, (round + 1) * round_bits(parameters))) {
                return failed(equihash_fault::no_collision);
            }
        }
        if (round < parameters.k) left_halves[round] = row;
    }
    if (!begins_with_zeros(row, parameters.n)) return failed(equihash_fault::xor_not_zero);
    return {};
}

}  // namespace

std::string_view to_string(equihash_fault fault) {
    switch (fault) {
        case equihash_fault::bad_parameters: return "bad_parameters";
        case equihash_fault::wrong_length: return "wrong_length";
        case equihash_fault::indices_not_distinct: return "indices_not_distinct";
        case equihash_fault::indices_not_ordered: return "indices_not_ordered";
        case equihash_fault::no_collision: return "no_collision";
        case equihash_fault::xor_not_zero: return "xor_not_zero";
    }
    return "unknown";
}

std::optional<std::size_t> equihash_solution_size(equihash_parameters parameters) {
    if (!are_sound(parameters)) return std::nullopt;
    return index_count(parameters) * index_bits(parameters) / 8;
}

result<void, equihash_fault> check_equihash(
    equihash_parameters parameters, byte_view input, byte_view solution
) {
    const auto size = equihash_solution_size(parameters);
    if (!size) return failed(equihash_fault::bad_parameters);
    if (solution.size() != *size) return failed(equihash_fault::wrong_length);

    std::array<std::uint32_t, indices_max> storage;
    const auto indices = std::span(storage).first(index_count(parameters));
    unpack(solution, index_bits(parameters), indices);
    if (!are_distinct(indices)) return failed(equihash_fault::indices_not_distinct);
    if (!are_ordered(indices)) return failed(equihash_fault::indices_not_ordered);
    return check_rounds(parameters, input, indices);
}

}  // namespace bitpeer::crypto
