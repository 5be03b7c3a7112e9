#pragma once
/// Dialling through a proxy.

#include <bitpeer/base/result.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer {

/// The port of SOCKS proxies (RFC 1928). Tor's is 9050, and 9150 with its browser.
inline constexpr std::uint16_t socks_port = 1080;

/// A SOCKS5 proxy (RFC 1928) that connects for us: Tor, a jump host. It looks names up, this
/// machine never does, so that onion services can be dialled and nobody here learns whom we talk
/// to. Remotes are not told an address that only the proxy has.
///
/// Tor takes 4 to 30 seconds for a connection to an onion service: give it a minute.
struct proxy_options {
    /// Where it listens; a name is looked up here.
    host_port address{};
    /// Log in with fresh credentials at each connection, where the proxy takes any: Tor then uses
    /// another circuit for each (`transport::stream_isolation`). To others it means nothing.
    bool isolates_streams = true;
    /// Log in with these instead, at a proxy that wants to know who we are.
    std::optional<transport::socks5_credentials> credentials{};
};

/// Reads "host:port", "host" (the port is `socks_port`) and "user:password@host:port". What is no
/// such thing fails with `bad_address`, which does not repeat the password.
[[nodiscard]] result<proxy_options, failure> parse_proxy(std::string_view text);

}  // namespace bitpeer
