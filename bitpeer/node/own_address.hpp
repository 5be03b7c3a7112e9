#pragma once
/// Which of its own addresses a node tells to a peer.

#include <bitpeer/base/random.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/node/reachable_networks.hpp>
#include <bitpeer/wire/address.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bitpeer {

/// How a node knows an address of its own. The number is what it scores at first.
enum class own_address_source : std::uint8_t {
    interface_address = 1,  ///< the machine has it
    bound = 2,              ///< it listens there
    mapped = 3,             ///< a router forwards it
    manual = 4,             ///< its owner says so
};

/// A peer as it matters for what to tell it.
struct own_address_audience {
    direction opened{};
    /// Where the peer is.
    wire::address address;
    /// Over which network: that of our onion service, though the peer's address is that of the Tor
    /// program on this machine.
    wire::address_network via;
    /// Where it sees us, by its `version`.
    std::optional<wire::address> sees_us_at{};
};

struct own_address_rules {
    /// Whether to believe peers, and the machine's interfaces, when they tell who we are.
    bool discover = true;
    /// Where the node listens: the port for addresses that peers saw without it.
    std::uint16_t listen_port = 0;
    /// Nothing is told of others.
    reachable_networks reachable;
};

/// The addresses under which others may reach this node. It tells each peer the one that serves
/// this peer, and those behind it, best. I/O-free; not thread-safe.
///
/// What is in a network that hides where its users are (Tor, I2P) is told only there, and there
/// nothing else: together they would say who is behind the hidden one.
class own_addresses {
public:
    explicit own_addresses(own_address_rules rules = {}) : rules_(rules) {}

    /// Adds one, with its port. False when it is told to nobody: not routable, in a network that is
    /// not reachable, or known from other than `manual` while nothing is to be discovered. One that
    /// is there already scores what the better source gives, and one more, and gets this port.
    bool add(const wire::address& where, own_address_source source);

    /// It is ours no more. Here and below ports do not count.
    void remove(const wire::address& where);

    /// A peer that connected to us says that it reached us there: one more for it, if it is ours.
    void seen(const wire::address& where);

    /// 0 when it is not ours.
    [[nodiscard]] std::uint32_t score(const wire::address& where) const;

    /// The best for this peer: by how well the peer's network reaches it, then by score.
    [[nodiscard]] std::optional<wire::address> best_for(const own_address_audience& peer) const;

    /// What to tell this peer: the best, or what the peer itself says we are. That is told when
    /// there is no other, else in half of the cases (in one of eight when others have confirmed the
    /// best one), since it may know better. Of a peer that we connected to only the host is
    /// believed: it cannot know where we listen.
    [[nodiscard]] std::optional<wire::address> choose(
        const own_address_audience& peer, random_source& random
    ) const;

    [[nodiscard]] std::size_t size() const { return known_.size(); }

private:
    struct own {
        wire::address where;
        std::uint32_t score = 0;
    };

    [[nodiscard]] bool is_believable(const own_address_audience& peer) const;

    own_address_rules rules_;
    std::vector<own> known_;
};

}  // namespace bitpeer
