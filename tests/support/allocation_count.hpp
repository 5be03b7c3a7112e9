#pragma once
/// Proof of how much is allocated.

#include <cstddef>

namespace bitpeer::test {

/// How often this thread has asked for memory. Only in a program one of whose sources includes
/// `counting_memory.hpp`: the tests of the wire floor, those of allocations, the benchmarks.
[[nodiscard]] std::size_t allocation_count();

}  // namespace bitpeer::test
