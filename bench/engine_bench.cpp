/// Two engines, no sockets: what one message costs from `send` to the event at the other end.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

/// Two ends of one perfect wire.
struct pair_of_engines {
    explicit pair_of_engines(const benchmark::State& state)
        : dialler(config(state), direction::outbound, now, entropy::from_number(1)),
          listener(config(state), direction::inbound, now, entropy::from_number(2)) {
        for (int i = 0; i < 8; ++i) exchange();
    }

    /// On v1 or v2, as the benchmark's argument says.
    static peer_config config(const benchmark::State& state) {
        peer_config made;
        made.transports =
            state.range(0) == 1 ? transport_policy::v1_only : transport_policy::require_v2;
        made.network = networks::bitcoin_regtest;
        made.times = timing{.ping_interval = duration::zero()};
        return made;
    }

    void exchange() {
        pass(dialler, listener);
        pass(listener, dialler);
    }

    void pass(engine& from, engine& to) {
        for (auto list = from.transmit(); !list.empty(); list = from.transmit()) {
            for (const auto part : list.parts()) to.receive(part, now);
            from.transmitted(list.bytes(), now);
        }
        while (from.poll_event()) {
        }
        while (to.poll_event()) {
        }
    }

    instant now{std::chrono::hours(1), std::chrono::hours(400'000)};
    engine dialler;
    engine listener;
};

void engine_handshake(benchmark::State& state) {
    for (auto _ : state) {
        pair_of_engines pair(state);
        benchmark::DoNotOptimize(pair.listener.state());
    }
}
BENCHMARK(engine_handshake)->ArgName("v")->Arg(1)->Arg(2);

void engine_inv_of_one(benchmark::State& state) {
    pair_of_engines pair(state);
    const wire::message message = wire::inv{{{wire::inventory_type::transaction, {}}}};
    for (auto _ : state) {
        (void)pair.dialler.send(message, pair.now);
        pair.pass(pair.dialler, pair.listener);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(engine_inv_of_one)->ArgName("v")->Arg(1)->Arg(2);

}  // namespace
