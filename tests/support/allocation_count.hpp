#pragma once
/// Proof that something allocates nothing.

#include <cstddef>

namespace bitpeer::test {

/// How often this thread has asked for memory. There is only one such function in the tests of the
/// wire floor: `unit/wire/allocation_count_test.cpp` replaces that program's `operator new`.
[[nodiscard]] std::size_t allocation_count();

}  // namespace bitpeer::test
