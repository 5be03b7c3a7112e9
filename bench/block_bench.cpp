/// A block as a value, as a view, checked only; and its names.

#include <bench/allocation_count.hpp>
#include <bench/block_413567.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/block_walk.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using namespace bitpeer;

void block_decode(benchmark::State& state) {
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::decode<wire::block>(block_413567()));
    note_block_413567(state);
}
BENCHMARK(block_decode)->Unit(benchmark::kMicrosecond);

void block_encode(benchmark::State& state) {
    const auto block = wire::decode<wire::block>(block_413567()).value();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::encode(block));
    note_block_413567(state);
}
BENCHMARK(block_encode)->Unit(benchmark::kMicrosecond);

void block_check(benchmark::State& state) {
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::check<wire::block>(block_413567()));
    note_block_413567(state);
}
BENCHMARK(block_check)->Unit(benchmark::kMicrosecond);

/// Checked, then every outpoint, every script's bounds and every value looked at.
void block_view_visit(benchmark::State& state) {
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto block = wire::block_view::over(block_413567()).value();
        std::uint64_t seen = 0;
        for (const auto& transaction : block.transactions()) {
            for (const auto& input : transaction.inputs()) {
                seen += input.previous.index + input.previous.txid.bytes[0] + input.script.size();
                seen ^= static_cast<std::uint64_t>(input.script.data() - block.bytes().data());
            }
            for (const auto& output : transaction.outputs()) {
                seen += static_cast<std::uint64_t>(output.value) + output.script.size();
                seen ^= static_cast<std::uint64_t>(output.script.data() - block.bytes().data());
            }
        }
        benchmark::DoNotOptimize(seen);
    }
    note_block_413567(state);
}
BENCHMARK(block_view_visit)->Unit(benchmark::kMicrosecond);

/// The same in one walk.
void block_walk(benchmark::State& state) {
    struct looker {
        std::uint64_t seen = 0;
        const std::uint8_t* start = block_413567().data();

        void input(const wire::walked_input& told) {
            seen += told.previous().index + told.previous_bytes()[0] + told.script().size();
            seen ^= static_cast<std::uint64_t>(told.script().data() - start);
        }
        void output(const wire::output_view& told) {
            seen += static_cast<std::uint64_t>(told.value) + told.script.size();
            seen ^= static_cast<std::uint64_t>(told.script.data() - start);
        }
        void transaction(byte_view told) { seen += told.size(); }
    };
    const counted_allocations counted(state);
    for (auto _ : state) {
        looker listener;
        benchmark::DoNotOptimize(wire::walk_block(block_413567(), listener));
        benchmark::DoNotOptimize(listener.seen);
    }
    note_block_413567(state);
}
BENCHMARK(block_walk)->Unit(benchmark::kMicrosecond);

/// The same of a block that was decoded before: what remains when the block is kept.
void block_value_visit(benchmark::State& state) {
    const auto block = wire::decode<wire::block>(block_413567()).value();
    const counted_allocations counted(state);
    for (auto _ : state) {
        std::uint64_t seen = 0;
        for (const auto& transaction : block.transactions) {
            for (const auto& input : transaction.inputs) {
                seen += input.previous.index + input.previous.txid.bytes[0] + input.script.size();
            }
            for (const auto& output : transaction.outputs) {
                seen += static_cast<std::uint64_t>(output.value) + output.script.size();
            }
        }
        benchmark::DoNotOptimize(seen);
    }
    note_block_413567(state);
}
BENCHMARK(block_value_visit)->Unit(benchmark::kMicrosecond);

/// All names of a block's transactions, from the bytes where they lie.
void block_txids(benchmark::State& state) {
    const auto block = wire::block_view::over(block_413567()).value();
    std::vector<hash256> names(block.transactions().size());
    const counted_allocations counted(state);
    for (auto _ : state) {
        std::size_t at = 0;
        for (const auto& transaction : block.transactions()) names[at++] = transaction.txid();
        benchmark::DoNotOptimize(names.data());
    }
    note_block_413567(state);
}
BENCHMARK(block_txids)->Unit(benchmark::kMicrosecond);

/// From the names on.
void merkle_root_of_names(benchmark::State& state) {
    std::vector<hash256> names;
    const auto block = wire::block_view::over(block_413567()).value();
    for (const auto& transaction : block.transactions()) names.push_back(transaction.txid());
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::merkle_root(names));
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(names.size()));
    state.SetLabel("items: leaves");
}
BENCHMARK(merkle_root_of_names)->Unit(benchmark::kMicrosecond);

/// Names and root of a decoded block.
void block_merkle_root(benchmark::State& state) {
    const auto block = wire::decode<wire::block>(block_413567()).value();
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(wire::merkle_root(block));
    note_block_413567(state);
}
BENCHMARK(block_merkle_root)->Unit(benchmark::kMicrosecond);

void checksum(benchmark::State& state) {
    const bytes payload(static_cast<std::size_t>(state.range(0)));
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(crypto::frame_checksum(payload));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(checksum)->Arg(0)->Arg(8)->Arg(37)->Arg(222)->Arg(1'000)->Arg(1'000'000);

}  // namespace
