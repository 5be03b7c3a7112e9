/// Two peers and a liar in a world without a network: an hour passes in milliseconds, and a seed
/// makes it happen again. Test your own node like this.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/double_run.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/trace.hpp>

#include <iostream>

using namespace bitpeer;
using namespace std::chrono_literals;

void tell(sim::peer& self, const event& what) {
    std::cout << sim::text_of(self.now()) << ' ' << self.name() << ": " << sim::text_of(what)
              << '\n';
}

void story(sim::world& world, bool aloud) {
    const peer_config config{.network = networks::bitcoin_regtest};
    auto& alice = world.add<sim::peer>("alice", config);
    auto& bob = world.add<sim::peer>("bob", config);
    auto& carol = world.add<sim::peer>("carol", config);
    auto& mallory =
        world.add<sim::script>("mallory", config.network, sim::behaviours::garbage(100));
    if (aloud) {
        for (auto* each : {&alice, &bob, &carol}) each->on_event(tell);
    }

    // A slow line that delivers byte by byte; then nothing gets through any more, and nobody is
    // told.
    auto& line = world.connect(alice, bob, {.latency = 200ms, .jitter = 100ms, .piece_max = 1});
    world.connect(mallory, carol);
    world.after(10min, [&line] { line.black_hole(); });
    world.run_for(1h);

    if (!alice.engine().ended()) world.violation("alice did not notice that bob was gone");
    if (!carol.engine().ended()) world.violation("carol believed mallory");
}

int main() {
    sim::world world(1);
    story(world, true);

    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto report = sim::double_run(seed, [](sim::world& again) { story(again, false); });
        if (!report.ok()) {
            std::cout << report.message() << '\n';
            return 1;
        }
    }
    std::cout << "20 more worlds, each run twice: every promise was kept\n";
}
