#pragma once
/// The addresses that wait to be told to one peer.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/node/known_addresses.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace bitpeer {

/// Gathers addresses and gives them away in one message at random times, 30 seconds apart on
/// average, so that nobody can tell from when an address comes how it came here. The first message
/// may go at once: on a new connection there is nothing to learn from that.
///
/// What the peer knows is not told to it: what it told itself, and what it was told lately. Not
/// thread-safe.
class address_queue {
public:
    /// As many as one message has room for.
    static constexpr std::size_t max_waiting = addresses_max;
    static constexpr duration mean_interval = std::chrono::seconds(30);
    static constexpr duration mean_own_interval = std::chrono::hours(24);

    /// `form` is how the peer wants to be told, `key` a secret of the node.
    address_queue(address_form form, crypto::siphash_key key) : form_(form), known_(key) {}

    /// Whether the peer can be told of it at all: `addr` has room for IPv4 and IPv6 only, and what
    /// is not usable is told to nobody.
    [[nodiscard]] bool can_take(const wire::address& where) const;

    /// The peer knows it.
    void mark_known(const wire::address& where) { known_.add(where); }

    /// Lets it wait, unless the peer knows it or cannot take it: then false. When 1000 wait already
    /// it takes the place of a random one, so that flooding a node does not keep others' addresses
    /// from being told, nor the flood from being thinned.
    bool push(const node_address& node, random_source& random);

    /// Puts the answer to `getaddr` in the place of all that waits.
    void replace(std::span<const node_address> answer, random_source& random);

    /// What is to be told now, and draws when it is time again; nothing before that time.
    [[nodiscard]] std::vector<node_address> flush(instant now, random_source& random);

    /// Whether the node should tell of itself.
    [[nodiscard]] bool own_is_due(instant now) const { return next_own_ <= now; }

    /// The time has come for the node's own address (or there is none to tell to this peer): what
    /// to tell, in a message of its own. Together with an answer to `getaddr` it could be taken for
    /// one of those. Nothing when the peer knows it; but before each but the first time all that it
    /// knows is forgotten, so that the address comes through. Draws when it is time again, a day
    /// later on average.
    [[nodiscard]] std::optional<node_address> take_own(
        const std::optional<node_address>& own, instant now, random_source& random
    );

    /// When it is time; at first that is long ago.
    [[nodiscard]] instant next_flush() const { return next_flush_; }
    [[nodiscard]] instant next_own() const { return next_own_; }

    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
    [[nodiscard]] address_form form() const { return form_; }

private:
    address_form form_;
    known_addresses known_;
    std::vector<node_address> waiting_;
    instant next_flush_ = instant{duration::min(), duration::min()};
    instant next_own_ = instant{duration::min(), duration::min()};
    bool own_was_due_ = false;
};

}  // namespace bitpeer
