#pragma once
/// Outbound connections.

#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/runtime/dial_options.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/own_nonces.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/runtime/stream.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace bitpeer {

namespace detail {
class detours;
}  // namespace detail

/// Makes peers, all with the same configuration. Thread-safe; copies share their nonces.
///
///     bitpeer::client client(io.get_executor(), {.network = bitpeer::networks::bitcoin});
///     auto peer = co_await client.connect("seed.example.org");
///
///     bitpeer::dial_options tor;
///     tor.proxy = bitpeer::proxy_options{{"127.0.0.1", 9050}};
///     bitpeer::client hidden(io.get_executor(), config, tor);
///     auto onion = co_await hidden.connect("example.onion", 60s);
class client {
public:
    /// Peers run on strands of `executor`. Give the same `nonces` to the listeners of the same
    /// node.
    client(
        boost::asio::any_io_executor executor, peer_config config,
        std::shared_ptr<own_nonces> nonces = std::make_shared<own_nonces>()
    );
    /// The same, and `connect` dials as `dialling` says.
    client(
        boost::asio::any_io_executor executor, peer_config config, dial_options dialling,
        std::shared_ptr<own_nonces> nonces = std::make_shared<own_nonces>()
    );

    [[nodiscard]] const bitpeer::network& network() const { return config_.network; }
    [[nodiscard]] const peer_config& config() const { return config_; }
    [[nodiscard]] const dial_options& dialling() const { return dialling_; }
    [[nodiscard]] const std::shared_ptr<own_nonces>& nonces() const { return nonces_; }
    [[nodiscard]] const boost::asio::any_io_executor& get_executor() const { return executor_; }

    /// Resolves, connects and does the handshake, all of it within `within`. `address` is
    /// "host:port", "host", "192.0.2.1:8333", "[2001:db8::1]:8333" or "2001:db8::1"; the port is
    /// the network's unless given. A name's addresses are tried in turn; a proxy is given the name
    /// as it stands, and without one an onion name fails at once. `prepare` is called with the new
    /// peer before the handshake begins. May be cancelled at any point. Starts when it is awaited.
    ///
    /// Where v2 is preferred and the remote closes on it without a word, or says none in half of
    /// the time, it is dialled once more in v1, by the same way and within the same time (BIP324);
    /// `prepare` is called for that peer, too. `statistics().chosen` tells whether that happened.
    [[nodiscard]] boost::asio::awaitable<result<peer, failure>> connect(
        std::string address, duration within = std::chrono::seconds(30),
        peer_preparation prepare = {}
    ) const;

    /// How many connections were dialled a second time, in v1; of all copies of this client.
    [[nodiscard]] std::uint64_t fallbacks() const { return *fallbacks_; }

    /// Starts a peer on a stream that is connected already: a pair of sockets, a tunnel. Returns at
    /// once; `co_await peer.ready()` waits for the handshake. `who_dialled` says which part we play
    /// in it. Throws `std::bad_alloc` when there is no memory for a peer; the stream is closed
    /// then.
    ///
    ///     auto peer = client.adopt(bitpeer::make_stream(std::move(socket)), direction::inbound);
    [[nodiscard]] peer adopt(
        std::unique_ptr<stream> connected, direction who_dialled,
        const peer_preparation& prepare = {}
    ) const;

private:
    boost::asio::any_io_executor executor_;
    peer_config config_;
    struct setups;
    std::shared_ptr<const setups> setups_;
    dial_options dialling_;
    std::shared_ptr<detail::detours> detours_;
    std::shared_ptr<std::atomic<std::uint64_t>> fallbacks_;
    std::shared_ptr<own_nonces> nonces_;
};

}  // namespace bitpeer
