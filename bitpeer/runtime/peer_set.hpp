#pragma once
/// Many peers as one.

#include <bitpeer/base/token_bucket.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/transaction_news.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/message.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bitpeer {

namespace detail {
class set_state;
}

/// What the peers of a set may take together. Zero is no limit.
struct peer_set_limits {
    /// Bytes that all of them hold: `engine::bytes_held`, what was read and not taken yet, and what
    /// lies in inboxes. Above it the peers go whose bytes cost most (`memory_budget`), with the
    /// reason `shed`, until it is kept again.
    std::size_t memory = 0;
    /// Bytes per second on the wire, of all of them.
    rate_limit receive{};
    rate_limit send{};
};

/// All peers of a set at a glance. What was counted stays when a peer goes.
struct peer_set_statistics {
    std::size_t peers = 0;        ///< here now
    std::size_t handshaking = 0;  ///< of them, before the end of their handshake
    std::size_t inbound = 0;      ///< of them, those that dialled us
    std::size_t bytes_held = 0;   ///< by all of them, to some kilobytes each
    std::size_t most_held = 0;    ///< the most that this was so far
    std::uint64_t joined = 0;
    std::uint64_t bytes_received = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t messages_received = 0;
    std::uint64_t messages_sent = 0;
    std::map<disconnect_reason, std::uint64_t> ended;  ///< how many for which reason
};

/// What became of a message for all.
struct broadcast_outcome {
    std::size_t queued = 0;
    std::size_t refused = 0;  ///< whose send queue is full, say, or who has another dialect
};

/// Keeps peers alive until they end, and does to all of them what one does to one. Copies are the
/// same set. Thread-safe, and may be used inside every callback.
///
///     bitpeer::peer_set peers({.memory = 64'000'000});
///     bitpeer::listener_options options;
///     options.prepare = peers.keeping();
///     auto listening = bitpeer::listener::bind(executor, "0.0.0.0", peers.within(config),
///     options);
///     ...
///     peers.broadcast(wire::message(wire::ping{1}));
class peer_set {
public:
    explicit peer_set(const peer_set_limits& limits = {});

    /// That configuration, held to the rates of this set: for the clients and listeners whose peers
    /// it keeps.
    [[nodiscard]] peer_config within(peer_config config) const;
    /// A preparation that adds each new peer, then does what `next` does: for `client::connect`,
    /// `client::adopt` and `listener_options`.
    [[nodiscard]] peer_preparation keeping(peer_preparation next = {}) const;
    /// Keeps a peer until it ends. False when it has ended, or is here.
    bool add(const peer& fresh) const;

    /// Those that are here, oldest first.
    [[nodiscard]] std::vector<peer> peers() const;
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] peer_set_statistics statistics() const;

    /// Says whom to leave out, by false.
    using selection = std::function<bool(const peer&)>;

    /// Queues a message for all whose handshake is done, and writes it at once where that goes
    /// without waiting.
    broadcast_outcome broadcast(const wire::message& message, const selection& to = {}) const;
    /// Announces to all whose handshake is done, each as `peer` does it; see there. Returns how
    /// many were not told at all.
    std::size_t announce(const wire::inventory& entry, const selection& to = {}) const;
    std::size_t announce_transaction(const transaction_news& news, const selection& to = {}) const;
    std::size_t announce_blocks(const wire::header_batch& newest, const selection& to = {}) const;

    /// Ends all that are here. Returns at once.
    void disconnect(const std::string& detail = {}) const;
    /// Completes when all that are here are over.
    [[nodiscard]] boost::asio::awaitable<void> closed() const;

private:
    std::shared_ptr<detail::set_state> state_;
};

}  // namespace bitpeer
