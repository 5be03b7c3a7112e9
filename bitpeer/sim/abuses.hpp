#pragma once
/// Remotes that mean harm, or are badly broken: ready-made behaviours for scripts, in either role.
/// Most of them shake hands first.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/sim/script.hpp>
#include <bitpeer/wire/row.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace bitpeer::sim::behaviours {

// Before the handshake is done.

/// The whole handshake, a byte at a time, whatever the other one says.
[[nodiscard]] behaviour slow_drip(const network& net, duration pause);
/// A `version` that lacks its last byte.
[[nodiscard]] behaviour half_said(const network& net);
/// Says what it would say on another network.
[[nodiscard]] behaviour wrong_magic(const network& other);
/// Every message of the dialect in random order, and no handshake.
[[nodiscard]] behaviour wrong_order(const network& net);
/// A `version`, and never a `verack`, but much else that may come early.
[[nodiscard]] behaviour endless_negotiation(const network& net);

// Lies about lengths.

/// A frame that claims so many bytes and gives fewer, then ordinary messages.
[[nodiscard]] behaviour liar_about_length(const network& net, std::size_t claimed);
/// A frame that claims a byte more than the dialect allows.
[[nodiscard]] behaviour oversize(const network& net);

// Floods: again and again, as fast as the link takes it.

/// One message of the dialect, well made or not.
[[nodiscard]] behaviour flood_of(const network& net, const wire::row& message);
[[nodiscard]] behaviour pings_without_end(const network& net);
/// `inv` with so many entries that nobody has, of every kind.
[[nodiscard]] behaviour inventory_storm(const network& net, std::size_t entries);
/// `addr` with so many addresses.
[[nodiscard]] behaviour addr_storm(const network& net, std::size_t entries);
/// Commands that no dialect has, with up to 3,000 bytes each.
[[nodiscard]] behaviour unknown_storm(const network& net);
/// Questions for what nobody has.
[[nodiscard]] behaviour question_storm(const network& net);
/// `version` and `verack`, again and again.
[[nodiscard]] behaviour handshake_restarts(const network& net);
/// Packets that mean nothing. Silent where the transport has no such thing.
[[nodiscard]] behaviour decoy_storm(const network& net, std::size_t contents);

// Others.

/// Says all that it said once more, bytes as they were, so many times.
[[nodiscard]] behaviour replays(const network& net, std::size_t times);
/// Well-made messages, with one bit flipped in each.
[[nodiscard]] behaviour flipped_bits(const network& net);
/// Shakes hands, asks without end, and reads no answer.
[[nodiscard]] behaviour never_reads(const network& net);
/// Shakes hands, reads everything and answers nothing.
[[nodiscard]] behaviour mute(const network& net);

/// One of the above, by name, with whatever it needs drawn by lot.
struct abuse {
    std::string_view name;
    behaviour (*make)(const network& net, random_source& random);
};

/// All of them, and those of behaviours.hpp that are no better.
[[nodiscard]] std::span<const abuse> abuses();

}  // namespace bitpeer::sim::behaviours
