#include <bitpeer/crypto/detail/keccak512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <bit>
#include <utility>

namespace bitpeer::crypto::detail {

namespace {

/// Five by five lanes: lane (x, y) is word x + 5 y.
using lanes = std::array<std::uint64_t, 25>;

/// Bits of a linear feedback shift register, at the places 2^j - 1.
constexpr auto round_constants = [] {
    std::array<std::uint64_t, 24> made{};
    unsigned shifted = 1;
    for (auto& constant : made) {
        for (int place = 1; place <= 64; place *= 2) {
            if ((shifted & 1) != 0) constant |= std::uint64_t{1} << (place - 1);
            shifted = shifted << 1 ^ (shifted >> 7) * 0x171;
        }
    }
    return made;
}();

/// Where pi moves the lane that the walk of the specification meets next, and how far rho turns it.
struct move {
    std::uint8_t to;
    std::uint8_t turn;
};

constexpr auto walk = [] {
    std::array<move, 24> made{};
    unsigned x = 1;
    unsigned y = 0;
    unsigned turn = 0;
    for (unsigned step = 0; step < 24; ++step) {
        turn += step + 1;
        const auto next = (2 * x + 3 * y) % 5;
        x = y;
        y = next;
        made[step] = {static_cast<std::uint8_t>(x + 5 * y), static_cast<std::uint8_t>(turn % 64)};
    }
    return made;
}();

void permute(lanes& a) {
    for (const auto constant : round_constants) {
        // theta
        std::array<std::uint64_t, 5> parity{};
        unrolled<25>([&](auto i) { parity[i % 5] ^= a[i]; });
        unrolled<25>([&](auto i) {
            a[i] ^= parity[(i + 4) % 5] ^ std::rotl(parity[(i + 1) % 5], 1);
        });
        // rho and pi: lane (0, 0) stays, the others follow each other
        auto carried = a[1];
        unrolled<24>([&](auto step) {
            constexpr auto move = walk[step];
            carried = std::exchange(a[move.to], std::rotl(carried, move.turn));
        });
        // chi
        unrolled<5>([&](auto y) {
            std::array<std::uint64_t, 5> old{};
            unrolled<5>([&](auto x) { old[x] = a[x + 5 * y]; });
            unrolled<5>([&](auto x) {
                a[x + 5 * y] = old[x] ^ (~old[(x + 1) % 5] & old[(x + 2) % 5]);
            });
        });
        // iota
        a[0] ^= constant;
    }
}

}  // namespace

bytes64 keccak512(byte_view data) {
    constexpr std::size_t rate = 72;  // 1600 bits less twice 512
    lanes state{};
    absorb_padded<rate>(
        data,
        {.mark = 0x01},
        [](std::uint8_t* end) { end[-1] |= 0x80; },
        [&](const std::uint8_t* block, std::uint64_t) {
            for (std::size_t i = 0; i < rate / 8; ++i)
                state[i] ^= load_le<std::uint64_t>(block + 8 * i);
            permute(state);
        }
    );
    return store_words_le(state.data());
}

}  // namespace bitpeer::crypto::detail
