#include <bitpeer/base/bytes.hpp>
#include <tests/support/failing_memory.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local std::size_t* countdown = nullptr;
thread_local std::size_t* first_size = nullptr;
thread_local int spared = 0;
std::size_t spared_after = 0;
std::size_t spared_size = 0;

bool fails(std::size_t size) {
    if (first_size != nullptr && *first_size == 0) *first_size = size;
    if (spared > 0) {
        --spared;
        return false;
    }
    if (spared_after != 0 && size == spared_after) spared = 2;
    if (spared_size != 0 && size == spared_size) return false;
    return countdown != nullptr && *countdown > 0 && --*countdown == 0;
}

}  // namespace

// Replaces the program's allocation functions. Not inlined, since GCC warns of a mismatch when it
// sees through one of a pair only.
[[gnu::noinline]] void* operator new(std::size_t size) {
    if (fails(size)) throw std::bad_alloc();
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

namespace bitpeer::test {

scarce_memory::scarce_memory(std::size_t& count) : before_(std::exchange(countdown, &count)) {}
scarce_memory::~scarce_memory() { countdown = before_; }

plenty_of_memory::plenty_of_memory() : before_(std::exchange(countdown, nullptr)) {}
plenty_of_memory::~plenty_of_memory() { countdown = before_; }

std::size_t first_allocation_of(const std::function<void()>& body) {
    std::size_t size = 0;
    first_size = &size;
    body();
    first_size = nullptr;
    return size;
}

void spare_after(std::size_t size) { spared_after = size; }
void spare(std::size_t size) { spared_size = size; }

namespace {

TEST(scarce_memory, fails_the_allocation_that_was_chosen_and_no_other) {
    std::size_t count = 2;
    {
        const scarce_memory scarce(count);
        EXPECT_NO_THROW(bytes(100));
        EXPECT_THROW(bytes(100), std::bad_alloc);
        EXPECT_NO_THROW(bytes(100));
    }
    EXPECT_EQ(count, 0u);
}

TEST(scarce_memory, leaves_out_where_there_is_plenty) {
    std::size_t count = 1;
    const scarce_memory scarce(count);
    {
        const plenty_of_memory plenty;
        EXPECT_NO_THROW(bytes(100));
    }
    EXPECT_EQ(count, 1u);
    EXPECT_THROW(bytes(100), std::bad_alloc);
}

TEST(spare_after, saves_the_next_two) {
    EXPECT_EQ(first_allocation_of([] { bytes(4321); }), 4321u);
    spare_after(4321);
    std::size_t count = 2;
    {
        const scarce_memory scarce(count);
        EXPECT_NO_THROW(bytes(4321));
        EXPECT_NO_THROW(bytes(100));
        EXPECT_NO_THROW(bytes(100));
        EXPECT_THROW(bytes(100), std::bad_alloc);
    }
    spare_after(0);
}

}  // namespace
}  // namespace bitpeer::test
