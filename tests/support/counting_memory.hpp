#pragma once
/// Replaces the program's allocation functions with ones that count. For one source of a program
/// only, as `operator new` may have one body.

#include <tests/support/allocation_count.hpp>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace bitpeer::test::detail {
inline thread_local std::size_t allocations = 0;
}

// Not inlined, since GCC warns of a mismatch when it sees through one of a pair only.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++bitpeer::test::detail::allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

namespace bitpeer::test {

std::size_t allocation_count() { return detail::allocations; }

}  // namespace bitpeer::test
