/// The encrypted transport: its handshake, and messages from one end to the other.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace bitpeer;

const network& net = networks::bitcoin;

void feed(transport::transport& to, byte_view stream) {
    while (!stream.empty()) benchmark::DoNotOptimize(to.receive(stream));
}

struct connection {
    explicit connection(std::uint64_t seed = 0)
        : initiator(net, crypto::party::initiator, entropy::from_number(2 * seed)),
          responder(net, crypto::party::responder, entropy::from_number(2 * seed + 1)) {
        feed(responder, initiator.take_output());
        feed(initiator, responder.take_output());
        feed(responder, initiator.take_output());
    }

    transport::v2 initiator;
    transport::v2 responder;
};

/// Both sides: two keys made, two secrets computed.
void v2_handshake(benchmark::State& state) {
    std::uint64_t seed = 0;
    for (auto _ : state) {
        const connection made(++seed);
        benchmark::DoNotOptimize(made.responder.name());
    }
}
BENCHMARK(v2_handshake);

void v2_seal(benchmark::State& state) {
    connection with;
    const auto payload = shared_bytes(bytes(static_cast<std::size_t>(state.range(0))));
    for (auto _ : state) benchmark::DoNotOptimize(with.initiator.seal("block", payload));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(v2_seal)->Arg(8)->Arg(300)->Arg(1'000'000);

void v2_seal_and_open(benchmark::State& state) {
    connection with;
    const auto payload = shared_bytes(bytes(static_cast<std::size_t>(state.range(0))));
    for (auto _ : state) {
        const auto frame = with.initiator.seal("block", payload);
        feed(with.responder, frame.head);
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(v2_seal_and_open)->Arg(8)->Arg(300)->Arg(1'000'000);

}  // namespace
