#include <bitpeer/transport/large_block.hpp>

#include <array>
#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace bitpeer::transport {

namespace {

/// Stands before the bytes.
struct alignas(std::max_align_t) head {
    std::size_t capacity;
};

head* head_of(const std::uint8_t* data) {
    // NOLINTNEXTLINE: the memory is the block's own, and so is what stands before the bytes
    return reinterpret_cast<head*>(const_cast<std::uint8_t*>(data)) - 1;
}

bool may_wait(const std::uint8_t* data) {
    const auto size = head_of(data)->capacity;
    return size >= large_block::size_min && size <= large_block::size_max;
}

void give_back(const std::uint8_t* data) {
    std::free(head_of(data));  // NOLINT: what can grow in place comes from malloc
}

}  // namespace

/// Where one block may wait. It is empty, or has one, or has lent it.
class large_block::place {
public:
    /// Nothing, unless one waits; from then on it is lent.
    std::uint8_t* lend() {
        auto* found = held_.load(std::memory_order_relaxed);
        if (found == nullptr || found == lent()) return nullptr;
        const bool ours = held_.compare_exchange_strong(found, lent(), std::memory_order_acq_rel);
        return ours ? found : nullptr;
    }
    /// The lent one again, or nothing in its place.
    void end_loan(std::uint8_t* returned) { held_.store(returned, std::memory_order_release); }

    /// Whom it has no place for: the one that waited there until now, if any, or, where one is
    /// lent, this one.
    std::uint8_t* keep(std::uint8_t* data) {
        auto* before = held_.load(std::memory_order_relaxed);
        do {
            if (before == lent()) return data;
        } while (!held_.compare_exchange_weak(before, data, std::memory_order_acq_rel));
        return before;
    }

    /// They end with the process: blocks may be let go to its very end.
    static std::array<place, 2> all;

private:
    static std::uint8_t* lent() {
        static std::uint8_t mark;
        return &mark;
    }

    std::atomic<std::uint8_t*> held_ = nullptr;
};

std::array<large_block::place, 2> large_block::place::all;

large_block::~large_block() {
    if (lender_ != nullptr) {
        const bool back = may_wait(data_);
        lender_->end_loan(back ? data_ : nullptr);
        if (back) return;
    }
    let_go(data_);
}

void large_block::let_go(const std::uint8_t* data) noexcept {
    if (data == nullptr) return;
    // NOLINTNEXTLINE: it was somebody's to write to, and will be again
    auto* rest = const_cast<std::uint8_t*>(data);
    if (may_wait(data)) {  // the newest first: what is let go now is asked for next
        for (auto& at : place::all) {
            rest = at.keep(rest);
            if (rest == nullptr) return;
        }
    }
    give_back(rest);
}

large_block large_block::waiting(std::size_t size) {
    for (auto& at : place::all) {
        large_block found;
        found.data_ = at.lend();
        if (found.data_ == nullptr) continue;
        found.lender_ = &at;
        const auto room = found.capacity();
        if (room >= size && room - size <= room / 4) return found;
    }
    return {};
}

large_block large_block::of(std::size_t size) {
    auto block = waiting(size);
    block.grow(size);
    return block;
}

void large_block::grow(std::size_t size) {
    if (size <= capacity()) return;
    void* const before = data_ != nullptr ? head_of(data_) : nullptr;
    void* const grown = std::realloc(before, sizeof(head) + size);  // NOLINT: grows in place
    if (grown == nullptr) throw std::bad_alloc();
    auto* const first = new (grown) head{size};
    data_ = reinterpret_cast<std::uint8_t*>(first + 1);  // NOLINT: the bytes behind it
}

std::size_t large_block::capacity() const {
    return data_ != nullptr ? head_of(data_)->capacity : 0;
}

shared_bytes large_block::share(std::size_t size) {
    if (size == 0) return {};
    if (lender_ != nullptr) std::exchange(lender_, nullptr)->end_loan(nullptr);
    const std::uint8_t* const owned = std::exchange(data_, nullptr);
    return {std::shared_ptr<const std::uint8_t>(owned, &let_go), size};
}

}  // namespace bitpeer::transport
