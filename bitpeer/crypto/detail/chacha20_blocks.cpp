#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/detail/chacha20_blocks.hpp>

#include <cstring>

namespace bitpeer::crypto::detail {

namespace {

/// A row of a block's four by four words, which every compiler here can add and shift at once.
using row = std::uint32_t __attribute__((vector_size(16)));

struct block {
    row a, b, c, d;
};

row loaded(const std::uint8_t* words) {
    return row{
        load_le<std::uint32_t>(words),
        load_le<std::uint32_t>(words + 4),
        load_le<std::uint32_t>(words + 8),
        load_le<std::uint32_t>(words + 12)};
}

row loaded(const std::uint32_t* words) {
    row made;
    std::memcpy(&made, words, sizeof(made));
    return made;
}

template <int by>
inline row rotated(row words) {
    return words << by | words >> (32 - by);
}

/// Word i becomes what word i + `by` was.
template <int by>
inline row turned(row words) {
    return row{words[by], words[(by + 1) % 4], words[(by + 2) % 4], words[(by + 3) % 4]};
}

inline void quarter_rounds(block& x) {
    x.a += x.b;
    x.d = rotated<16>(x.d ^ x.a);
    x.c += x.d;
    x.b = rotated<12>(x.b ^ x.c);
    x.a += x.b;
    x.d = rotated<8>(x.d ^ x.a);
    x.c += x.d;
    x.b = rotated<7>(x.b ^ x.c);
}

/// On the columns, then on the diagonals.
inline void double_round(block& x) {
    quarter_rounds(x);
    x = {x.a, turned<1>(x.b), turned<2>(x.c), turned<3>(x.d)};
    quarter_rounds(x);
    x = {x.a, turned<3>(x.b), turned<2>(x.c), turned<1>(x.d)};
}

inline void write(row words, std::uint8_t* to) {
    for (int i = 0; i < 4; ++i) store_le(to + 4 * i, words[i]);
}

inline void write(const block& x, const block& input, std::uint8_t* to) {
    write(x.a + input.a, to);
    write(x.b + input.b, to + 16);
    write(x.c + input.c, to + 32);
    write(x.d + input.d, to + 48);
}

}  // namespace

void chacha20_four_blocks(chacha20_key key, const chacha20_place* places, std::uint8_t* to) {
    const auto input = [&](std::size_t i) {
        return block{
            loaded(chacha20_constants.data()),
            loaded(key.data()),
            loaded(key.data() + 16),
            loaded(places[i].data())};
    };
    auto x0 = input(0);
    auto x1 = input(1);
    auto x2 = input(2);
    auto x3 = input(3);
    for (int i = 0; i < 10; ++i) {
        double_round(x0);
        double_round(x1);
        double_round(x2);
        double_round(x3);
    }
    write(x0, input(0), to);
    write(x1, input(1), to + 64);
    write(x2, input(2), to + 128);
    write(x3, input(3), to + 192);
}

namespace {

using way =
    void (*)(chacha20_key key, const chacha20_place* places, std::size_t count, std::uint8_t* to);

void four_at_a_time(
    chacha20_key key, const chacha20_place* places, std::size_t count, std::uint8_t* to
) {
    for (std::size_t i = 0; i < count; i += 4) {
        chacha20_four_blocks(key, places + i, to + i * chacha20_block_size);
    }
}

#if defined(__x86_64__)

void with_avx2(
    chacha20_key key, const chacha20_place* places, std::size_t count, std::uint8_t* to
) {
    for (; count >= 8; count -= 8, places += 8, to += 8 * chacha20_block_size) {
        chacha20_eight_blocks_avx2(key, places, to);
    }
    if (count > 0) chacha20_four_blocks_avx2(key, places, to);
}

#endif

way way_of_this_machine() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") != 0) return &chacha20_blocks_avx512;
    if (__builtin_cpu_supports("avx2") != 0) return &with_avx2;
#endif
    return &four_at_a_time;
}

}  // namespace

void chacha20_blocks(chacha20_key key, std::span<const chacha20_place> places, byte_span to) {
    const auto count = places.size();
    ensure(count % 4 == 0 && count > 0 && count <= chacha20_blocks_max);
    ensure(to.size() == count * chacha20_block_size);
    static const auto blocks = way_of_this_machine();
    blocks(key, places.data(), count, to.data());
}

}  // namespace bitpeer::crypto::detail
