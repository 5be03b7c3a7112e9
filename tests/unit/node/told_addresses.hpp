#pragma once
/// Addresses for tests of those that tell them.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/wire/address.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bitpeer::test {

/// 2025-06-01, on a machine that was started at that moment.
inline constexpr instant told_on{duration::zero(), std::chrono::seconds(1'748'736'000)};

inline std::uint32_t seconds_at(instant now) {
    return static_cast<std::uint32_t>(now.unix_seconds());
}

inline wire::address at(std::string_view text) { return wire::address::parse(text, 8333).value(); }

/// One of 2^24 routable addresses.
inline wire::address host(std::uint32_t number) {
    const auto byte = [number](int shift) { return static_cast<std::uint8_t>(number >> shift); };
    return wire::address::ipv4({45, byte(16), byte(8), byte(0)}, 8333);
}

inline wire::address onion(std::uint8_t number) {
    const bytes key(32, number);
    return wire::address::make(wire::address_network::torv3, key, 8333).value();
}

/// A full node that was seen just now.
inline node_address node(const wire::address& where, std::uint32_t seen = seconds_at(told_on)) {
    return {seen, wire::services::network, where};
}

inline std::vector<node_address> nodes(std::uint32_t count, std::uint32_t from = 0) {
    std::vector<node_address> made;
    for (std::uint32_t i = 0; i < count; ++i) made.push_back(node(host(from + i)));
    return made;
}

}  // namespace bitpeer::test
