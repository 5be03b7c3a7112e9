#pragma once
/// Passing on what peers tell of nodes, so that a new node's address reaches all others.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/node/address_queue.hpp>
#include <bitpeer/node/reachable_networks.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace bitpeer {

/// Whether an address is news: from a message of at most ten that is no answer to our `getaddr`,
/// seen within the last ten minutes, and routable. That is how nodes tell of themselves.
[[nodiscard]] bool is_worth_passing_on(
    const node_address& node, std::size_t told_together, bool answers_getaddr, instant now
);

/// Which part a peer has in address relay.
enum class address_partner : std::uint8_t {
    /// For blocks only, to feel whether it is there, for one private transaction: what it tells is
    /// not looked at either.
    never,
    /// Inbound: after its first `getaddr`, `addr` or `addrv2`. Who sends none wants none.
    once_it_speaks,
    /// That we connected to for all purposes, or for addresses.
    always,
};

/// Addresses to send to a peer in one message.
struct address_delivery {
    std::size_t peer = 0;
    std::vector<node_address> addresses;

    friend bool operator==(const address_delivery&, const address_delivery&) = default;
};

/// One for all peers of a node; a peer is any number that the owner knows it by. I/O-free and not
/// thread-safe:
///
///     relay.joined(7, address_partner::once_it_speaks, address_form::addrv2);
///     relay.spoke(7);                              // it sent addr, addrv2 or getaddr
///     const auto news = intake.take(...);          // what its message told
///     for (const auto& known : news.known) relay.mark_known(7, known);
///     for (const auto& node : news.fresh) relay.pass_on(node, 7, reachable, now, random);
///     for (const auto& [peer, addresses] : relay.due(own, now, random)) ...send
///
/// - An address goes to two peers, one that we cannot reach ourselves to one or two. They are the
///   same for a day (a day of its own for each address), so that telling it again and again does
///   not spread it further. Nobody can foretell them without the key.
/// - It goes neither back to whom it came from nor to who cannot take its form or knows it.
class address_relay {
public:
    /// Makes the node's own address for a peer (see `own_addresses`), or nothing.
    using own_address = std::function<std::optional<node_address>(std::size_t peer)>;

    /// For how long an address goes to the same peers.
    static constexpr std::chrono::hours epoch{24};

    /// The key is a secret of the node.
    explicit address_relay(crypto::siphash_key key) : key_(key) {}

    /// A peer is up. Of inbound peers `form` is known then, too: `sendaddrv2` comes before.
    void joined(std::size_t peer, address_partner part, address_form form);
    void left(std::size_t peer);

    /// The peer sent `addr`, `addrv2` or `getaddr`.
    void spoke(std::size_t peer);
    [[nodiscard]] bool takes_part(std::size_t peer) const;

    /// The peer told of it, so that it need not be told.
    void mark_known(std::size_t peer, const wire::address& where);

    /// Queues an address that is worth it for those whose turn it is.
    void pass_on(
        const node_address& node, std::size_t from, const reachable_networks& reachable,
        instant now, random_source& random
    );

    /// To whom the address goes at this time, most preferred first: those of the peers that take
    /// part, whether they know it or not.
    [[nodiscard]] std::vector<std::size_t> targets_of(
        const wire::address& where, std::size_t from, const reachable_networks& reachable,
        instant now
    ) const;

    /// What `getaddr_server` gave for this peer: goes out with its next message instead of all that
    /// waited. That hides when the answer was made.
    void answer(std::size_t peer, std::span<const node_address> addresses, random_source& random);

    /// All messages whose time has come. `own` is empty while the node does not listen or still
    /// catches up with the chain: then it does not tell of itself, but as soon as that has changed.
    [[nodiscard]] std::vector<address_delivery> due(
        const own_address& own, instant now, random_source& random
    );

    /// When to call `due` next; nothing while nobody takes part. The own address goes out at such a
    /// time, too.
    [[nodiscard]] std::optional<instant> next_due() const;

    /// How many addresses wait for this peer.
    [[nodiscard]] std::size_t waiting(std::size_t peer) const;

private:
    struct partner {
        address_queue queue;
        address_partner part{};
        bool spoke = false;

        [[nodiscard]] bool active() const {
            return part == address_partner::always ||
                   (part == address_partner::once_it_speaks && spoke);
        }
    };

    [[nodiscard]] partner* active(std::size_t peer);

    crypto::siphash_key key_;
    std::map<std::size_t, partner> partners_;  // in order, so that a run can be repeated
};

}  // namespace bitpeer
