#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>

#include <algorithm>
#include <bit>

namespace bitpeer::crypto {

namespace {

using words = std::array<std::uint32_t, 16>;

void quarter_round(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d) {
    a += b;
    d = std::rotl(d ^ a, 16);
    c += d;
    b = std::rotl(b ^ c, 12);
    a += b;
    d = std::rotl(d ^ a, 8);
    c += d;
    b = std::rotl(b ^ c, 7);
}

}  // namespace

chacha20_generator::chacha20_generator(const entropy& seed) {
    for (std::size_t i = 0; i < key_.size(); ++i) {
        key_[i] = load_le<std::uint32_t>(seed.bytes.data() + 4 * i);
    }
}

void chacha20_generator::refill() {
    words input{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};  // "expand 32-byte k"
    std::ranges::copy(key_, input.begin() + 4);
    // The counter goes on into the first nonce word: no generator lives 256 GiB, and if one did,
    // the stream would still not repeat.
    input[12] = static_cast<std::uint32_t>(blocks_);
    input[13] = static_cast<std::uint32_t>(blocks_ >> 32);
    ++blocks_;
    auto x = input;
    for (int round = 0; round < 10; ++round) {
        quarter_round(x[0], x[4], x[8], x[12]);
        quarter_round(x[1], x[5], x[9], x[13]);
        quarter_round(x[2], x[6], x[10], x[14]);
        quarter_round(x[3], x[7], x[11], x[15]);
        quarter_round(x[0], x[5], x[10], x[15]);
        quarter_round(x[1], x[6], x[11], x[12]);
        quarter_round(x[2], x[7], x[8], x[13]);
        quarter_round(x[3], x[4], x[9], x[14]);
    }
    for (std::size_t i = 0; i < 16; ++i) store_le(block_.data() + 4 * i, x[i] + input[i]);
    used_ = 0;
}

std::uint64_t chacha20_generator::next() {
    if (used_ == block_.size()) refill();
    const auto number = load_le<std::uint64_t>(block_.data() + used_);
    used_ += 8;
    return number;
}

}  // namespace bitpeer::crypto
