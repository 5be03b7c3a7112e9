/// Two engines, no sockets: what one message costs from `send` to the event at the other end.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

/// Two ends of one perfect wire.
struct pair_of_engines {
    pair_of_engines()
        : dialler(config(), direction::outbound, now, entropy::from_number(1)),
          listener(config(), direction::inbound, now, entropy::from_number(2)) {
        for (int i = 0; i < 8; ++i) exchange();
    }

    static peer_config config() {
        peer_config made;
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
        pair_of_engines pair;
        benchmark::DoNotOptimize(pair.listener.state());
    }
}
BENCHMARK(engine_handshake);

void engine_inv_of_one(benchmark::State& state) {
    pair_of_engines pair;
    const wire::message message = wire::inv{{{wire::inventory_type::transaction, {}}}};
    for (auto _ : state) {
        (void)pair.dialler.send(message, pair.now);
        pair.pass(pair.dialler, pair.listener);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(engine_inv_of_one);

}  // namespace
