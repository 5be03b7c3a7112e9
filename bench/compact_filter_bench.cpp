/// Compact filters: that of block 413567 built, read and asked.

#include <bench/allocation_count.hpp>
#include <bench/block_413567.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/wire/block_view.hpp>

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace bitpeer;

/// Scripts as a wallet has them, none of which is in the block: a hash each.
std::vector<bytes> scripts_of_a_wallet(std::size_t count) {
    std::vector<bytes> scripts(count, bytes(25, 0x76));
    for (std::size_t i = 0; i < count; ++i) store_le(scripts[i].data() + 3, i);
    return scripts;
}

/// As many spent scripts as the block has inputs.
std::vector<bytes> spent_scripts(const wire::block_view& block) {
    std::size_t inputs = 0;
    for (const auto& transaction : block.transactions()) inputs += transaction.inputs().size();
    auto scripts = scripts_of_a_wallet(inputs - 1);
    for (auto& script : scripts) script.back() = 0x88;
    return scripts;
}

void compact_filter_build(benchmark::State& state) {
    const auto block = wire::block_view::over(block_413567()).value();
    const auto spent = spent_scripts(block);
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(build_basic_filter(block, spent));
    note_block_413567(state);
}
BENCHMARK(compact_filter_build)->Unit(benchmark::kMicrosecond);

/// As a client does it: the filter is checked, and asked for all of the wallet's scripts.
void compact_filter_match(benchmark::State& state) {
    const auto block = wire::block_view::over(block_413567()).value();
    const auto filter = build_basic_filter(block, spent_scripts(block));
    const auto hash = block.hash();
    const auto wallet = scripts_of_a_wallet(static_cast<std::size_t>(state.range(0)));
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto set = basic_filter_over(hash, filter).value();
        benchmark::DoNotOptimize(set.contains_any(wallet));
        state.counters["elements"] = set.size();
    }
    note_block_413567(state);
}
BENCHMARK(compact_filter_match)->Arg(0)->Arg(1)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
