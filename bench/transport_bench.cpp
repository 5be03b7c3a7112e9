/// Messages through a transport, per size of payload: sealed, and taken out at the other end. The
/// handshake of the encrypted one is in v2_bench.cpp.

#include <bench/allocation_count.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v2.hpp>

#include <benchmark/benchmark.h>

#include <memory>

namespace {

using namespace bitpeer;

void feed(transport::transport& to, byte_view stream) {
    while (!stream.empty()) benchmark::DoNotOptimize(to.receive(stream));
}

/// The two ends of a connection that is ready.
struct ends {
    std::unique_ptr<transport::transport> ours;
    std::unique_ptr<transport::transport> theirs;

    static ends of(int version) {
        const auto& net = networks::bitcoin;
        if (version == 1) {
            return {std::make_unique<transport::v1>(net), std::make_unique<transport::v1>(net)};
        }
        ends made{
            std::make_unique<transport::v2>(net, crypto::party::initiator, entropy::from_number(1)),
            std::make_unique<transport::v2>(
                net, crypto::party::responder, entropy::from_number(2)
            )};
        feed(*made.theirs, made.ours->take_output());
        feed(*made.ours, made.theirs->take_output());
        feed(*made.theirs, made.ours->take_output());
        return made;
    }
};

void transport_seal(benchmark::State& state) {
    const auto between = ends::of(static_cast<int>(state.range(0)));
    const auto payload = shared_bytes(bytes(static_cast<std::size_t>(state.range(1))));
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(between.ours->seal("block", payload));
    state.SetBytesProcessed(state.iterations() * state.range(1));
}

void transport_seal_and_receive(benchmark::State& state) {
    const auto between = ends::of(static_cast<int>(state.range(0)));
    const auto payload = shared_bytes(bytes(static_cast<std::size_t>(state.range(1))));
    const counted_allocations counted(state);
    for (auto _ : state) {
        const auto frame = between.ours->seal("block", payload);
        feed(*between.theirs, frame.head);
        feed(*between.theirs, frame.body);
    }
    state.SetBytesProcessed(state.iterations() * state.range(1));
}

void sizes(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"v", "bytes"})->ArgsProduct({{1, 2}, {0, 8, 37, 222, 10'000, 1'000'000}});
}
BENCHMARK(transport_seal)->Apply(sizes);
BENCHMARK(transport_seal_and_receive)->Apply(sizes);

}  // namespace
