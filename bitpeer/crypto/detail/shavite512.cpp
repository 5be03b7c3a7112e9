#include <bitpeer/crypto/detail/aes_round.hpp>
#include <bitpeer/crypto/detail/padded_blocks.hpp>
#include <bitpeer/crypto/detail/shavite512.hpp>

#include <algorithm>

namespace bitpeer::crypto::detail {

namespace {

using words16 = std::array<std::uint32_t, 16>;
using words32 = std::array<std::uint32_t, 32>;

constexpr std::size_t rounds = 14;

/// The 32 words of each round, one after the other.
using round_keys = std::array<std::uint32_t, 32 * rounds>;

/// Where the count of bits goes into the round keys, and in which order its words. The last of the
/// four is inverted.
struct count_place {
    std::size_t at;
    std::array<std::uint8_t, 4> order;
};

constexpr std::array<count_place, 4> count_places{{
    {32, {0, 1, 2, 3}},
    {164, {3, 2, 1, 0}},
    {316, {2, 3, 0, 1}},
    {440, {1, 0, 3, 2}},
}};

/// The first round takes the block as it is; the next ones are made by AES rounds and by a linear
/// rule in turn.
constexpr round_keys expand(const words32& block, std::uint64_t bits) {
    const std::array<std::uint32_t, 4> count{
        static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32), 0, 0};
    round_keys keys{};
    std::copy(block.begin(), block.end(), keys.begin());
    for (std::size_t round = 1; round < rounds; ++round) {
        const auto begin = 32 * round;
        const auto end = begin + 32;
        if (round % 2 == 0) {
            for (auto i = begin; i < end; ++i) keys[i] = keys[i - 32] ^ keys[i - 7];
            continue;
        }
        for (auto i = begin; i < end; i += 4) {
            const auto mixed = aes_round({keys[i - 31], keys[i - 30], keys[i - 29], keys[i - 32]});
            for (std::size_t k = 0; k < 4; ++k) keys[i + k] = mixed[k] ^ keys[i - 4 + k];
            for (const auto& place : count_places) {
                if (place.at != i) continue;
                for (std::size_t k = 0; k < 4; ++k) keys[i + k] ^= count[place.order[k]];
                keys[i + 3] = ~keys[i + 3];
            }
        }
    }
    return keys;
}

/// Half a round: four AES rounds of `from` with the keys from `key` on, added to `to`.
constexpr void add_mixed(aes_state& to, aes_state from, const std::uint32_t* key) {
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t k = 0; k < 4; ++k) from[k] ^= key[4 * i + k];
        from = aes_round(from);
    }
    for (std::size_t k = 0; k < 4; ++k) to[k] ^= from[k];
}

constexpr void compress(words16& chain, const words32& block, std::uint64_t bits) {
    const auto keys = expand(block, bits);
    std::array<aes_state, 4> p{};
    for (std::size_t i = 0; i < 16; ++i) p[i / 4][i % 4] = chain[i];
    for (std::size_t round = 0; round < rounds; ++round) {
        add_mixed(p[0], p[1], keys.data() + 32 * round);
        add_mixed(p[2], p[3], keys.data() + 32 * round + 16);
        p = {p[3], p[0], p[1], p[2]};
    }
    for (std::size_t i = 0; i < 16; ++i) chain[i] ^= p[i / 4][i % 4];
}

/// An empty block compressed, then one that holds the size of the result in bits.
constexpr auto initial = [] {
    words16 chain{};
    compress(chain, {}, 0);
    compress(chain, {512}, 0);
    return chain;
}();

static_assert(initial[0] == 0x72FCCDD8 && initial[15] == 0x022A4B9A);
}  // namespace

bytes64 shavite512(byte_view data) {
    auto chain = initial;
    absorb_padded<128>(
        data,
        {.reserved = 18},
        [&](std::uint8_t* end) {
            store_le(end - 18, std::uint64_t{data.size()} * 8);
            store_le(end - 2, std::uint16_t{512});
        },
        [&](const std::uint8_t* block, std::uint64_t bits) {
            compress(chain, load_words_le<words32>(block), bits);
        }
    );
    return store_words_le(chain.data());
}

}  // namespace bitpeer::crypto::detail
