#pragma once
/// One of a population: its configuration, and what it has.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/random.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/sim/link_options.hpp>

#include <cstddef>
#include <deque>
#include <unordered_map>
#include <vector>

namespace bitpeer::sim {

class peer;

}  // namespace bitpeer::sim

namespace bitpeer::sim::detail {

/// Transactions and blocks by name, the newest of them.
class pool {
public:
    /// False when it is there already.
    bool add(const hash256& name, const shared_bytes& payload);
    [[nodiscard]] bool contains(const hash256& name) const { return things_.contains(name); }
    /// Empty when it is not there.
    [[nodiscard]] shared_bytes find(const hash256& name) const;
    /// The one that was added last; nothing is in an empty pool.
    [[nodiscard]] const hash256* newest() const {
        return order_.empty() ? nullptr : &order_.back();
    }

private:
    static constexpr std::size_t kept_max = 500;

    std::unordered_map<hash256, shared_bytes> things_;
    std::deque<hash256> order_;
};

/// A node that keeps to the rules.
struct node {
    const network* net = nullptr;
    std::size_t number = 0;
    peer_config config;
    /// Its profile passes on what it does not know; for others that is an offence.
    bool hears_unknown = false;
    /// It has room for little, so that it cannot always answer.
    bool cramped = false;
    pool transactions;
    pool blocks;
    std::vector<peer*> up;  ///< its connections whose handshake is done

    /// Whether `dialler` and this one can agree on a transport.
    [[nodiscard]] bool understands(const peer_config& dialler) const;
};

/// A node of this network, with everything drawn by lot that the configuration has.
[[nodiscard]] node random_node(const network& net, std::size_t number, random_source& random);

/// The configuration of one connection that it opens: of a kind, or of none.
[[nodiscard]] peer_config dialling_config(const node& of, random_source& random);

/// A link that is good enough for every deadline as long as nothing happens to it.
[[nodiscard]] link_options random_link(random_source& random);

}  // namespace bitpeer::sim::detail
