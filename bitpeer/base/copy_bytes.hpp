#pragma once
/// Copying, at the speed of memory.

#include <bitpeer/base/bytes.hpp>

#include <cstdint>
#include <cstring>

namespace bitpeer {

/// Copies `from` to where `to` points, which must not overlap it. GCC 12 makes a loop of single
/// bytes of `std::ranges::copy` over spans: a third of what memory can do.
inline void copy_bytes(byte_view from, std::uint8_t* to) {
    if (!from.empty()) std::memcpy(to, from.data(), from.size());
}

}  // namespace bitpeer
