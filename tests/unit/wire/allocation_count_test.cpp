#include <bitpeer/base/bytes.hpp>
#include <tests/support/allocation_count.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace {
thread_local std::size_t allocations = 0;
}

// Replaces the program's allocation functions with ones that count. Not inlined, since GCC warns of
// a mismatch when it sees through one of a pair only.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

namespace bitpeer::test {

std::size_t allocation_count() { return allocations; }

namespace {

TEST(allocation_count, counts) {
    const auto before = allocation_count();
    const bytes some(100);
    EXPECT_EQ(allocation_count(), before + 1);
}

}  // namespace
}  // namespace bitpeer::test
