#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/murmur3.hpp>

#include <bit>
#include <cstddef>

namespace bitpeer::crypto {

namespace {

constexpr std::uint32_t scramble(std::uint32_t word) {
    return std::rotl(word * 0xcc9e2d51, 15) * 0x1b873593;
}

}  // namespace

std::uint32_t murmur3_32(byte_view data, std::uint32_t seed) {
    auto hash = seed;
    const auto length = static_cast<std::uint32_t>(data.size());
    while (data.size() >= 4) {
        hash ^= scramble(load_le<std::uint32_t>(data.data()));
        hash = std::rotl(hash, 13) * 5 + 0xe6546b64;
        data = data.subspan(4);
    }
    // Of the bytes that make no whole word the missing ones count as zero; without any, the word
    // is zero and changes nothing.
    std::uint32_t tail = 0;
    for (std::size_t i = 0; i < data.size(); ++i) tail |= std::uint32_t{data[i]} << (8 * i);
    hash ^= scramble(tail);

    hash ^= length;
    hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
    hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
    return hash ^ (hash >> 16);
}

}  // namespace bitpeer::crypto
