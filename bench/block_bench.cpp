/// The block that others measure with: 413567 of Bitcoin, 999,887 bytes, 1,557 transactions.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/block.hpp>

#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

namespace {

using namespace bitpeer;

/// The real block, or one of the same shape where the data folder is missing.
const bytes& block_413567() {
    static const bytes payload = [] {
        std::ifstream file(BITPEER_DATA_DIR "/blocks/block413567.raw", std::ios::binary);
        bytes raw(std::istreambuf_iterator<char>(file), {});
        if (!raw.empty()) return raw;
        wire::block made;
        wire::transaction one;
        one.inputs.push_back(
            {.previous = {}, .script = wire::var_bytes<>(bytes(280)), .witness = {}}
        );
        one.outputs.resize(2, {.value = 1, .script = wire::var_bytes<>(bytes(130))});
        made.transactions.resize(1'557, one);
        return wire::encode(made).value();
    }();
    return payload;
}

void announce_source(benchmark::State& state) {
    state.SetLabel(block_413567().size() == 999'887 ? "block 413567" : "generated block");
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(block_413567().size()));
}

void block_decode(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(wire::decode<wire::block>(block_413567()));
    announce_source(state);
}
BENCHMARK(block_decode);

void block_check(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(wire::check<wire::block>(block_413567()));
    announce_source(state);
}
BENCHMARK(block_check);

void block_merkle_root(benchmark::State& state) {
    const auto block = wire::decode<wire::block>(block_413567()).value();
    for (auto _ : state) benchmark::DoNotOptimize(wire::merkle_root(block));
    announce_source(state);
}
BENCHMARK(block_merkle_root);

void block_checksum(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(crypto::frame_checksum(block_413567()));
    announce_source(state);
}
BENCHMARK(block_checksum);

}  // namespace
