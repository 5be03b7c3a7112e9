#pragma once
/// How a hash function cuts a message of any length into blocks.

#include <bitpeer/base/bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto::detail {

/// What follows the message: `mark` in the first byte, zeros, and at the very end of the last block
/// at least `reserved` bytes that the function writes itself.
struct padding {
    std::uint8_t mark = 0x80;
    std::size_t reserved = 0;
};

/// Calls `absorb(block, bits)` for each block of `Size` bytes of the padded message. `bits` counts
/// the message's bits up to the end of that block, and is zero for a block that has none of them:
/// so do several functions number their blocks. `write_end(end)` writes what is reserved before
/// `end`.
template <std::size_t Size, class WriteEnd, class Absorb>
constexpr void absorb_padded(byte_view data, padding how, WriteEnd write_end, Absorb absorb) {
    std::uint64_t bits = 0;
    while (data.size() >= Size) {
        bits += 8 * Size;
        absorb(data.data(), bits);
        data = data.subspan(Size);
    }
    bits += 8 * data.size();

    std::array<std::uint8_t, 2 * Size> tail{};
    std::copy(data.begin(), data.end(), tail.begin());
    tail[data.size()] = how.mark;
    const auto used = data.size() + 1 + how.reserved <= Size ? Size : 2 * Size;
    write_end(tail.data() + used);
    for (std::size_t at = 0; at < used; at += Size) {
        absorb(tail.data() + at, at < data.size() ? bits : 0);
    }
}

}  // namespace bitpeer::crypto::detail
