#pragma once
/// Why an operation of the runtime did not yield what was asked for.

#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

enum class failure_code : std::uint8_t {
    // Before there is a connection.
    bad_address,        ///< the text is no "host", "host:port" or "[ipv6]:port"
    resolve_failed,     ///< the host's name has no address
    connect_refused,    ///< somebody is there, and listens on no such port
    connect_timed_out,  ///< no connection in the time that was given
    connect_failed,     ///< no connection for another reason: `detail` has the system's words
    needs_proxy,        ///< an onion or I2P name, which only a proxy can find: none was asked
    bind_failed,        ///< the address to listen on is taken or is not ours
    closed,             ///< the listener was closed
    not_admitted,       ///< an inbound connection was refused by the listener's gate
    // Before there is one, through a proxy. The target may be as it likes.
    proxy_unreachable,    ///< no connection to the proxy: `detail` has the system's words
    proxy_login_refused,  ///< it accepts no credentials that we have: `proxy` tells more
    proxy_refused,        ///< it did not connect to the target: `proxy` has its reply
    proxy_failed,         ///< it hung up, or what answers is no SOCKS5 proxy: `proxy` may tell more
    // With a connection.
    handshake_failed,  ///< it ended before both sides were up: `disconnect` tells why
    ended,             ///< it ended later, or had ended before: `disconnect` tells why
    // One operation; the connection goes on.
    not_sent,       ///< the message was not accepted, or did not fit what was negotiated: `refused`
    timed_out,      ///< the remote did not answer in the time that was given
    not_found,      ///< the remote answered that it does not have it
    other_type,     ///< the answer is no such struct in the network's dialect
    overrun,        ///< an inbox was left unread for too long, and messages were let go
    cancelled,      ///< through the coroutine's cancellation slot
    would_block,    ///< waiting in this thread could wait for itself
    out_of_memory,  ///< there was none for it, and nothing was done
};

/// The code's name as it stands above: stable, for logs, programs and counters.
[[nodiscard]] std::string_view to_string(failure_code code);

/// The error of every `result` that the runtime gives.
struct failure {
    failure_code code{};
    /// For people: the address, the system's words, the time that was given; may be empty.
    std::string detail{};
    /// "v1" or "v2": the transport that was spoken, "detecting" when that is not known; empty when
    /// there was no connection.
    std::string transport{};
    /// Why the connection is over, when that is the reason.
    std::optional<bitpeer::disconnect> disconnect{};
    /// Why the engine did not accept a message, when that is the reason.
    std::optional<send_error> refused{};
    /// What the proxy said, when that is the reason.
    std::optional<transport::socks5_error> proxy{};

    /// Whose fault it was, where that can be said.
    [[nodiscard]] std::optional<fault> whose() const;

    /// One line: "handshake_failed: 192.0.2.1:8333 (v1, fault of the remote): wrong_magic: …".
    [[nodiscard]] std::string message() const;
};

}  // namespace bitpeer
