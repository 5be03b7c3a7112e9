/// The encrypted transport: its handshake, and messages from one end to the other.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

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

crypto::elligator_swift some_key(std::uint8_t number, std::uint64_t chance) {
    const crypto::secret<32> key(bytes(32, number));
    return crypto::elligator_swift_create(key, entropy::from_number(chance)).value();
}

void elligator_swift_create(benchmark::State& state) {
    std::uint64_t chance = 0;
    for (auto _ : state) benchmark::DoNotOptimize(some_key(1, ++chance));
}
BENCHMARK(elligator_swift_create);

/// How long it takes depends on the key, so many take turns.
template <class Operation>
void with_each_of_many_keys(benchmark::State& state, Operation&& operation) {
    std::vector<crypto::elligator_swift> keys;
    for (std::uint64_t chance = 0; chance < 64; ++chance) keys.push_back(some_key(2, chance));
    std::size_t turn = 0;
    for (auto _ : state) benchmark::DoNotOptimize(operation(keys[++turn % keys.size()]));
}

void elligator_swift_decode(benchmark::State& state) {
    with_each_of_many_keys(state, &crypto::elligator_swift_decode);
}
BENCHMARK(elligator_swift_decode);

/// The remote's key decoded, multiplied and hashed.
void bip324_ecdh(benchmark::State& state) {
    const crypto::secret<32> key(bytes(32, 1));
    const auto ours = some_key(1, 0);
    with_each_of_many_keys(state, [&](const crypto::elligator_swift& theirs) {
        return crypto::bip324_shared_secret(key, ours, theirs, crypto::party::initiator);
    });
}
BENCHMARK(bip324_ecdh);

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
