#include <bitpeer/crypto/detail/luffa512.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <bit>

namespace bitpeer::crypto::detail {

namespace {

using lane = std::array<std::uint32_t, 8>;
using lanes = std::array<lane, 5>;

constexpr lanes initial{{
    {0x6d251e69,
     0x44b051e0,
     0x4eaa6fb4,
     0xdbf78465,
     0x6e292011,
     0x90152df4,
     0xee058139,
     0xdef610bb},
    {0xc3b44b95,
     0xd9d2f256,
     0x70eee9a0,
     0xde099fa3,
     0x5d9b0557,
     0x8fc944b3,
     0xcf1ccf0e,
     0x746cd581},
    {0xf7efc89d,
     0x5dba5781,
     0x04016ce5,
     0xad659c05,
     0x0306194f,
     0x666d1836,
     0x24aa230a,
     0x8b264ae7},
    {0x858075d5,
     0x36d79cce,
     0xe571f7d7,
     0x204b1f67,
     0x35870c6a,
     0x57e9e923,
     0x14bcb808,
     0x7cde72ce},
    {0x6c68e9be,
     0x5ec41e22,
     0xc825b7c7,
     0xaffb4363,
     0xf5df3999,
     0x0fc688f1,
     0xb07224cc,
     0x03e86cea},
}};

/// What a step adds to the words 0 and 4 of its lane.
struct step_constant {
    std::uint32_t to_first;
    std::uint32_t to_fifth;
};

/// A shift register of two words that change places, with a start of its own for each lane.
constexpr auto constants = [] {
    constexpr std::uint64_t starts[] = {
        0x181cca53380cde06,
        0x5b6f0876f16f8594,
        0x7e106ce938979cb0,
        0xbb62f36492e93c29,
        0x9a025047cff2a940,
    };
    std::array<std::array<step_constant, 8>, 5> made{};
    for (std::size_t j = 0; j < 5; ++j) {
        auto both = starts[j];
        const auto draw = [&] {
            both = both << 1 ^ (both >> 63) * 0xc4d6496c55c61c8d;
            both = std::rotl(both, 32);
            return static_cast<std::uint32_t>(both);
        };
        for (auto& constant : made[j]) {
            constant.to_first = draw();
            constant.to_fifth = draw();
        }
    }
    return made;
}();

/// Multiplied by x modulo x^8 + x^4 + x^3 + x + 1, the words being the coefficients.
constexpr lane doubled(const lane& a) {
    return {a[7], a[0] ^ a[7], a[1], a[2] ^ a[7], a[3] ^ a[7], a[4], a[5], a[6]};
}

constexpr lane sum(const lane& a, const lane& b) {
    lane made{};
    unrolled<8>([&](auto i) { made[i] = a[i] ^ b[i]; });
    return made;
}

/// The S-box (13, 14, 0, 1, 5, 10, 7, 6, 11, 3, 9, 12, 15, 8, 2, 4) on 32 elements at once.
constexpr void substitute(
    std::uint32_t& x0, std::uint32_t& x1, std::uint32_t& x2, std::uint32_t& x3
) {
    auto x4 = x0;
    x0 |= x1;
    x2 ^= x3;
    x1 = ~x1;
    x0 ^= x3;
    x3 &= x4;
    x1 ^= x3;
    x3 ^= x2;
    x2 &= x0;
    x0 = ~x0;
    x2 ^= x1;
    x1 |= x3;
    x4 ^= x1;
    x3 ^= x2;
    x2 &= x1;
    x1 ^= x0;
    x0 = x4;
}

constexpr void mix(std::uint32_t& left, std::uint32_t& right) {
    right ^= left;
    left = std::rotl(left, 2) ^ right;
    right = std::rotl(right, 14) ^ left;
    left = std::rotl(left, 10) ^ right;
    right = std::rotl(right, 1);
}

/// The paper's MI: every lane meets every other, and the block.
void inject(lanes& v, lane block) {
    lane all{};
    for (const auto& each : v) all = sum(all, each);
    all = doubled(all);
    for (auto& each : v) each = sum(each, all);
    auto old = v;
    for (std::size_t j = 0; j < 5; ++j) v[j] = sum(doubled(old[j]), old[(j + 1) % 5]);
    old = v;
    for (std::size_t j = 0; j < 5; ++j) v[j] = sum(doubled(old[j]), old[(j + 4) % 5]);
    for (auto& each : v) {
        each = sum(each, block);
        block = doubled(block);
    }
}

void permute(lanes& v) {
    unrolled<5>([&](auto j) {
        auto a = v[j];
        unrolled<4>([&](auto i) { a[4 + i] = std::rotl(a[4 + i], j); });
        for (const auto& constant : constants[j]) {
            substitute(a[0], a[1], a[2], a[3]);
            substitute(a[5], a[6], a[7], a[4]);
            unrolled<4>([&](auto i) { mix(a[i], a[4 + i]); });
            a[0] ^= constant.to_first;
            a[4] ^= constant.to_fifth;
        }
        v[j] = a;
    });
}

}  // namespace

bytes64 luffa512(byte_view data) {
    auto v = initial;
    const auto absorb = [&](const lane& block) {
        inject(v, block);
        permute(v);
    };
    absorb_padded<32>(
        data,
        {},
        [](std::uint8_t*) {},
        [&](const std::uint8_t* block, std::uint64_t) { absorb(load_words_be<lane>(block)); }
    );
    std::array<std::uint32_t, 16> out{};
    for (std::size_t part = 0; part < 16; part += 8) {
        absorb({});
        for (const auto& each : v) {
            for (std::size_t i = 0; i < 8; ++i) out[part + i] ^= each[i];
        }
    }
    return store_words_be(out.data());
}

}  // namespace bitpeer::crypto::detail
