#include <bitpeer/crypto/detail/bmw512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

using word = std::uint64_t;
using words16 = std::array<word, 16>;
using words32 = std::array<word, 32>;

/// One summand of the function f0: a word's number and its sign.
struct term {
    std::uint8_t index;
    bool minus;
};

constexpr term plus(std::uint8_t index) { return {index, false}; }
constexpr term minus(std::uint8_t index) { return {index, true}; }

constexpr std::array<std::array<term, 5>, 16> sums{{
    {plus(5), minus(7), plus(10), plus(13), plus(14)},
    {plus(6), minus(8), plus(11), plus(14), minus(15)},
    {plus(0), plus(7), plus(9), minus(12), plus(15)},
    {plus(0), minus(1), plus(8), minus(10), plus(13)},
    {plus(1), plus(2), plus(9), minus(11), minus(14)},
    {plus(3), minus(2), plus(10), minus(12), plus(15)},
    {plus(4), minus(0), minus(3), minus(11), plus(13)},
    {plus(1), minus(4), minus(5), minus(12), minus(14)},
    {plus(2), minus(5), minus(6), plus(13), minus(15)},
    {plus(0), minus(3), plus(6), minus(7), plus(14)},
    {plus(8), minus(1), minus(4), minus(7), plus(15)},
    {plus(8), minus(0), minus(2), minus(5), plus(9)},
    {plus(1), plus(3), minus(6), minus(9), plus(10)},
    {plus(2), plus(4), plus(7), plus(10), plus(11)},
    {plus(3), minus(5), plus(8), minus(11), minus(12)},
    {plus(12), minus(4), minus(6), minus(9), plus(13)},
}};

/// The paper's s0 to s3.
word scramble(std::size_t which, word x) {
    switch (which) {
        case 0: return x >> 1 ^ x << 3 ^ std::rotl(x, 4) ^ std::rotl(x, 37);
        case 1: return x >> 1 ^ x << 2 ^ std::rotl(x, 13) ^ std::rotl(x, 43);
        case 2: return x >> 2 ^ x << 1 ^ std::rotl(x, 19) ^ std::rotl(x, 53);
        case 3: return x >> 2 ^ x << 2 ^ std::rotl(x, 28) ^ std::rotl(x, 59);
        default: return x >> 1 ^ x;  // s4
    }
}

/// f0: the first half of the quadrupled pipe.
void start_pipe(words32& q, const words16& chain, const words16& message) {
    words16 mixed{};
    for (std::size_t i = 0; i < 16; ++i) mixed[i] = chain[i] ^ message[i];
    for (std::size_t i = 0; i < 16; ++i) {
        word sum = 0;
        for (const auto [index, minus] : sums[i]) sum += minus ? 0 - mixed[index] : mixed[index];
        q[i] = scramble(i % 5, sum) + chain[(i + 1) % 16];
    }
}

/// What f1 adds of message and chain for the word `16 + i`.
word element(std::size_t i, const words16& chain, const words16& message) {
    const auto turned = [&](std::size_t index) {
        return std::rotl(message[index % 16], static_cast<int>(index % 16) + 1);
    };
    const auto constant = (16 + i) * 0x0555555555555555;
    return (turned(i) + turned(i + 3) - turned(i + 10) + constant) ^ chain[(i + 7) % 16];
}

/// f1: the second half, its first two words with a slower and stronger rule.
void extend_pipe(words32& q, const words16& chain, const words16& message) {
    for (std::size_t i = 0; i < 2; ++i) {
        auto sum = element(i, chain, message);
        for (std::size_t k = 0; k < 16; ++k) sum += scramble((k + 1) % 4, q[i + k]);
        q[16 + i] = sum;
    }
    constexpr std::array<int, 7> turns{5, 11, 27, 32, 37, 43, 53};
    for (std::size_t i = 2; i < 16; ++i) {
        auto sum = element(i, chain, message);
        for (std::size_t k = 0; k < 7; ++k)
            sum += q[i + 2 * k] + std::rotl(q[i + 2 * k + 1], turns[k]);
        q[16 + i] = sum + (q[i + 14] >> 1 ^ q[i + 14]) + (q[i + 15] >> 2 ^ q[i + 15]);
    }
}

/// Shifts to the left, by a negative number to the right.
word shifted(word x, int by) { return by >= 0 ? x << by : x >> -by; }

/// f2: pipe and message folded into the next chain value.
words16 fold(const words32& q, const words16& message) {
    word low = 0;
    for (std::size_t i = 16; i < 24; ++i) low ^= q[i];
    auto high = low;
    for (std::size_t i = 24; i < 32; ++i) high ^= q[i];

    constexpr std::array<int, 8> of_high{5, -7, -5, -1, -3, 6, -4, -11};
    constexpr std::array<int, 8> of_pipe{-5, 8, 5, 5, 0, -6, 6, 2};
    constexpr std::array<int, 8> of_low{8, -6, 6, 4, -3, -4, -7, -2};
    words16 next{};
    for (std::size_t i = 0; i < 8; ++i) {
        next[i] = (shifted(high, of_high[i]) ^ shifted(q[16 + i], of_pipe[i]) ^ message[i]) +
                  (low ^ q[24 + i] ^ q[i]);
    }
    for (std::size_t i = 0; i < 8; ++i) {
        next[8 + i] = std::rotl(next[(i + 4) % 8], static_cast<int>(i) + 9) +
                      (high ^ q[24 + i] ^ message[8 + i]) +
                      (shifted(low, of_low[i]) ^ q[16 + (i + 7) % 8] ^ q[8 + i]);
    }
    return next;
}

words16 compress(const words16& chain, const words16& message) {
    words32 q{};
    start_pipe(q, chain, message);
    extend_pipe(q, chain, message);
    return fold(q, message);
}

/// Bytes that count from 80 (hexadecimal) to ff.
constexpr words16 make_initial() {
    words16 words{};
    for (std::size_t i = 0; i < 16; ++i) words[i] = 0x8081828384858687 + i * 0x0808080808080808;
    return words;
}

/// The chain value of the last compression, which takes the chain so far as its message.
constexpr words16 make_final() {
    words16 words{};
    for (std::size_t i = 0; i < 16; ++i) words[i] = 0xaaaaaaaaaaaaaaa0 + i;
    return words;
}

}  // namespace

bytes64 bmw512(byte_view data) {
    auto chain = make_initial();
    absorb_padded<128>(
        data,
        {.reserved = 8},
        [&](std::uint8_t* end) { store_le(end - 8, std::uint64_t{data.size()} * 8); },
        [&](const std::uint8_t* block, std::uint64_t) {
            chain = compress(chain, load_words_le<words16>(block));
        }
    );
    return store_words_le(compress(make_final(), chain).data() + 8);
}

}  // namespace bitpeer::crypto::detail
