#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/reader.hpp>

namespace bitpeer::wire {

namespace {

template <std::size_t N>
bool begins_with(byte_view bytes, const std::array<std::uint8_t, N>& prefix) {
    return bytes.size() >= N && std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

bool all_are(byte_view bytes, std::uint8_t value) {
    return std::ranges::all_of(bytes, [value](std::uint8_t byte) { return byte == value; });
}

/// ::ffff:0:0/96
constexpr std::array<std::uint8_t, 12> embedded_ipv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
/// OnionCat's range, in which Tor v2 was told to old peers.
constexpr std::array<std::uint8_t, 6> embedded_torv2{0xfd, 0x87, 0xd8, 0x7e, 0xeb, 0x43};
/// Bitcoin Core's names of seeds, which live in its address file only.
constexpr std::array<std::uint8_t, 6> embedded_name{0xfd, 0x6b, 0x88, 0xc0, 0x87, 0x24};
/// RFC 3849
constexpr std::array<std::uint8_t, 4> documentation{0x20, 0x01, 0x0d, 0xb8};

bool usable_ipv6(byte_view bytes) {
    return !all_are(bytes, 0) && !begins_with(bytes, embedded_ipv4) &&
           !begins_with(bytes, embedded_torv2) && !begins_with(bytes, embedded_name) &&
           !begins_with(bytes, documentation);
}

}  // namespace

std::string to_string(address_network network) {
    switch (network.number) {
        case address_network::ipv4.number: return "ipv4";
        case address_network::ipv6.number: return "ipv6";
        case address_network::torv2.number: return "torv2";
        case address_network::torv3.number: return "torv3";
        case address_network::i2p.number: return "i2p";
        case address_network::cjdns.number: return "cjdns";
        case address_network::yggdrasil.number: return "yggdrasil";
        default: return "network" + std::to_string(network.number);
    }
}

address::address(address_network network, byte_view bytes, std::uint16_t port)
    : network_(network), length_(static_cast<std::uint16_t>(bytes.size())), port_(port) {
    if (bytes.size() <= short_length) {
        std::ranges::copy(bytes, short_.begin());
    } else {
        long_.assign(bytes.begin(), bytes.end());
    }
}

address address::ipv4(std::array<std::uint8_t, 4> bytes, std::uint16_t port) {
    return {address_network::ipv4, bytes, port};
}

address address::ipv6(const std::array<std::uint8_t, 16>& bytes, std::uint16_t port) {
    return {address_network::ipv6, bytes, port};
}

std::optional<address> address::make(address_network network, byte_view bytes, std::uint16_t port) {
    if (bytes.size() > length_max) return std::nullopt;
    if (const auto length = address_length(network); length && *length != bytes.size()) {
        return std::nullopt;
    }
    return address(network, bytes, port);
}

address address::from_legacy(const std::array<std::uint8_t, 16>& bytes, std::uint16_t port) {
    if (!begins_with(bytes, embedded_ipv4)) return ipv6(bytes, port);
    return {address_network::ipv4, byte_view(bytes).subspan(embedded_ipv4.size()), port};
}

bool address::usable() const {
    const auto bytes = this->bytes();
    switch (network_.number) {
        case address_network::ipv4.number: return !all_are(bytes, 0) && !all_are(bytes, 0xff);
        case address_network::ipv6.number: return usable_ipv6(bytes);
        case address_network::torv3.number: return true;
        case address_network::i2p.number: return true;
        case address_network::cjdns.number: return bytes[0] == 0xfc;
        default: return false;
    }
}

std::optional<std::array<std::uint8_t, 16>> address::legacy() const {
    std::array<std::uint8_t, 16> form{};
    if (is_ipv4()) {
        const auto end = std::ranges::copy(embedded_ipv4, form.begin()).out;
        std::ranges::copy(bytes(), end);
    } else if (is_ipv6()) {
        std::ranges::copy(bytes(), form.begin());
    } else {
        return std::nullopt;
    }
    return form;
}

void address::decode(address& self, reader& in) {
    address_network network;
    in("network", network);
    const auto start = in.offset();
    const auto length = in.compact_length(length_max, errc::length_above_limit);
    const auto wanted = address_length(network);
    if (in.ok() && wanted && length != *wanted) {
        in.fail_at(start, errc::bad_address_length, length, *wanted);
    }
    const auto run = in.take(length);
    port_number port;
    in("port", port);
    if (in.ok() && in.storing()) self = address(network, run, port.value);
}

}  // namespace bitpeer::wire
