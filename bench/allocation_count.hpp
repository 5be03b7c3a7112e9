#pragma once
/// How often an operation asks for memory: a counter of each benchmark, beside its time.

#include <tests/support/allocation_count.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>

/// Counts from its construction, which stands in front of the loop, to its end:
///
///     const counted_allocations counted(state);
///     for (auto _ : state) …
class counted_allocations {
public:
    explicit counted_allocations(benchmark::State& state)
        : state_(state), before_(bitpeer::test::allocation_count()) {}
    counted_allocations(const counted_allocations&) = delete;
    counted_allocations& operator=(const counted_allocations&) = delete;
    ~counted_allocations() {
        const auto made = static_cast<double>(bitpeer::test::allocation_count() - before_);
        const auto each = made / static_cast<double>(state_.iterations());
        state_.counters["allocations"] =
            std::round(100 * each) / 100;  // the rest is the loop's own
    }

private:
    benchmark::State& state_;
    std::size_t before_;
};
