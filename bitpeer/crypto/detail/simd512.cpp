#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/simd512.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

// The block is expanded by a number-theoretic transform of 256 points modulo 257. It is done as
// sixteen transforms of sixteen points, a turn of each result and sixteen transforms again. The
// root of unity for 256 points is 41; the one for 16 points is its 16th power, which is 2, so that
// within those all products are shifts.

constexpr std::int32_t root = 41;

using row = std::array<std::int32_t, 16>;

/// Row by row: point `16 r + c` stands in row `r`.
using points = std::array<row, 16>;

/// A smaller number that is the same modulo 257, because 256 is -1.
constexpr std::int32_t reduced(std::int32_t x) { return (x & 0xff) - (x >> 8); }

/// Transforms all columns at once: row `i` becomes the sum over `j` of row `j` times `2^(i j)`.
/// Of numbers below 300 it makes such below 4096, either with any sign.
constexpr points transformed(const points& from) {
    constexpr std::size_t reversed[] = {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15};
    points x{};
    for (std::size_t i = 0; i < 16; ++i) x[i] = from[reversed[i]];
    for (std::size_t half = 1; half < 16; half *= 2) {
        for (std::size_t i = 0; i < 16; ++i) {
            if ((i & half) != 0) continue;
            const auto shift = static_cast<int>(i % half * (8 / half));
            const auto low = x[i];
            row product{};
            for (std::size_t c = 0; c < 16; ++c) product[c] = reduced(x[i + half][c] << shift);
            for (std::size_t c = 0; c < 16; ++c) x[i][c] = low[c] + product[c];
            for (std::size_t c = 0; c < 16; ++c) x[i + half][c] = low[c] - product[c];
        }
    }
    return x;
}

/// The turn between the two halves of the transform: `root^(r c)`.
constexpr auto turns = [] {
    points made{};
    std::int32_t of_row = 1;
    for (auto& powers : made) {
        std::int32_t power = 1;
        for (auto& each : powers) {
            each = power;
            power = power * of_row % 257;
        }
        of_row = of_row * root % 257;
    }
    return made;
}();

/// The whole transform; results between -128 and 128.
constexpr points transformed_fully(const points& from) {
    auto half_way = transformed(from);
    points turned{};
    for (std::size_t r = 0; r < 16; ++r) {
        for (std::size_t c = 0; c < 16; ++c) {
            // Less than 2^20, reduced to less than 300.
            half_way[r][c] = reduced(reduced(half_way[r][c] * turns[r][c]));
        }
        for (std::size_t c = 0; c < 16; ++c) turned[c][r] = half_way[r][c];
    }
    auto y = transformed(turned);
    for (auto& whole : y) {
        for (auto& each : whole) {
            each = reduced(reduced(each));
            each -= each > 128 ? 257 : 0;
        }
    }
    return y;
}

using words8 = std::array<std::uint32_t, 8>;

/// The paper's A, B, C and D, each of eight words.
using state = std::array<words8, 4>;

/// Two points times `factor`, the first in the lower half.
constexpr std::uint32_t packed(std::int32_t low, std::int32_t high, std::int32_t factor) {
    return (static_cast<std::uint32_t>(low * factor) & 0xffff) |
           static_cast<std::uint32_t>(high * factor) << 16;
}

/// What the 32 steps take of the block.
constexpr std::array<words8, 32> expand(const std::uint8_t* block, bool last) {
    points x{};
    for (std::size_t i = 0; i < 128; ++i) x[i / 16][i % 16] = block[i];
    x[15][15] = 1;
    x[15][13] = last ? 1 : 0;
    const auto y = transformed_fully(x);

    constexpr std::uint8_t order[] = {4,  6,  0,  2,  7,  5,  3,  1,  15, 11, 12,
                                      8,  9,  13, 10, 14, 17, 18, 23, 20, 22, 21,
                                      16, 19, 30, 24, 25, 31, 27, 29, 28, 26};
    std::array<words8, 32> made{};
    for (std::size_t step = 0; step < 32; ++step) {
        const std::size_t from = order[step];
        if (from < 16) {
            // Neighbours go together.
            const auto& pairs = y[from];
            for (std::size_t i = 0; i < 8; ++i) {
                made[step][i] = packed(pairs[2 * i], pairs[2 * i + 1], 185);
            }
        } else {
            // Points that are 128 apart go together: first the even ones, then the odd ones.
            const auto& low = y[from % 8];
            const auto& high = y[from % 8 + 8];
            const auto odd = from / 8 % 2;
            for (std::size_t i = 0; i < 8; ++i) {
                made[step][i] = packed(low[2 * i + odd], high[2 * i + odd], 233);
            }
        }
    }
    return made;
}

/// By how much the words turn, for each round.
constexpr std::array<std::array<std::uint8_t, 4>, 4> rotations{{
    {3, 23, 17, 27},
    {28, 19, 22, 7},
    {29, 9, 15, 5},
    {4, 13, 10, 25},
}};

/// Which of its neighbours' words a word meets: that with the number that differs in these bits.
constexpr std::array<std::uint8_t, 7> partners{1, 6, 2, 3, 5, 7, 4};

/// Step `number` of the last 4 or one of the first 32, with its part of the expanded block.
template <std::size_t number>
constexpr void apply_step(state& x, const words8& w) {
    constexpr auto& round = rotations[number < 32 ? number / 8 : 3];
    constexpr int first = round[number % 4];
    constexpr int second = round[(number + 1) % 4];
    constexpr auto majority = number < 32 && number % 8 >= 4;
    auto& [a, b, c, d] = x;
    words8 turned{};
    words8 next{};
    for (std::size_t i = 0; i < 8; ++i) turned[i] = std::rotl(a[i], first);
    for (std::size_t i = 0; i < 8; ++i) {
        const auto chosen =
            majority ? ((a[i] | b[i]) & c[i]) | (a[i] & b[i]) : ((b[i] ^ c[i]) & a[i]) ^ c[i];
        next[i] = std::rotl(d[i] + w[i] + chosen, second);
    }
    unrolled<8>([&](auto i) { next[i] += turned[i ^ partners[number % 7]]; });
    x = {next, turned, b, c};
}

constexpr void compress(state& chain, const std::uint8_t* block, bool last) {
    const auto w = expand(block, last);
    auto x = chain;
    for (std::size_t i = 0; i < 32; ++i) x[i / 8][i % 8] ^= load_le<std::uint32_t>(block + 4 * i);
    unrolled<32>([&](auto i) { apply_step<i>(x, w[i]); });
    unrolled<4>([&](auto i) { apply_step<32 + i>(x, chain[i]); });
    chain = x;
}

/// The function's name, compressed as a block.
constexpr auto initial = [] {
    std::array<std::uint8_t, 128> name{
        'S', 'I', 'M', 'D', '-', '5', '1', '2', ' ', 'v', '1', '.', '1'};
    state chain{};
    compress(chain, name.data(), false);
    return chain;
}();

}  // namespace

bytes64 simd512(byte_view data) {
    auto chain = initial;
    // The message is filled up with zeros alone; its length follows in a block of its own.
    absorb_padded<128>(
        data,
        {.mark = 0, .reserved = 127},
        [&](std::uint8_t* end) { store_le(end - 128, std::uint64_t{data.size()} * 8); },
        [&](const std::uint8_t* block, std::uint64_t bits) { compress(chain, block, bits == 0); }
    );
    std::array<std::uint32_t, 16> out{};
    for (std::size_t i = 0; i < 16; ++i) out[i] = chain[i / 8][i % 8];
    return store_words_le(out.data());
}

}  // namespace bitpeer::crypto::detail
