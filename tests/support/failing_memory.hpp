#pragma once
/// Allocations that fail when a test wants them to.

#include <cstddef>
#include <functional>

namespace bitpeer::test {

/// As long as one lives, this thread's `operator new` counts down, and fails once when it is done:
/// the `count`-th allocation from here throws `std::bad_alloc`. Each program of tests/resources has
/// one such `operator new`, in `failing_memory_test.cpp`.
///
/// What Asio recycles by itself (coroutine frames, handlers) comes from `aligned_alloc` and is not
/// concerned.
class scarce_memory {
public:
    explicit scarce_memory(std::size_t& count);
    scarce_memory(const scarce_memory&) = delete;
    scarce_memory& operator=(const scarce_memory&) = delete;
    ~scarce_memory();

private:
    std::size_t* before_;
};

/// As long as one lives, this thread's memory is plenty again.
class plenty_of_memory {
public:
    plenty_of_memory();
    plenty_of_memory(const plenty_of_memory&) = delete;
    plenty_of_memory& operator=(const plenty_of_memory&) = delete;
    ~plenty_of_memory();

private:
    std::size_t* before_;
};

/// How much `body` asks for first.
[[nodiscard]] std::size_t first_allocation_of(const std::function<void()>& body);

/// From now on the two allocations that directly follow one of this size do not fail.
void spare_after(std::size_t size);
/// From now on no allocation of this size fails.
void spare(std::size_t size);

}  // namespace bitpeer::test
