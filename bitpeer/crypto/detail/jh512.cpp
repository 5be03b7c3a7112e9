#include <bitpeer/crypto/detail/jh512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>

#include <utility>

namespace bitpeer::crypto::detail {

namespace {

// The specification describes JH by 256 elements of four bits that are permuted in each round, and
// beside that by 128-bit words that hold one bit of every second element, in which an element
// never moves farther than to a neighbour. The second is what is computed here. Its constants are
// not tabled but found by following the elements of the first description.

constexpr std::size_t rounds = 42;

/// A word of 128 bits: bit 0 is the highest of the first byte, bytes in little-endian halves.
using word = std::array<std::uint64_t, 2>;

/// Word `2 b + p` holds bit `b` of the elements with even (p = 0) or odd (p = 1) numbers.
using state = std::array<word, 8>;

/// From which element the permutation of `size` elements takes the one at `to`.
constexpr std::size_t taken_from(std::size_t to, std::size_t size) {
    auto i = to < size / 2 ? to : to ^ 1;
    i = i < size / 2 ? 2 * i : 2 * (i - size / 2) + 1;
    return i % 4 < 2 ? i : i ^ 1;
}

/// The round of the first description on 64 elements, without constants: it makes one round
/// constant of the one before.
using nibbles = std::array<std::uint8_t, 64>;

constexpr nibbles next_constant(const nibbles& from) {
    constexpr nibbles::value_type sbox[] = {9, 0, 4, 11, 13, 12, 3, 15, 1, 10, 2, 6, 7, 5, 8, 14};
    const auto doubled = [](unsigned a) { return (a << 1 ^ (a >> 3) * 0x13) & 0xf; };
    nibbles mixed{};
    for (std::size_t i = 0; i < 64; i += 2) {
        const unsigned a = sbox[from[i]];
        const unsigned b = sbox[from[i + 1]];
        const auto d = b ^ doubled(a);
        mixed[i] = static_cast<std::uint8_t>(a ^ doubled(d));
        mixed[i + 1] = static_cast<std::uint8_t>(d);
    }
    nibbles to{};
    for (std::size_t i = 0; i < 64; ++i) to[i] = mixed[taken_from(i, 64)];
    return to;
}

/// The first round constant: the fraction of the square root of two.
constexpr nibbles first_constant() {
    constexpr std::uint64_t digits[] = {
        0x6a09e667f3bcc908,
        0xb2fb1366ea957d3e,
        0x3adec17512775099,
        0xda2f590b0667322a,
    };
    nibbles made{};
    for (std::size_t i = 0; i < 64; ++i) made[i] = digits[i / 16] >> (60 - 4 * (i % 16)) & 0xf;
    return made;
}

/// For even and odd elements the bits that choose between the two S-boxes.
using round_constant = std::array<word, 2>;

constexpr auto constants = [] {
    std::array<std::uint8_t, 256> moved_to{};
    for (std::size_t to = 0; to < 256; ++to) {
        moved_to[taken_from(to, 256)] = static_cast<std::uint8_t>(to);
    }
    // Which element of the first description stands at a place of the second.
    std::array<std::uint8_t, 256> standing{};
    for (std::size_t place = 0; place < 256; ++place) {
        standing[place] = static_cast<std::uint8_t>(place);
    }
    std::array<round_constant, rounds> made{};
    auto constant = first_constant();
    for (std::size_t round = 0; round < rounds; ++round) {
        auto next = standing;
        for (std::size_t place = 0; place < 256; ++place) {
            const auto odd = place % 2;
            const auto bit = place / 2;
            const std::size_t element = standing[place];
            const std::uint64_t chosen = constant[element / 4] >> (3 - element % 4) & 1;
            made[round][odd][bit / 64] |= chosen << (bit % 64 ^ 7);
            const auto distance = odd << (round % 7);
            next[2 * (bit ^ distance) + odd] = moved_to[element];
        }
        standing = next;
        constant = next_constant(constant);
    }
    return made;
}();

/// The S-boxes on 64 elements at once; `constant` chooses.
constexpr void substitute(
    std::uint64_t& x0, std::uint64_t& x1, std::uint64_t& x2, std::uint64_t& x3,
    std::uint64_t constant
) {
    x3 = ~x3;
    x0 ^= constant & ~x2;
    const auto chosen = constant ^ (x0 & x1);
    x0 ^= x2 & x3;
    x3 ^= ~x1 & x2;
    x1 ^= x0 & x2;
    x2 ^= x0 & ~x3;
    x0 ^= x1 | x3;
    x3 ^= x1 & x2;
    x1 ^= chosen & x0;
    x2 ^= chosen;
}

/// Runs of `2^distance` bits change places with their neighbours.
template <std::size_t distance>
constexpr word swapped(const word& x) {
    if constexpr (distance == 6) {
        return {x[1], x[0]};
    } else {
        constexpr auto run = 1 << distance;
        constexpr auto mask = ~std::uint64_t{0} / ((std::uint64_t{1} << run) + 1);
        word to{};
        for (std::size_t i = 0; i < 2; ++i) to[i] = (x[i] & mask) << run | (x[i] >> run & mask);
        return to;
    }
}

template <std::size_t distance>
constexpr void apply_round(state& x, const round_constant& constant) {
    for (std::size_t i = 0; i < 2; ++i) {
        substitute(x[0][i], x[2][i], x[4][i], x[6][i], constant[0][i]);
        substitute(x[1][i], x[3][i], x[5][i], x[7][i], constant[1][i]);
        // An MDS code over GF(2^4) on each even element and its odd neighbour.
        x[1][i] ^= x[2][i];
        x[3][i] ^= x[4][i];
        x[5][i] ^= x[6][i] ^ x[0][i];
        x[7][i] ^= x[0][i];
        x[0][i] ^= x[3][i];
        x[2][i] ^= x[5][i];
        x[4][i] ^= x[7][i] ^ x[1][i];
        x[6][i] ^= x[1][i];
    }
    for (std::size_t i = 1; i < 8; i += 2) x[i] = swapped<distance>(x[i]);
}

/// After seven rounds the elements stand in order again.
template <std::size_t... distance>
constexpr void
apply_seven_rounds(state& x, const round_constant* constant, std::index_sequence<distance...>) {
    (apply_round<distance>(x, constant[distance]), ...);
}

constexpr void compress(state& chain, const std::uint8_t* block) {
    state message{};
    for (std::size_t i = 0; i < 4; ++i) message[i] = load_words_le<word>(block + 16 * i);
    const auto add = [&](std::size_t to) {
        for (std::size_t i = 0; i < 4; ++i) {
            chain[to + i][0] ^= message[i][0];
            chain[to + i][1] ^= message[i][1];
        }
    };
    add(0);
    for (std::size_t round = 0; round < rounds; round += 7) {
        apply_seven_rounds(chain, constants.data() + round, std::make_index_sequence<7>{});
    }
    add(4);
}

/// The size of the result in bits, big endian, compressed with an empty block.
constexpr auto initial = [] {
    state chain{};
    chain[0][0] = 0x0002;
    compress(chain, bytes64{}.data());
    return chain;
}();

}  // namespace

bytes64 jh512(byte_view data) {
    auto chain = initial;
    // A block is added even to a message that leaves room for its length: hence the 63.
    absorb_padded<64>(
        data,
        {.reserved = 63},
        [&](std::uint8_t* end) { store_be(end - 8, std::uint64_t{data.size()} * 8); },
        [&](const std::uint8_t* block, std::uint64_t) { compress(chain, block); }
    );
    std::array<std::uint64_t, 8> last{};
    for (std::size_t i = 0; i < 8; ++i) last[i] = chain[4 + i / 2][i % 2];
    return store_words_le(last.data());
}

}  // namespace bitpeer::crypto::detail
