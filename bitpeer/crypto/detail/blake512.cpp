#include <bitpeer/crypto/detail/blake512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

using words8 = std::array<std::uint64_t, 8>;
using words16 = std::array<std::uint64_t, 16>;

/// SHA-512's.
constexpr words8 initial{
    0x6a09e667f3bcc908,
    0xbb67ae8584caa73b,
    0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1,
    0x510e527fade682d1,
    0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b,
    0x5be0cd19137e2179,
};

/// The first digits of pi.
constexpr words16 pi{
    0x243f6a8885a308d3,
    0x13198a2e03707344,
    0xa4093822299f31d0,
    0x082efa98ec4e6c89,
    0x452821e638d01377,
    0xbe5466cf34e90c6c,
    0xc0ac29b7c97c50dd,
    0x3f84d5b5b5470917,
    0x9216d5d98979fb1b,
    0xd1310ba698dfb5ac,
    0x2ffd72dbd01adfb7,
    0xb8e1afed6a267e96,
    0xba7c9045f12c7f99,
    0x24a19947b3916cf7,
    0x0801f2e2858efc16,
    0x636920d871574e69,
};

/// In which order the rounds use the block's words; from the eleventh on from the beginning again.
constexpr std::array<std::array<std::uint8_t, 16>, 10> orders{{
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}};

/// The paper's G on a column or a diagonal of the state.
void mix(
    std::uint64_t& a, std::uint64_t& b, std::uint64_t& c, std::uint64_t& d, std::uint64_t first,
    std::uint64_t second
) {
    a += b + first;
    d = std::rotr(d ^ a, 32);
    c += d;
    b = std::rotr(b ^ c, 25);
    a += b + second;
    d = std::rotr(d ^ a, 16);
    c += d;
    b = std::rotr(b ^ c, 11);
}

void compress(words8& chain, const std::uint8_t* block, std::uint64_t bits) {
    const auto message = load_words_be<words16>(block);
    words16 state{};
    for (std::size_t i = 0; i < 8; ++i) {
        state[i] = chain[i];
        state[8 + i] = pi[i];
    }
    state[12] ^= bits;
    state[13] ^= bits;  // the high half of the count stays zero

    for (std::size_t round = 0; round < 16; ++round) {
        const auto& order = orders[round % 10];
        for (std::size_t i = 0; i < 8; ++i) {
            const auto turned = i / 4;  // columns first, then diagonals
            const std::size_t x = order[2 * i];
            const std::size_t y = order[2 * i + 1];
            mix(state[i % 4],
                state[4 + (i + turned) % 4],
                state[8 + (i + 2 * turned) % 4],
                state[12 + (i + 3 * turned) % 4],
                message[x] ^ pi[y],
                message[y] ^ pi[x]);
        }
    }
    for (std::size_t i = 0; i < 8; ++i) chain[i] ^= state[i] ^ state[8 + i];
}

}  // namespace

bytes64 blake512(byte_view data) {
    auto chain = initial;
    absorb_padded<128>(
        data,
        {.reserved = 16},
        [&](std::uint8_t* end) {
            end[-17] |= 1;  // the bit before the length
            store_be(end - 8, std::uint64_t{data.size()} * 8);
        },
        [&](const std::uint8_t* block, std::uint64_t bits) { compress(chain, block, bits); }
    );
    return store_words_be(chain.data());
}

}  // namespace bitpeer::crypto::detail
