/// Compact blocks: block 413567 made compact, and put together again.

#include <bench/allocation_count.hpp>
#include <bench/block_413567.hpp>
#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace bitpeer;

/// The block's transactions among `others` that are not in it.
std::vector<pooled_transaction> pool_with(std::size_t others) {
    std::vector<pooled_transaction> pool(others);
    for (std::size_t i = 0; i < others; ++i) store_le(pool[i].wtxid.bytes.data(), i);
    const auto block = wire::block_view::over(block_413567()).value();
    for (const auto& transaction : block.transactions()) {
        pool.push_back(
            {transaction.txid(), transaction.wtxid(), shared_bytes::copy(transaction.bytes())}
        );
    }
    return pool;
}

void compact_block_make(benchmark::State& state) {
    const auto block = wire::block_view::over(block_413567()).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        benchmark::DoNotOptimize(make_cmpctblock(block, 1, compact_version::by_wtxid));
    }
    note_block_413567(state);
}
BENCHMARK(compact_block_make)->Unit(benchmark::kMicrosecond);

/// All transactions are at hand. The second number: without the check of the whole block.
void compact_block_reconstruct(benchmark::State& state) {
    const auto block = wire::block_view::over(block_413567()).value();
    const auto compact = make_cmpctblock(block, 1, compact_version::by_wtxid).value();
    const shared_bytes payload(wire::encode(compact).value());
    const auto pool = pool_with(static_cast<std::size_t>(state.range(0)));
    const bool whole = state.range(1) != 0;
    const counted_allocations counted(state);
    for (auto _ : state) {
        auto made = block_reconstruction::begin(wire::dialects::bitcoin, payload).value();
        made.offer_all(pool);
        if (whole) {
            auto put_together = made.block();
            if (!put_together) return state.SkipWithError("the block did not come back");
            benchmark::DoNotOptimize(put_together);
        }
    }
    note_block_413567(state);
}
BENCHMARK(compact_block_reconstruct)
    ->ArgNames({"others", "whole"})
    ->ArgsProduct({{0, 10'000, 100'000}, {0, 1}})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
