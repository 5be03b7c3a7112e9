/// Inventory: what peers are known to have, and what is trickled to them.

#include <bench/allocation_count.hpp>
#include <bench/engine_pair.hpp>
#include <bench/sample_messages.hpp>
#include <bitpeer/engine/known_inventory.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

namespace {

using namespace bitpeer;

constexpr std::size_t remembered = 50'000;

wire::inventory entry(std::uint64_t number) {
    return {wire::inventory_type::wtxid_transaction, samples::hash(number)};
}

void known_inventory_add(benchmark::State& state) {
    known_inventory known(remembered, {1, 2});
    std::uint64_t next = 0;
    const counted_allocations counted(state);
    for (auto _ : state) known.add(entry(next++));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(known_inventory_add);

/// Half of the questions are answered by yes.
void known_inventory_contains(benchmark::State& state) {
    known_inventory known(remembered, {1, 2});
    for (std::uint64_t i = 0; i < remembered; ++i) known.add(entry(2 * i));
    std::uint64_t next = 0;
    const counted_allocations counted(state);
    for (auto _ : state) benchmark::DoNotOptimize(known.contains(entry(next++ % (2 * remembered))));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(known_inventory_contains);

/// A hundred new transactions announced to each of a thousand peers, until the bytes of all
/// trickles are there. Per item: one transaction to one peer.
void trickle_to_1000_peers(benchmark::State& state) {
    constexpr std::size_t peers = 1'000;
    constexpr std::size_t transactions = 100;
    std::vector<std::unique_ptr<engine_pair>> pairs;
    for (std::size_t i = 0; i < peers; ++i) pairs.push_back(std::make_unique<engine_pair>(1));
    std::uint64_t next = 0;
    const counted_allocations counted(state);
    for (auto _ : state) {
        for (std::size_t i = 0; i < transactions; ++i, ++next) {
            const transaction_news news{samples::hash(2 * next), samples::hash(2 * next + 1)};
            for (auto& pair : pairs) {
                benchmark::DoNotOptimize(pair->dialler.announce_transaction(news, pair->now));
            }
        }
        for (auto& pair : pairs) {
            auto& sender = pair->dialler;
            while (sender.transmit().empty()) {
                const auto due = sender.next_timeout();
                if (!due) return state.SkipWithError("nothing is going to be trickled");
                pair->now = pair->now + (*due - pair->now);
                sender.timeout(pair->now);
            }
            benchmark::DoNotOptimize(sender.transmit().bytes());
            sender.transmitted(sender.transmit().bytes(), pair->now);
            while (sender.poll_event()) {
            }
        }
    }
    state.SetItemsProcessed(state.iterations() * peers * transactions);
}
BENCHMARK(trickle_to_1000_peers)->Unit(benchmark::kMillisecond);

}  // namespace
