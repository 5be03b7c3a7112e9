/// Bloom filters: a wallet's, shown all transactions of a block.

#include <bench/allocation_count.hpp>
#include <bench/block_413567.hpp>
#include <bench/sample_messages.hpp>
#include <bitpeer/node/bloom_filter.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

/// Nothing of it is in the block.
bloom_filter filter_of_a_wallet(std::size_t elements) {
    bloom_filter made(elements, 1e-6, 5, wire::bloom_update::none);
    for (std::size_t i = 0; i < elements; ++i) made.insert(samples::hash(i));
    return made;
}

void bloom_filter_insert(benchmark::State& state) {
    bloom_filter filter(1'000, 1e-6, 5, wire::bloom_update::none);
    std::uint64_t next = 0;
    const counted_allocations counted(state);
    for (auto _ : state) filter.insert(samples::hash(next++));
}
BENCHMARK(bloom_filter_insert);

void bloom_filter_contains(benchmark::State& state) {
    const auto filter = filter_of_a_wallet(1'000);
    std::uint64_t next = 0;
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(filter.contains(samples::hash(next++)));
}
BENCHMARK(bloom_filter_contains);

void bloom_filter_matches_block(benchmark::State& state) {
    auto filter = filter_of_a_wallet(1'000);
    const auto block = wire::decode<wire::block>(block_413567()).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        for (const auto& transaction : block.transactions) {
            benchmark::DoNotOptimize(filter.matches(transaction));
        }
    }
    note_block_413567(state);
}
BENCHMARK(bloom_filter_matches_block)->Unit(benchmark::kMicrosecond);

}  // namespace
