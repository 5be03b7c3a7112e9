#include <bitpeer/crypto/detail/sha256_compression.hpp>

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

#endif

namespace bitpeer::crypto::detail {

#if defined(__x86_64__)

namespace {

alignas(16) constexpr std::uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// Leaf 1: SSSE3 and SSE4.1; leaf 7: the SHA extensions (Intel's manual, volume 2A, CPUID).
bool processor_has_it() {
    constexpr unsigned ssse3 = 1U << 9;
    constexpr unsigned sse41 = 1U << 19;
    constexpr unsigned sha = 1U << 29;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0) return false;
    if ((c & ssse3) == 0 || (c & sse41) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha) != 0;
}

/// One message: its state as the instructions want it, and the last sixteen words of its schedule.
struct lane {
    const std::uint8_t* blocks;
    __m128i abef;
    __m128i cdgh;
    __m128i abef_before;
    __m128i cdgh_before;
    __m128i words[4];
};

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline __m128i load(const void* from) {
    return _mm_loadu_si128(static_cast<const __m128i*>(from));
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline lane open(
    const sha256_state& state, const std::uint8_t* blocks
) {
    const auto cdab = _mm_shuffle_epi32(load(state.data()), 0xb1);
    const auto efgh = _mm_shuffle_epi32(load(state.data() + 4), 0x1b);
    lane opened{};
    opened.blocks = blocks;
    opened.abef = _mm_alignr_epi8(cdab, efgh, 8);
    opened.cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    return opened;
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void close(
    const lane& opened, sha256_state& state
) {
    const auto feba = _mm_shuffle_epi32(opened.abef, 0x1b);
    const auto dchg = _mm_shuffle_epi32(opened.cdgh, 0xb1);
    auto* into = reinterpret_cast<__m128i*>(state.data());
    _mm_storeu_si128(into, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(into + 1, _mm_alignr_epi8(dchg, feba, 8));
}

/// Words 4 i to 4 i + 3 of the schedule.
template <int i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void schedule(lane& of) {
    auto& oldest = of.words[i % 4];
    if constexpr (i < 4) {
        const auto big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
        oldest = _mm_shuffle_epi8(load(of.blocks + 16 * i), big_endian);
    } else {
        const auto& newest = of.words[(i + 3) % 4];
        const auto seven_back = _mm_alignr_epi8(newest, of.words[(i + 2) % 4], 4);
        const auto begun = _mm_sha256msg1_epu32(oldest, of.words[(i + 1) % 4]);
        oldest = _mm_sha256msg2_epu32(_mm_add_epi32(begun, seven_back), newest);
    }
}

template <int i>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void rounds(lane& of) {
    const auto keyed = _mm_add_epi32(of.words[i % 4], load(round_constants + 4 * i));
    of.cdgh = _mm_sha256rnds2_epu32(of.cdgh, of.abef, keyed);
    of.abef = _mm_sha256rnds2_epu32(of.abef, of.cdgh, _mm_shuffle_epi32(keyed, 0x0e));
}

template <int i, class... Lane>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void four_rounds(Lane&... lanes) {
    (schedule<i>(lanes), ...);
    (rounds<i>(lanes), ...);
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void begin_block(lane& of) {
    of.abef_before = of.abef;
    of.cdgh_before = of.cdgh;
}

[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void end_block(lane& of) {
    of.abef = _mm_add_epi32(of.abef, of.abef_before);
    of.cdgh = _mm_add_epi32(of.cdgh, of.cdgh_before);
    of.blocks += sha256_block;
}

template <class... Lane>
[[gnu::target("sha,sse4.1"), gnu::always_inline]] inline void take_block(Lane&... lanes) {
    (begin_block(lanes), ...);
    four_rounds<0>(lanes...);
    four_rounds<1>(lanes...);
    four_rounds<2>(lanes...);
    four_rounds<3>(lanes...);
    four_rounds<4>(lanes...);
    four_rounds<5>(lanes...);
    four_rounds<6>(lanes...);
    four_rounds<7>(lanes...);
    four_rounds<8>(lanes...);
    four_rounds<9>(lanes...);
    four_rounds<10>(lanes...);
    four_rounds<11>(lanes...);
    four_rounds<12>(lanes...);
    four_rounds<13>(lanes...);
    four_rounds<14>(lanes...);
    four_rounds<15>(lanes...);
    (end_block(lanes), ...);
}

[[gnu::target("sha,sse4.1")]] void one(
    sha256_state& state, const std::uint8_t* blocks, std::size_t count
) {
    auto only = open(state, blocks);
    for (; count > 0; --count) take_block(only);
    close(only, state);
}

[[gnu::target("sha,sse4.1")]] void two(
    sha256_state& first, const std::uint8_t* blocks_of_first, sha256_state& second,
    const std::uint8_t* blocks_of_second, std::size_t count
) {
    auto a = open(first, blocks_of_first);
    auto b = open(second, blocks_of_second);
    for (; count > 0; --count) take_block(a, b);
    close(a, first);
    close(b, second);
}

}  // namespace

const sha256_compression* sha256_of_x86() {
    static constexpr sha256_compression way{&one, &two};
    static const bool there = processor_has_it();
    return there ? &way : nullptr;
}

#else

const sha256_compression* sha256_of_x86() { return nullptr; }

#endif

}  // namespace bitpeer::crypto::detail
