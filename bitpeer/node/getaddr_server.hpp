#pragma once
/// Answering `getaddr` without telling more than one node needs.

#include <bitpeer/base/random.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/engine/config.hpp>
#include <bitpeer/wire/address.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace bitpeer {

/// How a peer that may ask is connected. Keep one for each connection.
struct getaddr_asker {
    direction opened{};
    /// The network that it came through: that of our onion service, though its address is that of
    /// the Tor program on this machine.
    wire::address_network via;
    /// The own address that it came to, with the port.
    wire::address came_to;
    /// Set by the first question.
    bool asked = false;
};

/// Answers with a random sample, and for about a day with the same one to all who come the same
/// way. A fresh sample for each question would let anybody read out all that we know by asking
/// often on many connections, see from that who our peers are, and find us again elsewhere; with
/// one sample a day there is nothing to gain. Each way in has a sample of its own, so that the
/// answers over Tor and over IPv4 do not show that both are one node; and how long a sample lasts
/// is random (21 to 27 hours), so that nobody can tell when it was drawn.
///
/// - Only who connected to us is answered: whoever we picked must not see what we would pick from.
/// - Once on each connection.
/// - At most 1000 addresses, and at most 23 % of those known.
///
/// I/O-free; not thread-safe.
class getaddr_server {
public:
    static constexpr std::size_t max_percent = 23;
    static constexpr std::chrono::hours shortest_life{21};
    static constexpr std::chrono::hours longest_life{27};
    /// As many ways in are remembered; of more, the one whose sample would end first is forgotten.
    static constexpr std::size_t max_ways = 64;

    /// All addresses worth telling: not terrible, not banned. Called only for a new sample.
    using address_source = std::function<std::vector<node_address>()>;

    /// The answer: to be given to `address_relay::answer`, so that it leaves when others do.
    /// Nothing when there must be none. It may be empty.
    [[nodiscard]] std::optional<std::vector<node_address>> answer(
        getaddr_asker& asker, const address_source& known, instant now, random_source& random
    );

    /// Samples held.
    [[nodiscard]] std::size_t size() const { return samples_.size(); }

private:
    struct sample {
        wire::address_network via;
        wire::address came_to;
        instant ends;
        std::vector<node_address> addresses;
    };

    std::vector<sample> samples_;
};

}  // namespace bitpeer
