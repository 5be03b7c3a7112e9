#include <bitpeer/crypto/detail/aes_round.hpp>
#include <bitpeer/crypto/detail/echo512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>

namespace bitpeer::crypto::detail {

namespace {

/// Four by four states of AES, column by column: ECHO is an AES of AESes.
using big_state = std::array<aes_state, 16>;

/// Eight states, of the chain value or of the message.
using half_state = std::array<aes_state, 8>;

half_state load(const std::uint8_t* from) {
    half_state made{};
    for (std::size_t i = 0; i < 8; ++i) made[i] = load_words_le<aes_state>(from + 16 * i);
    return made;
}

/// The bytes of a word, each times x in the field of AES.
constexpr std::uint32_t times_x_each(std::uint32_t bytes) {
    const auto carries = bytes & 0x80808080;
    return (bytes ^ carries) << 1 ^ ((carries - (carries >> 7)) & 0x1b1b1b1b);
}

/// BIG.SubWords: two rounds of AES on each state, the first with a key that counts up.
void substitute(big_state& w, std::uint64_t& counter) {
    for (auto& each : w) {
        each = aes_round(each);
        each[0] ^= static_cast<std::uint32_t>(counter);
        each[1] ^= static_cast<std::uint32_t>(counter >> 32);
        each = aes_round(each);
        ++counter;
    }
}

/// BIG.ShiftRows and BIG.MixColumns.
big_state mixed(const big_state& w) {
    big_state to{};
    for (std::size_t column = 0; column < 4; ++column) {
        std::array<aes_state, 4> a{};
        for (std::size_t row = 0; row < 4; ++row) a[row] = w[4 * ((column + row) % 4) + row];
        aes_state all{};
        for (const auto& each : a) {
            for (std::size_t i = 0; i < 4; ++i) all[i] ^= each[i];
        }
        for (std::size_t row = 0; row < 4; ++row) {
            for (std::size_t i = 0; i < 4; ++i) {
                to[4 * column + row][i] =
                    all[i] ^ a[row][i] ^ times_x_each(a[row][i] ^ a[(row + 1) % 4][i]);
            }
        }
    }
    return to;
}

void compress(half_state& chain, const half_state& message, std::uint64_t bits) {
    big_state w{};
    for (std::size_t i = 0; i < 8; ++i) {
        w[i] = chain[i];
        w[8 + i] = message[i];
    }
    auto counter = bits;
    for (int round = 0; round < 10; ++round) {
        substitute(w, counter);
        w = mixed(w);
    }
    for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t k = 0; k < 4; ++k) chain[i][k] ^= message[i][k] ^ w[i][k] ^ w[8 + i][k];
    }
}

}  // namespace

bytes64 echo512(byte_view data) {
    half_state chain{};
    for (auto& each : chain) each[0] = 512;  // bits of the result
    absorb_padded<128>(
        data,
        {.reserved = 18},
        [&](std::uint8_t* end) {
            store_le(end - 18, std::uint16_t{512});
            store_le(end - 16, std::uint64_t{data.size()} * 8);
        },
        [&](const std::uint8_t* block, std::uint64_t bits) { compress(chain, load(block), bits); }
    );
    std::array<std::uint32_t, 16> out{};
    for (std::size_t i = 0; i < 16; ++i) out[i] = chain[i / 4][i % 4];
    return store_words_le(out.data());
}

}  // namespace bitpeer::crypto::detail
