#pragma once
/// What to believe of the addresses that a peer tells.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/base/token_bucket.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/node/reachable_networks.hpp>
#include <bitpeer/wire/address.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace bitpeer {

/// How a peer's addresses are judged.
struct address_intake_rules {
    /// How many addresses are looked at, and how fast that many are again.
    rate_limit rate{1000, 0.1};
    /// How many at the beginning: a node's telling of itself.
    double at_first = 1;
    /// How many more once we asked for them.
    double for_getaddr = 1000;
    /// False for a peer that the owner trusts: all are looked at.
    bool limited = true;

    /// What is kept.
    reachable_networks reachable;
    /// Addresses that the owner has nothing to do with; empty: none.
    std::function<bool(const wire::address&)> is_banned{};

    /// How much older than told an address is stored, unless it is the peer's own: of two peers
    /// that both claim to have seen a node just now, neither shall win by that.
    std::chrono::seconds penalty = std::chrono::hours(2);
};

/// What came of a message.
struct taken_addresses {
    /// All that were looked at and offer anything: the peer knows them.
    std::vector<wire::address> known;
    /// News: to be passed on by `address_relay`. Also what lies in networks that we cannot reach.
    std::vector<node_address> fresh;
    /// To be stored: routable, reachable, not banned; the penalty is in the times.
    std::vector<node_address> kept;
    /// How many were not looked at, because there were too many.
    std::size_t skipped = 0;
};

/// Takes what one peer tells of other nodes. A peer that tells a lot, be it to fill our memory with
/// addresses of its choice, be it to use us as its loudspeaker, is heard at the rate at which
/// honest peers speak: one at first, then one in ten seconds, and 1000 more when we asked for them.
/// Which ones of too many is left to chance, so that the order in a message is worth nothing.
///
/// Only nodes that serve blocks (`network` or `network_limited`) count. A time that cannot be true
/// (before 1973, or more than ten minutes ahead) becomes five days ago.
///
/// I/O-free; not thread-safe.
class address_intake {
public:
    explicit address_intake(instant now, address_intake_rules rules = {});

    /// We asked by `getaddr`. Only the first time makes the peer heard more.
    void asked();

    /// Whether the answer is still to come. It ends with the first message of fewer than 1000.
    [[nodiscard]] bool awaits_answer() const { return awaits_answer_; }

    /// What this peer told, which is at `source` (its port does not matter), in one message.
    [[nodiscard]] taken_addresses take(
        std::vector<node_address> told, const wire::address& source, instant now,
        random_source& random
    );

    /// How many addresses were looked at and not banned, and how many were skipped, so far.
    [[nodiscard]] std::uint64_t processed() const { return processed_; }
    [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

private:
    address_intake_rules rules_;
    token_bucket tokens_;
    bool asked_ = false;
    bool awaits_answer_ = false;
    std::uint64_t processed_ = 0;
    std::uint64_t skipped_ = 0;
};

}  // namespace bitpeer
