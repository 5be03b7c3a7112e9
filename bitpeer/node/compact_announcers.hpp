#pragma once
/// Whom to ask to announce blocks by `cmpctblock` at once, without a question before it (BIP152's
/// high bandwidth mode). It saves a round trip and costs traffic, so that few are asked.

#include <bitpeer/engine/config.hpp>
#include <bitpeer/wire/messages/sendcmpct.hpp>

#include <cstddef>
#include <vector>

namespace bitpeer {

/// The last three peers that were first to tell of a new block, the longest ago first. A peer is
/// any number that the owner knows it by. Not thread-safe.
class compact_announcers {
public:
    static constexpr std::size_t max_peers = 3;

    /// A message to send.
    struct order {
        std::size_t peer = 0;
        wire::sendcmpct message;

        friend bool operator==(const order&, const order&) = default;
    };

    /// This peer was first to give us a block that became the tip: what to tell it, and whom else.
    /// The one that was chosen longest ago goes, unless it is the only one that we connected to
    /// ourselves and the newcomer is not: whoever connects to us in numbers could take all places
    /// otherwise. The peer must have sent `sendcmpct` with version 2 itself, or nothing is to be
    /// told here.
    [[nodiscard]] std::vector<order> announced_first(std::size_t peer, direction opened);

    /// This peer is gone.
    void left(std::size_t peer);

    /// Whether this peer was asked.
    [[nodiscard]] bool contains(std::size_t peer) const;

    [[nodiscard]] std::size_t size() const { return chosen_.size(); }

private:
    struct choice {
        std::size_t peer = 0;
        direction opened{};
    };

    [[nodiscard]] std::vector<choice>::iterator to_replace(direction newcomer);

    std::vector<choice> chosen_;
};

}  // namespace bitpeer
