#include <bitpeer/crypto/detail/chacha20_blocks.hpp>

#if defined(__x86_64__)

#include <immintrin.h>

// Only what is called where the machine has it may be compiled for it: each function says so.
#define BITPEER_AVX2 __attribute__((target("avx2")))
#define BITPEER_AVX2_INLINED __attribute__((target("avx2"), always_inline)) inline

namespace bitpeer::crypto::detail {

namespace {

/// The four rows of two blocks side by side.
struct two_blocks {
    __m256i a, b, c, d;
};

BITPEER_AVX2_INLINED __m256i row_of_both(const void* words) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(static_cast<const __m128i*>(words)));
}

BITPEER_AVX2_INLINED two_blocks input(chacha20_key key, const chacha20_place* places) {
    return {
        row_of_both(chacha20_constants.data()),
        row_of_both(key.data()),
        row_of_both(key.data() + 16),
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(places))};
}

template <int by>
BITPEER_AVX2_INLINED __m256i rotated(__m256i words) {
    return _mm256_or_si256(_mm256_slli_epi32(words, by), _mm256_srli_epi32(words, 32 - by));
}

/// By whole bytes, in one instruction: `order` says where each byte comes from.
BITPEER_AVX2_INLINED __m256i rotated_by_16(__m256i words) {
    const auto order = _mm256_set_epi8(
        13,
        12,
        15,
        14,
        9,
        8,
        11,
        10,
        5,
        4,
        7,
        6,
        1,
        0,
        3,
        2,  //
        13,
        12,
        15,
        14,
        9,
        8,
        11,
        10,
        5,
        4,
        7,
        6,
        1,
        0,
        3,
        2
    );
    return _mm256_shuffle_epi8(words, order);
}
BITPEER_AVX2_INLINED __m256i rotated_by_8(__m256i words) {
    const auto order = _mm256_set_epi8(
        14,
        13,
        12,
        15,
        10,
        9,
        8,
        11,
        6,
        5,
        4,
        7,
        2,
        1,
        0,
        3,  //
        14,
        13,
        12,
        15,
        10,
        9,
        8,
        11,
        6,
        5,
        4,
        7,
        2,
        1,
        0,
        3
    );
    return _mm256_shuffle_epi8(words, order);
}

BITPEER_AVX2_INLINED void quarter_rounds(two_blocks& x) {
    x.a = _mm256_add_epi32(x.a, x.b);
    x.d = rotated_by_16(_mm256_xor_si256(x.d, x.a));
    x.c = _mm256_add_epi32(x.c, x.d);
    x.b = rotated<12>(_mm256_xor_si256(x.b, x.c));
    x.a = _mm256_add_epi32(x.a, x.b);
    x.d = rotated_by_8(_mm256_xor_si256(x.d, x.a));
    x.c = _mm256_add_epi32(x.c, x.d);
    x.b = rotated<7>(_mm256_xor_si256(x.b, x.c));
}

/// On the columns, then on the diagonals: in between, words move within their rows.
BITPEER_AVX2_INLINED void double_round(two_blocks& x) {
    quarter_rounds(x);
    x.b = _mm256_shuffle_epi32(x.b, 0x39);
    x.c = _mm256_shuffle_epi32(x.c, 0x4e);
    x.d = _mm256_shuffle_epi32(x.d, 0x93);
    quarter_rounds(x);
    x.b = _mm256_shuffle_epi32(x.b, 0x93);
    x.c = _mm256_shuffle_epi32(x.c, 0x4e);
    x.d = _mm256_shuffle_epi32(x.d, 0x39);
}

BITPEER_AVX2_INLINED void write(std::uint8_t* to, __m256i first, __m256i second) {
    auto* place = reinterpret_cast<__m256i*>(to);
    _mm256_storeu_si256(place, _mm256_permute2x128_si256(first, second, 0x20));
    auto* place_of_second = reinterpret_cast<__m256i*>(to + 64);
    _mm256_storeu_si256(place_of_second, _mm256_permute2x128_si256(first, second, 0x31));
}

BITPEER_AVX2_INLINED void finish(const two_blocks& x, const two_blocks& from, std::uint8_t* to) {
    write(to, _mm256_add_epi32(x.a, from.a), _mm256_add_epi32(x.b, from.b));
    write(to + 32, _mm256_add_epi32(x.c, from.c), _mm256_add_epi32(x.d, from.d));
}

}  // namespace

BITPEER_AVX2 void chacha20_four_blocks_avx2(
    chacha20_key key, const chacha20_place* places, std::uint8_t* to
) {
    auto x0 = input(key, places);
    auto x1 = input(key, places + 2);
    for (int i = 0; i < 10; ++i) {
        double_round(x0);
        double_round(x1);
    }
    finish(x0, input(key, places), to);
    finish(x1, input(key, places + 2), to + 128);
}

BITPEER_AVX2 void chacha20_eight_blocks_avx2(
    chacha20_key key, const chacha20_place* places, std::uint8_t* to
) {
    auto x0 = input(key, places);
    auto x1 = input(key, places + 2);
    auto x2 = input(key, places + 4);
    auto x3 = input(key, places + 6);
    for (int i = 0; i < 10; ++i) {
        double_round(x0);
        double_round(x1);
        double_round(x2);
        double_round(x3);
    }
    finish(x0, input(key, places), to);
    finish(x1, input(key, places + 2), to + 128);
    finish(x2, input(key, places + 4), to + 256);
    finish(x3, input(key, places + 6), to + 384);
}

}  // namespace bitpeer::crypto::detail

#endif
