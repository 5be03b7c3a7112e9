#include <bitpeer/base/base32.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/sha3_256.hpp>
#include <bitpeer/wire/address.hpp>

#include <array>
#include <charconv>
#include <cstdio>

namespace bitpeer::wire {

namespace {

constexpr std::string_view onion_suffix = ".onion";
constexpr std::string_view i2p_suffix = ".b32.i2p";
constexpr std::size_t onion_key_size = 32;
constexpr std::uint8_t onion_version = 3;

using text_error = address_text_error;
using parsed_bytes = result<bytes, text_error>;

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

/// What vouches for an onion service's key: the first two bytes of a hash (Tor's rend-spec-v3).
std::array<std::uint8_t, 2> onion_checksum(byte_view key) {
    constexpr std::string_view purpose = ".onion checksum";
    bytes hashed(purpose.begin(), purpose.end());
    hashed.insert(hashed.end(), key.begin(), key.end());
    hashed.push_back(onion_version);
    const auto hash = crypto::sha3_256(hashed);
    return {hash.bytes[0], hash.bytes[1]};
}

std::string onion_text(byte_view key) {
    const auto checksum = onion_checksum(key);
    bytes named(key.begin(), key.end());
    named.insert(named.end(), checksum.begin(), checksum.end());
    named.push_back(onion_version);
    return to_base32(named) + std::string(onion_suffix);
}

parsed_bytes parse_onion(std::string_view name) {
    auto named = from_base32(name);
    const auto size = onion_key_size + sizeof(onion_checksum({})) + sizeof(onion_version);
    if (!named || named->size() != size) return failed(text_error::bad_onion);
    if (named->back() != onion_version) return failed(text_error::bad_version);
    const auto checksum = onion_checksum(byte_view(*named).first(onion_key_size));
    if (!std::equal(checksum.begin(), checksum.end(), named->begin() + onion_key_size)) {
        return failed(text_error::bad_checksum);
    }
    named->resize(onion_key_size);
    return *std::move(named);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// What stands before `suffix`, in whatever case that is; nothing when the text ends otherwise.
std::optional<std::string_view> before(std::string_view suffix, std::string_view text) {
    if (text.size() < suffix.size()) return std::nullopt;
    const auto at = text.size() - suffix.size();
    if (!std::ranges::equal(text.substr(at), suffix, {}, lower)) return std::nullopt;
    return text.substr(0, at);
}

/// The network that `to_string` gives this name.
std::optional<address_network> network_named(std::string_view name) {
    constexpr std::string_view unnamed = "network";
    if (name.starts_with(unnamed)) {
        const auto number = parse_number<std::uint8_t>(name.substr(unnamed.size()));
        if (number && wire::to_string(address_network{*number}) == name) {
            return address_network{*number};
        }
        return std::nullopt;
    }
    for (auto network = address_network::ipv4; network <= address_network::yggdrasil;
         ++network.number) {
        if (wire::to_string(network) == name) return network;
    }
    return std::nullopt;
}

struct host_and_port {
    std::string_view host;
    std::uint16_t port = 0;
    bool bracketed = false;
};

/// Takes the text apart. Two colons without brackets are an IPv6 address that has no port.
result<host_and_port, text_error> split(std::string_view text, std::uint16_t default_port) {
    host_and_port parts{text, default_port, text.starts_with('[')};
    std::optional<std::string_view> port_digits;
    if (parts.bracketed) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return failed(text_error::bad_brackets);
        parts.host = text.substr(1, close - 1);
        const auto rest = text.substr(close + 1);
        if (!rest.empty() && rest[0] != ':') return failed(text_error::bad_brackets);
        if (!rest.empty()) port_digits = rest.substr(1);
    } else if (const auto colon = text.find(':'); colon == text.rfind(':') && colon != text.npos) {
        parts.host = text.substr(0, colon);
        port_digits = text.substr(colon + 1);
    }
    if (port_digits) {
        const auto port = parse_number<std::uint16_t>(*port_digits);
        if (!port) return failed(text_error::bad_port);
        parts.port = *port;
    }
    return parts;
}

/// `network:bytes:port`, which begins with a network's name; the port may be missing.
result<address, text_error> parse_bytes(
    address_network network, std::string_view rest, std::uint16_t default_port
) {
    auto port = std::optional(default_port);
    auto digits = rest;
    if (const auto front = cut(rest, ':')) {
        digits = *front;
        port = parse_number<std::uint16_t>(rest);
    }
    if (!port) return failed(text_error::bad_port);
    const auto run = from_hex(digits);
    const auto where = run ? address::make(network, *run, *port) : std::nullopt;
    if (!where) return failed(text_error::bad_bytes);
    return *where;
}

/// Not of what would be read as an address of another network.
bool has_ipv6_text(const address& where) {
    if (where.is_cjdns()) return where.usable();
    return where.is_ipv6() && address::from_legacy(*where.legacy(), where.port()) == where;
}

/// A host without brackets, of which no form was recognised.
text_error fault_of(std::string_view host) {
    if (host.empty()) return text_error::empty;
    if (host.find(':') != std::string_view::npos) return text_error::bad_ipv6;
    const bool dotted = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return dotted ? text_error::bad_ipv4 : text_error::name;
}

}  // namespace

std::string_view to_string(address_text_error error) {
    switch (error) {
        case text_error::empty: return "empty";
        case text_error::bad_brackets: return "bad_brackets";
        case text_error::bad_port: return "bad_port";
        case text_error::bad_ipv4: return "bad_ipv4";
        case text_error::bad_ipv6: return "bad_ipv6";
        case text_error::bad_onion: return "bad_onion";
        case text_error::bad_checksum: return "bad_checksum";
        case text_error::bad_version: return "bad_version";
        case text_error::bad_i2p: return "bad_i2p";
        case text_error::bad_bytes: return "bad_bytes";
        case text_error::name: return "name";
    }
    return "unknown";
}

result<address, address_text_error> address::parse(
    std::string_view text, std::uint16_t default_port
) {
    auto rest = text;
    if (const auto name = cut(rest, ':')) {
        if (const auto network = network_named(*name)) {
            return parse_bytes(*network, rest, default_port);
        }
    }
    const auto parts = split(text, default_port);
    if (!parts) return failed(parts.error());
    const auto [host, port, bracketed] = *parts;
    if (const auto bytes = parse_ipv6(host)) return from_legacy(*bytes, port);
    if (bracketed) return failed(text_error::bad_ipv6);
    if (const auto bytes = parse_ipv4(host)) return ipv4(*bytes, port);
    if (const auto name = before(onion_suffix, host)) {
        const auto key = parse_onion(*name);
        if (!key) return failed(key.error());
        return address(address_network::torv3, *key, port);
    }
    if (const auto name = before(i2p_suffix, host)) {
        const auto bytes = from_base32(*name);
        const auto where = bytes ? make(address_network::i2p, *bytes, port) : std::nullopt;
        if (!where) return failed(text_error::bad_i2p);
        return *where;
    }
    return failed(fault_of(host));
}

std::string address::host_text() const {
    if (is_ipv4()) return ipv4_text(bytes());
    if (has_ipv6_text(*this)) return ipv6_text(bytes());
    if (is_torv3()) return onion_text(bytes());
    if (is_i2p()) return to_base32(bytes()) + std::string(i2p_suffix);
    return wire::to_string(network_) + ':' + to_hex(bytes());
}

std::string address::to_string() const {
    const auto host = host_text();
    return (has_ipv6_text(*this) ? '[' + host + ']' : host) + ':' + std::to_string(port_);
}

}  // namespace bitpeer::wire
