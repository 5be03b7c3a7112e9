#include <bitpeer/crypto/detail/cubehash512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

using half = std::array<std::uint32_t, 16>;

/// Thirty-two words, numbered by five bits of which the first tells the half.
struct cube {
    half low{};
    half high{};
};

/// Adds the low half to the high and the sum to the low half, turned by `turn`. In between words
/// change places by their numbers; instead of moving them, `apart` tells in which bits the number
/// of a low word differs from that of the high word that it meets.
template <int turn, std::size_t apart_first, std::size_t apart_then>
constexpr void half_round(cube& x) {
    unrolled<16>([&](auto i) { x.high[i] += x.low[i ^ apart_first]; });
    unrolled<16>([&](auto i) { x.low[i] = std::rotl(x.low[i], turn) ^ x.high[i ^ apart_then]; });
}

constexpr void rounds(cube& x, int count) {
    for (int i = 0; i < count; i += 2) {
        half_round<7, 0, 8>(x);
        half_round<11, 10, 14>(x);
        half_round<7, 15, 7>(x);
        half_round<11, 5, 1>(x);
    }
}

/// The parameters as words (bytes of output, bytes of a block, rounds a block), well stirred.
constexpr auto initial = [] {
    cube x;
    x.low[0] = 64;
    x.low[1] = 32;
    x.low[2] = 16;
    rounds(x, 160);
    return x;
}();

}  // namespace

bytes64 cubehash512(byte_view data) {
    auto x = initial;
    absorb_padded<32>(
        data,
        {},
        [](std::uint8_t*) {},
        [&](const std::uint8_t* block, std::uint64_t) {
            for (std::size_t i = 0; i < 8; ++i) x.low[i] ^= load_le<std::uint32_t>(block + 4 * i);
            rounds(x, 16);
        }
    );
    x.high[15] ^= 1;
    rounds(x, 160);
    return store_words_le(x.low.data());
}

}  // namespace bitpeer::crypto::detail
