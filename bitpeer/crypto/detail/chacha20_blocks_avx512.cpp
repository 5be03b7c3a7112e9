#include <bitpeer/crypto/detail/chacha20_blocks.hpp>

#if defined(__x86_64__)

#include <cstring>
#include <utility>

// Only what is called where the machine has it may be compiled for it: each function says so.
#define BITPEER_AVX512 __attribute__((target("avx512f")))
#define BITPEER_AVX512_INLINED __attribute__((target("avx512f"), always_inline)) inline

namespace bitpeer::crypto::detail {

namespace {

/// A row of four words, and the same row of four blocks side by side.
using row = std::uint32_t __attribute__((vector_size(16)));
using four_rows = std::uint32_t __attribute__((vector_size(64)));

struct four_blocks {
    four_rows a, b, c, d;
};

template <class Row>
BITPEER_AVX512_INLINED void load(Row& words, const void* from) {
    std::memcpy(&words, from, sizeof(words));
}

BITPEER_AVX512_INLINED void load_for_all(four_rows& words, const void* from) {
    row one;
    load(one, from);
    words = __builtin_shufflevector(one, one, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
}

BITPEER_AVX512_INLINED void load(four_blocks& x, chacha20_key key, const chacha20_place* places) {
    load_for_all(x.a, chacha20_constants.data());
    load_for_all(x.b, key.data());
    load_for_all(x.c, key.data() + 16);
    load(x.d, places);
}

template <int by>
BITPEER_AVX512_INLINED void rotate(four_rows& words) {
    words = words << by | words >> (32 - by);
}

/// Word i of each row becomes what word i + `by` was.
template <int by>
BITPEER_AVX512_INLINED void turn(four_rows& words) {
    constexpr int i = by;
    constexpr int j = (by + 1) % 4;
    constexpr int k = (by + 2) % 4;
    constexpr int l = (by + 3) % 4;
    words = __builtin_shufflevector(
        words,
        words,
        i,
        j,
        k,
        l,
        4 + i,
        4 + j,
        4 + k,
        4 + l,  //
        8 + i,
        8 + j,
        8 + k,
        8 + l,
        12 + i,
        12 + j,
        12 + k,
        12 + l
    );
}

BITPEER_AVX512_INLINED void quarter_rounds(four_blocks& x) {
    x.a += x.b;
    x.d ^= x.a;
    rotate<16>(x.d);
    x.c += x.d;
    x.b ^= x.c;
    rotate<12>(x.b);
    x.a += x.b;
    x.d ^= x.a;
    rotate<8>(x.d);
    x.c += x.d;
    x.b ^= x.c;
    rotate<7>(x.b);
}

/// On the columns, then on the diagonals.
BITPEER_AVX512_INLINED void double_round(four_blocks& x) {
    quarter_rounds(x);
    turn<1>(x.b);
    turn<2>(x.c);
    turn<3>(x.d);
    quarter_rounds(x);
    turn<3>(x.b);
    turn<2>(x.c);
    turn<1>(x.d);
}

/// From a row of each block side by side to the rows of each block one behind the other.
template <int block>
BITPEER_AVX512_INLINED void write(const four_blocks& x, std::uint8_t* to) {
    constexpr int i = 4 * block;
    constexpr int other = 16 + i;
    const auto ab = __builtin_shufflevector(
        x.a, x.b, i, i + 1, i + 2, i + 3, other, other + 1, other + 2, other + 3
    );
    const auto cd = __builtin_shufflevector(
        x.c, x.d, i, i + 1, i + 2, i + 3, other, other + 1, other + 2, other + 3
    );
    std::memcpy(to + 64 * block, &ab, 32);
    std::memcpy(to + 64 * block + 32, &cd, 32);
}

BITPEER_AVX512_INLINED void finish(
    four_blocks& x, chacha20_key key, const chacha20_place* places, std::uint8_t* to
) {
    four_blocks from;
    load(from, key, places);
    x.a += from.a;
    x.b += from.b;
    x.c += from.c;
    x.d += from.d;
    write<0>(x, to);
    write<1>(x, to);
    write<2>(x, to);
    write<3>(x, to);
}

/// Four blocks for each `i`.
template <std::size_t... i>
BITPEER_AVX512 void make(
    chacha20_key key, const chacha20_place* places, std::uint8_t* to,
    std::index_sequence<i...> /*each*/
) {
    four_blocks x[sizeof...(i)];
    (load(x[i], key, places + 4 * i), ...);
    for (int round = 0; round < 10; ++round) (double_round(x[i]), ...);
    (finish(x[i], key, places + 4 * i, to + 256 * i), ...);
}

}  // namespace

void chacha20_blocks_avx512(
    chacha20_key key, const chacha20_place* places, std::size_t count, std::uint8_t* to
) {
    switch (count) {
        case 4: return make(key, places, to, std::make_index_sequence<1>{});
        case 8: return make(key, places, to, std::make_index_sequence<2>{});
        case 12: return make(key, places, to, std::make_index_sequence<3>{});
        default: return make(key, places, to, std::make_index_sequence<4>{});
    }
}

}  // namespace bitpeer::crypto::detail

#endif
