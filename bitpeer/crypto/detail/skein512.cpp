#include <bitpeer/crypto/detail/skein512.hpp>
#include <bitpeer/crypto/detail/unrolled.hpp>

#include <algorithm>
#include <bit>

namespace bitpeer::crypto::detail {

namespace {

using words8 = std::array<std::uint64_t, 8>;

/// What a block is for, in the tweak's field of that name.
enum class use : std::uint64_t { configuration = 4, message = 48, output = 63 };

/// The tweak of a block: bytes processed up to its end, whether it is the first or the last.
struct tweak {
    use type;
    std::uint64_t position;
    bool first;
    bool last;
};

/// By how much the words turn, for the eight rounds after which it begins anew.
constexpr std::array<std::array<int, 4>, 8> turns{{
    {46, 36, 19, 37},
    {33, 27, 14, 42},
    {17, 49, 36, 39},
    {44, 9, 54, 56},
    {39, 30, 34, 24},
    {13, 50, 10, 17},
    {25, 29, 39, 43},
    {8, 35, 56, 22},
}};

/// Adds the next subkey, once every four rounds.
constexpr void add_key(
    words8& state, const std::array<std::uint64_t, 9>& key,
    const std::array<std::uint64_t, 3>& tweaks, std::size_t number
) {
    unrolled<8>([&](auto i) { state[i] += key[(number + i) % 9]; });
    state[5] += tweaks[number % 3];
    state[6] += tweaks[(number + 1) % 3];
    state[7] += number;
}

/// One step of UBI: Threefish-512 with the chain value as key.
constexpr words8 chain_block(const words8& chain, const words8& block, tweak how) {
    std::array<std::uint64_t, 9> key{};
    key[8] = 0x1bd11bdaa9fc1a22;
    for (std::size_t i = 0; i < 8; ++i) {
        key[i] = chain[i];
        key[8] ^= chain[i];
    }
    std::array<std::uint64_t, 3> tweaks{};
    tweaks[0] = how.position;
    tweaks[1] = static_cast<std::uint64_t>(how.type) << 56 | std::uint64_t{how.first} << 62 |
                std::uint64_t{how.last} << 63;
    tweaks[2] = tweaks[0] ^ tweaks[1];

    auto state = block;
    for (std::size_t eight = 0; eight < 9; ++eight) {
        unrolled<8>([&](auto round) {
            if (round % 4 == 0) add_key(state, key, tweaks, 2 * eight + round / 4);
            unrolled<4>([&](auto i) {
                auto& left = state[2 * i];
                auto& right = state[2 * i + 1];
                left += right;
                right = std::rotl(right, turns[round][i]) ^ left;
            });
            state = {
                state[2], state[1], state[4], state[7], state[6], state[5], state[0], state[3]};
        });
    }
    add_key(state, key, tweaks, 18);
    for (std::size_t i = 0; i < 8; ++i) state[i] ^= block[i];
    return state;
}

/// "SHA3", version 1, 512 bits of output, no tree.
constexpr words8 configuration{0x0000000133414853, 512};

constexpr auto initial = chain_block({}, configuration, {use::configuration, 32, true, true});

}  // namespace

bytes64 skein512(byte_view data) {
    auto chain = initial;
    std::uint64_t position = 0;
    // The last block is zero-padded and may be full: an empty one is for the empty message alone.
    while (data.size() > 64) {
        const auto first = position == 0;
        position += 64;
        const auto block = load_words_le<words8>(data.data());
        chain = chain_block(chain, block, {use::message, position, first, false});
        data = data.subspan(64);
    }
    bytes64 rest{};
    std::copy(data.begin(), data.end(), rest.begin());
    const auto block = load_words_le<words8>(rest.data());
    const auto first = position == 0;
    chain = chain_block(chain, block, {use::message, position + data.size(), first, true});

    // Output is drawn by number; 512 bits are number zero.
    return store_words_le(chain_block(chain, {}, {use::output, 8, true, true}).data());
}

}  // namespace bitpeer::crypto::detail
