#include <bitpeer/runtime/host_port.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace bitpeer {

namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return port;
}

bool plausible_host(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::ranges::none_of(text, [](char c) {
        return c <= ' ' || c == '[' || c == ']' || c == '/' || c == 0x7f;
    });
}

}  // namespace

std::string to_string(const host_port& address) {
    const bool bracketed = address.host.find(':') != std::string::npos;
    const auto host = bracketed ? "[" + address.host + "]" : address.host;
    return host + ":" + std::to_string(address.port);
}

result<host_port, failure> parse_host_port(std::string_view text, std::uint16_t default_port) {
    const auto bad = failed(failure{failure_code::bad_address, "'" + std::string(text) + "'"});
    std::string_view host = text;
    std::string_view port;
    bool has_port = false;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == text.npos) return bad;
        host = text.substr(1, close - 1);
        const auto rest = text.substr(close + 1);
        has_port = rest.starts_with(':');
        if (!has_port && !rest.empty()) return bad;
        if (has_port) port = rest.substr(1);
        if (host.find(':') == host.npos) return bad;
    } else if (std::ranges::count(text, ':') == 1) {  // more: an IPv6 address without a port
        const auto colon = text.find(':');
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
        has_port = true;
    }
    if (!plausible_host(host)) return bad;
    if (!has_port) return host_port{std::string(host), default_port};
    const auto number = parse_port(port);
    if (!number) return bad;
    return host_port{std::string(host), *number};
}

}  // namespace bitpeer
