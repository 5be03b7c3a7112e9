#pragma once
/// Many peers that have something to say to each other, and a world that is against them.
///
///     sim::world world(seed);
///     sim::population crowd(world, {.peers = 200, .faults = sim::fault_plan::many()});
///     crowd.run_for(1h);

#include <bitpeer/base/time.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/sim/faults.hpp>
#include <bitpeer/sim/tally.hpp>
#include <bitpeer/sim/world.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::sim {

/// What kind of population.
struct population_options {
    std::size_t peers = 20;  ///< at least two of each network
    /// Which networks, in equal shares; empty: one of each dialect.
    std::vector<const network*> networks{};
    /// So many connections each keeps up; who loses one dials somebody else soon.
    std::size_t dials = 1;
    /// From one burst of messages on a connection to the next, on average.
    duration quiet = std::chrono::seconds(25);
    /// The most messages of one burst.
    std::size_t burst = 120;
    fault_plan faults = fault_plan::none();
    /// Gets one line for everything that happens; empty: nobody reads along.
    std::function<void(std::string_view)> narrator{};
};

/// Peers with random configurations: profile, transports, protocol version, kind of connection,
/// what they offer and want. Each connection has a random link. Owners keep to the rules: they
/// announce what they have, ask for what they miss, answer what they are asked, and send only what
/// the remote has room for. So whatever ends a connection must have a cause in this world; that is
/// one more thing which is checked.
class population {
public:
    population(world& home, population_options options);
    population(const population&) = delete;
    population& operator=(const population&) = delete;
    ~population();

    /// Lets the world turn.
    void run_for(duration span);
    /// Nobody dials, says anything new or breaks anything any more; for `world::finish`.
    void stop();

    /// What happened so far.
    [[nodiscard]] tally counts() const;

private:
    class crowd;
    std::unique_ptr<crowd> crowd_;
};

/// What became of a population in a world of its own.
struct population_report {
    std::uint64_t seed = 0;
    std::uint64_t trace = 0;  ///< the hash of everything that happened
    tally counts;
    std::vector<std::string> violations;
};

/// One population, from its world's beginning to its end. With `twice`, it is run again, and a
/// difference counts as a violation.
[[nodiscard]] population_report run_population(
    std::uint64_t seed, const population_options& options, duration span, bool twice = false
);

}  // namespace bitpeer::sim
