#pragma once
/// "host:port" as text.

#include <bitpeer/base/result.hpp>
#include <bitpeer/runtime/failure.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer {

/// A host, which may be a name, and a port.
struct host_port {
    std::string host;  ///< without brackets
    std::uint16_t port = 0;

    friend bool operator==(const host_port&, const host_port&) = default;
};

/// "example.org:8333", "[2001:db8::1]:8333".
[[nodiscard]] std::string to_string(const host_port& address);

/// Reads "host:port", "host", "192.0.2.1:8333", "[2001:db8::1]:8333", "[2001:db8::1]" and
/// "2001:db8::1". Looks nothing up. Fails with `bad_address`.
[[nodiscard]] result<host_port, failure> parse_host_port(
    std::string_view text, std::uint16_t default_port
);

}  // namespace bitpeer
