#include <bitpeer/crypto/detail/aes_round.hpp>
#include <bitpeer/crypto/detail/groestl512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

/// Sixteen columns of eight bytes, each column a little-endian word: row 0 is its lowest byte.
using matrix = std::array<std::uint64_t, 16>;

/// What SubBytes and MixBytes make of one byte, for each of the eight rows it may stand in.
constexpr auto columns = [] {
    std::array<std::array<std::uint64_t, 256>, 8> made{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::uint64_t once = aes_sbox[byte];
        const std::uint64_t twice = times_x(aes_sbox[byte]);
        const std::uint64_t four = times_x(times_x(aes_sbox[byte]));
        // From row 7 down to row 0.
        std::uint64_t column = 0;
        for (const auto product :
             {twice,
              once ^ twice,
              four,
              once ^ four,
              once ^ twice,
              once ^ four,
              once ^ twice ^ four,
              twice}) {
            column = column << 8 | product;
        }
        for (std::size_t row = 0; row < 8; ++row) {
            made[row][byte] = std::rotl(column, static_cast<int>(8 * row));
        }
    }
    return made;
}();

/// How far ShiftBytes moves each row to the left.
using shifts = std::array<std::uint8_t, 8>;

constexpr shifts shifts_of_p{0, 1, 2, 3, 4, 5, 6, 11};
constexpr shifts shifts_of_q{1, 3, 5, 11, 0, 2, 4, 6};

/// SubBytes, ShiftBytes and MixBytes.
template <shifts by>
matrix stir(const matrix& in) {
    matrix out{};
    unrolled<16>([&](auto i) {
        unrolled<8>([&](auto row) {
            out[i] ^= columns[row][in[(i + by[row]) % 16] >> (8 * row) & 0xff];
        });
    });
    return out;
}

matrix permute_p(matrix state) {
    for (std::uint64_t round = 0; round < 14; ++round) {
        for (std::uint64_t i = 0; i < 16; ++i) state[i] ^= i << 4 ^ round;
        state = stir<shifts_of_p>(state);
    }
    return state;
}

matrix permute_q(matrix state) {
    for (std::uint64_t round = 0; round < 14; ++round) {
        for (std::uint64_t i = 0; i < 16; ++i) state[i] ^= ~((i << 4 ^ round) << 56);
        state = stir<shifts_of_q>(state);
    }
    return state;
}

void add(matrix& to, const matrix& other) {
    for (std::size_t i = 0; i < 16; ++i) to[i] ^= other[i];
}

}  // namespace

bytes64 groestl512(byte_view data) {
    matrix chain{};
    chain[15] = std::uint64_t{0x02} << 48;  // 512 bits, big endian
    absorb_padded<128>(
        data,
        {.reserved = 8},
        [&](std::uint8_t* end) { store_be(end - 8, std::uint64_t{data.size() + 8} / 128 + 1); },
        [&](const std::uint8_t* block, std::uint64_t) {
            const auto message = load_words_le<matrix>(block);
            auto mixed = chain;
            add(mixed, message);
            add(chain, permute_p(mixed));
            add(chain, permute_q(message));
        }
    );
    add(chain, permute_p(chain));
    return store_words_le(chain.data() + 8);
}

}  // namespace bitpeer::crypto::detail
