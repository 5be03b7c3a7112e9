#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/address.hpp>

#include <array>
#include <charconv>
#include <cstdio>

namespace bitpeer::wire {

namespace {

constexpr std::string_view i2p_suffix = ".b32.i2p";
constexpr std::string_view base32_digits = "abcdefghijklmnopqrstuvwxyz234567";

/// RFC 4648 without padding, in lower case as I2P writes it.
std::string to_base32(byte_view data) {
    std::string text;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const auto byte : data) {
        pending = pending << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += base32_digits[pending >> (bits - 5) & 31];
    }
    if (bits > 0) text += base32_digits[pending << (5 - bits) & 31];
    return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::optional<bytes> from_base32(std::string_view text) {
    bytes data;
    std::uint32_t pending = 0;
    int bits = 0;
    for (const char c : text) {
        const auto digit = base32_digits.find(lower(c));
        if (digit == std::string_view::npos) return std::nullopt;
        pending = pending << 5 | static_cast<std::uint32_t>(digit);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        data.push_back(static_cast<std::uint8_t>(pending >> bits));
    }
    const bool padded_with_zeros = (pending & ((1U << bits) - 1)) == 0;
    return bits < 5 && padded_with_zeros ? std::optional(data) : std::nullopt;
}

/// A number without sign, spaces or leading zeros that fits a `T`.
template <class T>
std::optional<T> parse_number(std::string_view digits, int base = 10) {
    T number{};
    const auto* end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, number, base);
    if (failure != std::errc{} || stop != end) return std::nullopt;
    if (base == 10 && digits.size() > 1 && digits[0] == '0') return std::nullopt;
    return number;
}

/// Cuts the text in front of `separator` off `rest`; nothing when there is none.
std::optional<std::string_view> cut(std::string_view& rest, char separator) {
    const auto place = rest.find(separator);
    if (place == std::string_view::npos) return std::nullopt;
    const auto front = rest.substr(0, place);
    rest.remove_prefix(place + 1);
    return front;
}

std::optional<std::array<std::uint8_t, 4>> parse_ipv4(std::string_view text) {
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto part = i < 3 ? cut(text, '.') : text;
        const auto number = part ? parse_number<std::uint8_t>(*part) : std::nullopt;
        if (!number) return std::nullopt;
        bytes[i] = *number;
    }
    return bytes;
}

/// Groups of an IPv6 text without `::` in it, appended to `into`. The last group of an address may
/// be an IPv4 text.
bool append_groups(std::string_view text, bool ends_address, bytes& into) {
    while (!text.empty()) {
        const auto group = cut(text, ':');
        if (group && text.empty()) return false;  // a colon at the end
        const auto part = group ? *group : std::exchange(text, {});
        if (!group && ends_address && part.find('.') != std::string_view::npos) {
            const auto tail = parse_ipv4(part);
            if (tail) into.insert(into.end(), tail->begin(), tail->end());
            return tail.has_value();
        }
        const auto number = part.size() <= 4 ? parse_number<std::uint16_t>(part, 16) : std::nullopt;
        if (!number) return false;
        into.push_back(static_cast<std::uint8_t>(*number >> 8));
        into.push_back(static_cast<std::uint8_t>(*number));
    }
    return true;
}

std::optional<std::array<std::uint8_t, 16>> parse_ipv6(std::string_view text) {
    bytes front;
    bytes back;
    const auto gap = text.find("::");
    const bool has_gap = gap != std::string_view::npos;
    if (!append_groups(text.substr(0, gap), !has_gap, front)) return std::nullopt;
    if (has_gap && !append_groups(text.substr(gap + 2), true, back)) return std::nullopt;
    const auto length = front.size() + back.size();
    if (has_gap ? length > 14 : length != 16) return std::nullopt;
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::copy(front, bytes.begin());
    std::ranges::copy_backward(back, bytes.end());
    return bytes;
}

std::string ipv4_text(byte_view bytes) {
    std::string text;
    for (const auto byte : bytes) {
        if (!text.empty()) text += '.';
        text += std::to_string(byte);
    }
    return text;
}

/// RFC 5952: lower case, no leading zeros, `::` for the longest run of two or more zero groups.
std::string ipv6_text(byte_view bytes) {
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i) groups[i] = bytes[2 * i] * 256U + bytes[2 * i + 1];
    std::size_t gap = 8;
    std::size_t gap_size = 1;
    for (std::size_t i = 0; i < 8; ++i) {
        std::size_t size = 0;
        while (i + size < 8 && groups[i + size] == 0) ++size;
        if (size > gap_size) {
            gap = i;
            gap_size = size;
        }
    }
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == gap) {
            text += "::";
            i += gap_size - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':') text += ':';
        std::array<char, 8> digits{};
        std::snprintf(digits.data(), digits.size(), "%x", groups[i]);
        text += digits.data();
    }
    return text;
}

struct host_and_port {
    std::string_view host;
    std::uint16_t port = 0;
    bool bracketed = false;
};

/// Takes the text apart. Two colons without brackets are an IPv6 address that has no port.
std::optional<host_and_port> split(std::string_view text, std::uint16_t default_port) {
    host_and_port parts{text, default_port, text.starts_with('[')};
    std::optional<std::string_view> port_digits;
    if (parts.bracketed) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        parts.host = text.substr(1, close - 1);
        const auto rest = text.substr(close + 1);
        if (!rest.empty() && rest[0] != ':') return std::nullopt;
        if (!rest.empty()) port_digits = rest.substr(1);
    } else if (const auto colon = text.find(':'); colon == text.rfind(':') && colon != text.npos) {
        parts.host = text.substr(0, colon);
        port_digits = text.substr(colon + 1);
    }
    if (port_digits) {
        const auto port = parse_number<std::uint16_t>(*port_digits);
        if (!port) return std::nullopt;
        parts.port = *port;
    }
    return parts;
}

}  // namespace

std::optional<address> address::parse(std::string_view text, std::uint16_t default_port) {
    const auto parts = split(text, default_port);
    if (!parts) return std::nullopt;
    const auto [host, port, bracketed] = *parts;
    if (!bracketed) {
        if (const auto bytes = parse_ipv4(host)) return ipv4(*bytes, port);
        const auto name_size = host.size() - std::min(host.size(), i2p_suffix.size());
        if (std::ranges::equal(host.substr(name_size), i2p_suffix, {}, lower)) {
            const auto bytes = from_base32(host.substr(0, name_size));
            return bytes ? make(address_network::i2p, *bytes, port) : std::nullopt;
        }
    }
    if (const auto bytes = parse_ipv6(host)) return from_legacy(*bytes, port);
    return std::nullopt;
}

std::string address::to_string() const {
    const auto port = ':' + std::to_string(port_);
    switch (network_.number) {
        case address_network::ipv4.number: return ipv4_text(bytes()) + port;
        case address_network::ipv6.number: return '[' + ipv6_text(bytes()) + ']' + port;
        case address_network::cjdns.number: return '[' + ipv6_text(bytes()) + ']' + port;
        case address_network::i2p.number:
            return to_base32(bytes()) + std::string(i2p_suffix) + port;
        default: return wire::to_string(network_) + ':' + to_hex(bytes()) + port;
    }
}

}  // namespace bitpeer::wire
