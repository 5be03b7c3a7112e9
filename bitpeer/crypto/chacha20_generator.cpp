#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>

#include <bit>

namespace bitpeer::crypto {

namespace {

using words = std::array<std::uint32_t, 16>;

void quarter_round(words& x, std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 16);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 12);
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 8);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 7);
}

}  // namespace

chacha20_generator::chacha20_generator(const entropy& seed) {
    input_[0] = 0x61707865;  // "expand 32-byte k"
    input_[1] = 0x3320646e;
    input_[2] = 0x79622d32;
    input_[3] = 0x6b206574;
    for (std::size_t i = 0; i < 8; ++i) {
        input_[4 + i] = load_le<std::uint32_t>(seed.bytes.data() + 4 * i);
    }
}

void chacha20_generator::refill() {
    auto x = input_;
    for (int round = 0; round < 10; ++round) {
        quarter_round(x, 0, 4, 8, 12);
        quarter_round(x, 1, 5, 9, 13);
        quarter_round(x, 2, 6, 10, 14);
        quarter_round(x, 3, 7, 11, 15);
        quarter_round(x, 0, 5, 10, 15);
        quarter_round(x, 1, 6, 11, 12);
        quarter_round(x, 2, 7, 8, 13);
        quarter_round(x, 3, 4, 9, 14);
    }
    for (std::size_t i = 0; i < 16; ++i) store_le(block_.data() + 4 * i, x[i] + input_[i]);
    // The counter goes on into the first nonce word: no generator lives 256 GiB, and if one did,
    // the stream would still not repeat.
    if (++input_[12] == 0) ++input_[13];
    used_ = 0;
}

std::uint64_t chacha20_generator::next() {
    if (used_ == block_.size()) refill();
    const auto number = load_le<std::uint64_t>(block_.data() + used_);
    used_ += 8;
    return number;
}

}  // namespace bitpeer::crypto
