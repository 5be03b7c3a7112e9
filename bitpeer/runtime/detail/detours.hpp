#pragma once
/// The proxy, as each connection sees it.

#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/runtime/proxy_options.hpp>
#include <bitpeer/transport/socks5.hpp>
#include <bitpeer/transport/stream_isolation.hpp>

#include <mutex>
#include <optional>

namespace bitpeer::detail {

/// How one connection gets through a proxy.
struct detour {
    host_port proxy;
    std::optional<transport::socks5_credentials> credentials;
};

/// Has one for each connection of a client. Thread-safe.
class detours {
public:
    explicit detours(std::optional<proxy_options> proxy);

    /// Nothing: dial directly. Each attempt needs its own.
    [[nodiscard]] std::optional<detour> next();

private:
    const std::optional<proxy_options> proxy_;
    std::mutex mutex_;
    std::optional<transport::stream_isolation> isolation_;
};

}  // namespace bitpeer::detail
