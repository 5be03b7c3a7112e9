/// Values to bytes and back.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

wire::inv inventory_of(std::int64_t count) {
    wire::inv message;
    for (std::int64_t i = 0; i < count; ++i) {
        message.items.push_back({wire::inventory_type::transaction, {}});
    }
    return message;
}

void ping_decode(benchmark::State& state) {
    const auto payload = wire::encode(wire::ping{123123}).value();
    for (auto _ : state) benchmark::DoNotOptimize(wire::decode<wire::ping>(payload));
}
BENCHMARK(ping_decode);

void inv_encode(benchmark::State& state) {
    const auto message = inventory_of(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(wire::encode(message));
    state.SetBytesProcessed(state.iterations() * state.range(0) * 36);
}
BENCHMARK(inv_encode)->Arg(1)->Arg(1'000)->Arg(50'000);

void inv_decode(benchmark::State& state) {
    const auto payload = wire::encode(inventory_of(state.range(0))).value();
    for (auto _ : state) benchmark::DoNotOptimize(wire::decode<wire::inv>(payload));
    state.SetBytesProcessed(state.iterations() * state.range(0) * 36);
}
BENCHMARK(inv_decode)->Arg(1)->Arg(1'000)->Arg(50'000);

void inv_check(benchmark::State& state) {
    const auto payload = wire::encode(inventory_of(state.range(0))).value();
    for (auto _ : state) benchmark::DoNotOptimize(wire::check<wire::inv>(payload));
    state.SetBytesProcessed(state.iterations() * state.range(0) * 36);
}
BENCHMARK(inv_check)->Arg(1)->Arg(1'000)->Arg(50'000);

}  // namespace
