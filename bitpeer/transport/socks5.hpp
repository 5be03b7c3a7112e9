#pragma once
/// Asking a SOCKS5 proxy for a connection (RFC 1928, RFC 1929).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace bitpeer::transport {

/// What a proxy may ask for. Sent as they are: whoever reads along between us and the proxy sees
/// them.
struct socks5_credentials {
    std::string user;      ///< 1 to 255 bytes
    std::string password;  ///< 1 to 255 bytes

    friend bool operator==(const socks5_credentials&, const socks5_credentials&) = default;
};

/// How far the negotiation is.
enum class socks5_step : std::uint8_t {
    method,   ///< the proxy chooses among the ways to log in that we offer
    login,    ///< it judges our credentials
    request,  ///< it connects
};

/// "method", "login", "request".
[[nodiscard]] std::string_view to_string(socks5_step step);

/// Why a proxy did not connect, as it says. Others than these occur and are kept as numbers.
enum class socks5_reply : std::uint8_t {
    succeeded = 0,
    general_failure = 1,
    not_allowed = 2,
    network_unreachable = 3,
    host_unreachable = 4,
    connection_refused = 5,
    ttl_expired = 6,
    command_not_supported = 7,
    address_type_not_supported = 8,
    // Tor, about onion services, when its SocksPort has ExtendedErrors.
    onion_descriptor_not_found = 0xf0,
    onion_descriptor_invalid = 0xf1,
    onion_introduction_failed = 0xf2,
    onion_rendezvous_failed = 0xf3,
    onion_client_not_authorized = 0xf4,
    onion_client_authorization_wrong = 0xf5,
    onion_address_invalid = 0xf6,
    onion_introduction_timed_out = 0xf7,
};

/// What it means, in words: "connection refused"; "unknown reply" for other numbers.
[[nodiscard]] std::string_view to_string(socks5_reply reply);

enum class socks5_error_code : std::uint8_t {
    // Ours: nothing was sent.
    bad_host,         ///< empty, or longer than 255 bytes
    bad_credentials,  ///< one of the two is empty, or longer than 255 bytes
    // The proxy said no.
    no_method,      ///< it accepts none of the ways to log in that we offer
    login_refused,  ///< it does not accept the credentials
    refused,        ///< it did not connect: `reply()` says why
    // What answers is no SOCKS5 proxy, or a broken one.
    wrong_version,      ///< an answer begins with another number than it has to
    unoffered_method,   ///< it chose a way to log in that we did not offer
    bad_reserved_byte,  ///< not zero
    bad_address_type,   ///< its own address has none of the three forms
    closed,             ///< the stream ended before the negotiation did
};

/// The code's name as it stands above: stable, for logs, programs and counters.
[[nodiscard]] std::string_view to_string(socks5_error_code code);

/// Why the negotiation failed.
struct socks5_error {
    socks5_error_code code{};
    socks5_step step{};
    /// The byte that the proxy sent and that decided it: a version, a method, a status, a reply, an
    /// address type; 0 where there is none.
    std::uint8_t byte = 0;

    /// Why it did not connect, when that is the error.
    [[nodiscard]] std::optional<socks5_reply> reply() const;

    /// One line: "request: refused: connection refused (0x05)".
    [[nodiscard]] std::string message() const;

    friend bool operator==(const socks5_error&, const socks5_error&) = default;
};

/// From which address the proxy connected, as it says; many say 0.0.0.0:0.
struct socks5_bound_address {
    using ipv4 = std::array<std::uint8_t, 4>;
    using ipv6 = std::array<std::uint8_t, 16>;

    std::variant<ipv4, ipv6, std::string> host;  ///< IP addresses in network order; or a name
    std::uint16_t port = 0;

    friend bool operator==(const socks5_bound_address&, const socks5_bound_address&) = default;
};

/// One negotiation: after it the stream belongs to the two ends. The owner writes what
/// `take_output` gives and hands in what arrives, until there is an `outcome`.
///
///     socks5 proxy("example.onion", 8333);
///     while (!proxy.outcome()) {
///         write(proxy.take_output());
///         proxy.receive(read_at_most(proxy.wanted()));
///     }
///
/// The target is always sent as a name, IP addresses too, as Bitcoin Core does: nothing is looked
/// up on this side, and a proxy that has no IPv6, or no IP at all, may still know a way.
///
/// Without credentials only "no authentication" is offered, with them both, and the proxy chooses.
/// They are not sent unless it asks for them. An answer is judged byte by byte, so a wrong one
/// fails at once, and a refusal even if the rest of it never comes. At most 262 bytes are held.
class socks5 {
public:
    /// `host` is a name or an IP address as text, without brackets.
    socks5(
        std::string host, std::uint16_t port, std::optional<socks5_credentials> credentials = {}
    );

    /// What is to be written now, once; empty when the proxy has to speak first.
    [[nodiscard]] bytes take_output();

    /// Takes from the front of `in` what is the proxy's, and nothing while output waits to be
    /// taken: no answer counts that comes before its question. What is left when there is an
    /// outcome was said by the target.
    void receive(byte_view& in);

    /// The stream ended, or broke.
    void closed();

    /// How many bytes certainly have yet to come before the proxy waits for us or is done. Who
    /// reads no more than that never reads what the target said. 0 when there is an outcome.
    [[nodiscard]] std::size_t wanted() const;

    /// How it ended; nothing while it goes on.
    [[nodiscard]] const std::optional<result<socks5_bound_address, socks5_error>>& outcome() const {
        return outcome_;
    }

private:
    static constexpr std::size_t name_max = 255;

    void greet();
    void send_login();
    void send_request();
    void judge();
    void judge_method(std::uint8_t byte);
    void judge_login(std::uint8_t byte);
    void judge_request(std::uint8_t byte);
    void finish();
    void fail(socks5_error_code code, std::uint8_t byte = 0);

    std::string host_;
    std::uint16_t port_;
    std::optional<socks5_credentials> credentials_;
    socks5_step step_ = socks5_step::method;
    bytes output_;
    /// The longest answer: a reply with a name of 255 bytes.
    std::array<std::uint8_t, 4 + 1 + name_max + 2> answer_{};
    std::size_t filled_ = 0;
    std::size_t expected_ = 2;
    std::optional<result<socks5_bound_address, socks5_error>> outcome_;
};

}  // namespace bitpeer::transport
