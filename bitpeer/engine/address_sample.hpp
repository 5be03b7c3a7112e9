#pragma once
/// Nodes that peers tell each other of.

#include <bitpeer/base/random.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/services.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace bitpeer {

/// A node that somebody knows of.
struct node_address {
    std::uint32_t last_seen = 0;  ///< Unix seconds
    wire::services services;
    wire::address address;

    friend bool operator==(const node_address&, const node_address&) = default;
};

/// The most addresses that one message tells.
inline constexpr std::size_t addresses_max = 1000;

/// How addresses are told: `addr` has room for IPv4 and IPv6 only.
enum class address_form : std::uint8_t { addr, addrv2 };

/// Those of `known` that this form has room for, in their order; of more than 1000 a uniform sample
/// of 1000, each at most once, in random order.
[[nodiscard]] std::vector<node_address> sample_addresses(
    std::span<const node_address> known, address_form form, random_source& random
);

/// The message that tells of these, which `sample_addresses` chose.
[[nodiscard]] wire::message address_message(
    std::span<const node_address> chosen, address_form form
);

/// What `addr` or `addrv2` told, as it stands there, entries of unknown networks included; nothing
/// when the message is neither or cannot be read.
[[nodiscard]] std::optional<std::vector<node_address>> addresses_of(const wire::message& message);

}  // namespace bitpeer
