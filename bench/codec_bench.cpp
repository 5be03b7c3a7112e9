/// Values to bytes and back, message by message; blocks are in block_bench.cpp.

#include <bench/allocation_count.hpp>
#include <bench/sample_messages.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <bitpeer/wire/packed_view.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <benchmark/benchmark.h>

#include <type_traits>

namespace {

using namespace bitpeer;

void note_bytes(benchmark::State& state, std::size_t payload) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(payload));
}

void encode(benchmark::State& state, const auto& message) {
    const auto size = wire::encode(message).value().size();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::encode(message));
    note_bytes(state, size);
}

template <class M>
void decode(benchmark::State& state, const M& message) {
    const auto payload = wire::encode(message).value();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::decode<M>(payload));
    note_bytes(state, payload.size());
}

template <class M>
void check(benchmark::State& state, const M& message) {
    const auto payload = wire::encode(message).value();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::check<M>(payload));
    note_bytes(state, payload.size());
}

#define BENCH_MESSAGE(name, ...)                                                                   \
    void name##_encode(benchmark::State& state) { encode(state, __VA_ARGS__); }                    \
    BENCHMARK(name##_encode);                                                                      \
    void name##_decode(benchmark::State& state) { decode(state, __VA_ARGS__); }                    \
    BENCHMARK(name##_decode);                                                                      \
    void name##_check(benchmark::State& state) { check(state, __VA_ARGS__); }                      \
    BENCHMARK(name##_check)

BENCH_MESSAGE(ping, wire::ping{123'123});
BENCH_MESSAGE(version, samples::version());
BENCH_MESSAGE(inv_1, samples::inv(1));
BENCH_MESSAGE(inv_1000, samples::inv(1'000));
BENCH_MESSAGE(inv_50000, samples::inv(50'000));
BENCH_MESSAGE(headers_2000, samples::headers(2'000));
BENCH_MESSAGE(addr_1000, samples::addr(1'000));
BENCH_MESSAGE(addrv2_1000, samples::addrv2(1'000));
BENCH_MESSAGE(tx_222_bytes, samples::tx());
BENCH_MESSAGE(tx_1_mb, samples::tx(1'000'000));
BENCH_MESSAGE(cmpctblock, samples::cmpctblock());

#undef BENCH_MESSAGE

/// Checked, and each element looked at where it lies.
void inv_50000_view(benchmark::State& state) {
    const auto payload = wire::encode(samples::inv(50'000)).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(payload).value();
        std::uint64_t seen = 0;
        for (const auto& item : items) seen += item.type.number ^ item.hash.bytes[0];
        benchmark::DoNotOptimize(seen);
    }
    note_bytes(state, payload.size());
}
BENCHMARK(inv_50000_view);

void tx_222_bytes_view(benchmark::State& state) {
    const auto payload = wire::encode(samples::tx()).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto view = wire::transaction_view::over(payload).value();
        std::uint64_t seen = 0;
        for (const auto& input : view.inputs()) seen += input.previous.index + input.script.size();
        for (const auto& output : view.outputs()) {
            seen += static_cast<std::uint64_t>(output.value) + output.script.size();
        }
        benchmark::DoNotOptimize(seen);
    }
    note_bytes(state, payload.size());
}
BENCHMARK(tx_222_bytes_view);

void tx_222_bytes_txid(benchmark::State& state) {
    const auto payload = wire::encode(samples::tx()).value();
    const auto view = wire::transaction_view::over(payload).value();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(view.txid());
    note_bytes(state, payload.size());
}
BENCHMARK(tx_222_bytes_txid);

void cmpctblock_view(benchmark::State& state) {
    const auto payload = wire::encode(samples::cmpctblock()).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto view = wire::compact_block_view::over(payload).value();
        std::uint64_t seen = 0;
        for (const auto& id : view.short_ids()) seen += id[0];
        benchmark::DoNotOptimize(seen);
    }
    note_bytes(state, payload.size());
}
BENCHMARK(cmpctblock_view);

}  // namespace
