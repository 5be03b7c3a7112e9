/// Engines without sockets: what one message costs from `send` to the event at the other end.

#include <bench/allocation_count.hpp>
#include <bench/engine_pair.hpp>
#include <bench/sample_messages.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

void engine_handshake(benchmark::State& state) {
    const counted_allocations counted(state);
    for (auto _ : state) {
        const engine_pair pair(static_cast<int>(state.range(0)));
        benchmark::DoNotOptimize(pair.listener.state());
    }
}
BENCHMARK(engine_handshake)->ArgName("v")->Arg(1)->Arg(2);

/// Sent, and told at the other end.
void one_way(benchmark::State& state, const wire::message& message) {
    engine_pair pair(static_cast<int>(state.range(0)));
    const counted_allocations counted(state);
    for (auto _ : state) {
        (void)pair.dialler.send(message, pair.now);
        pair.pass(pair.dialler, pair.listener);
    }
    state.SetItemsProcessed(state.iterations());
}

void engine_inv_of_one(benchmark::State& state) { one_way(state, samples::inv(1)); }
BENCHMARK(engine_inv_of_one)->ArgName("v")->Arg(1)->Arg(2);

void engine_tx_222_bytes(benchmark::State& state) { one_way(state, samples::tx()); }
BENCHMARK(engine_tx_222_bytes)->ArgName("v")->Arg(1)->Arg(2);

void engine_headers_2000(benchmark::State& state) { one_way(state, samples::headers(2'000)); }
BENCHMARK(engine_headers_2000)->ArgName("v")->Arg(1)->Arg(2)->Unit(benchmark::kMicrosecond);

void engine_block(benchmark::State& state) {
    auto payload = shared_bytes::copy(block_413567());
    one_way(state, {"block", std::move(payload)});
    note_block_413567(state);
}
BENCHMARK(engine_block)->ArgName("v")->Arg(1)->Arg(2)->Unit(benchmark::kMicrosecond);

/// There and back.
void engine_ping_and_pong(benchmark::State& state) {
    engine_pair pair(static_cast<int>(state.range(0)));
    const counted_allocations counted(state);
    for (auto _ : state) {
        (void)pair.dialler.send(wire::ping{1}, pair.now);
        pair.exchange();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(engine_ping_and_pong)->ArgName("v")->Arg(1)->Arg(2);

}  // namespace
