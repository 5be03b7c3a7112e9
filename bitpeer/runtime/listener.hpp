#pragma once
/// Inbound connections.

#include <bitpeer/base/result.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/inbound_gate.hpp>
#include <bitpeer/runtime/own_nonces.hpp>
#include <bitpeer/runtime/peer.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace bitpeer {

namespace detail {
class acceptance;
}

struct listener_options {
    /// Connections that are not yet given out by `accept`: in their handshake, or waiting after it.
    /// With as many, the others wait in the system's queue. With a gate, which limits handshakes by
    /// itself, those after it alone count.
    std::size_t pending = 64;
    /// Called with each new peer before its handshake begins, on the listener's strand.
    peer_preparation prepare{};
    /// Called when a connection was refused or did not get through its handshake, or when accepting
    /// failed (it is tried again, after a while), on the listener's strand. `accept` does not tell
    /// of these.
    std::function<void(const failure&)> on_failure{};
    /// Decides whom to let in before anything is spent on it; all are, unless set. Shared by the
    /// listeners of the same node.
    std::optional<inbound_gate> gate{};
    /// Shared with the clients of the same node.
    std::shared_ptr<own_nonces> nonces{};
};

/// Accepts peers. Move-only; every method may be called from any thread. Ending it closes it.
class listener {
public:
    /// Listens on "192.0.2.1:8333", "[::]:0", "127.0.0.1": a numeric address, with the network's
    /// port unless one is given; port 0 takes a free one. Peers run on strands of `executor`. Fails
    /// with `bad_address` or `bind_failed`.
    [[nodiscard]] static result<listener, failure> bind(
        boost::asio::any_io_executor executor, const std::string& address, peer_config config,
        listener_options options = {}
    );

    listener() = default;
    listener(listener&&) noexcept = default;
    listener& operator=(listener&& other) noexcept;
    ~listener();

    /// Where it listens: "127.0.0.1:41234".
    [[nodiscard]] const std::string& local_address() const;
    [[nodiscard]] std::uint16_t port() const;

    /// The next peer whose handshake is done. Fails with `closed` or `cancelled` only. Several
    /// calls at once are served in turn. Starts when it is awaited.
    [[nodiscard]] boost::asio::awaitable<result<peer, failure>> accept() const;

    /// Stops listening. Peers that `accept` has not given out are disconnected; the others live on.
    /// Returns at once. Does nothing the second time.
    void close() const;

private:
    explicit listener(std::shared_ptr<detail::acceptance> state);

    std::shared_ptr<detail::acceptance> state_;
};

}  // namespace bitpeer
