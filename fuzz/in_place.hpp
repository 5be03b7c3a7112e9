#pragma once
/// Reading as who has a socket may do it: to where a large payload is going to be.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/transport/transport.hpp>

#include <algorithm>

namespace bitpeer::fuzz {

/// Gives the front of `in` to `end`: where it has room for it, from there.
[[nodiscard]] inline transport::received received_in_place(
    transport::transport& end, byte_view& in
) {
    const auto room = end.room();
    if (room.empty()) return end.receive(in);
    const auto part = in.first(std::min(in.size(), room.size()));
    std::ranges::copy(part, room.begin());
    in = in.subspan(part.size());
    byte_view there = room.first(part.size());
    auto item = end.receive(there);
    ensure(there.empty());
    return item;
}

}  // namespace bitpeer::fuzz
