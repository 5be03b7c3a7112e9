#pragma once
/// First in, first out.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace bitpeer {

/// A queue in one piece of memory, which is used again and again: where many elements come and go,
/// nothing is allocated. When it runs empty it gives back what its last use did not need, and all
/// of it when that was for a few: who is idle holds nothing. What is taken out is destroyed at
/// once. References stay valid until the next `push_back`, `emplace_back` or `erase`.
/// (`std::deque` allocates more than half a kilobyte as soon as it exists, and as much again every
/// few elements.)
template <class T>
class ring_queue {
public:
    [[nodiscard]] bool empty() const { return count_ == 0; }
    [[nodiscard]] std::size_t size() const { return count_; }

    [[nodiscard]] T& front() { return *slots_[first_]; }
    [[nodiscard]] const T& front() const { return *slots_[first_]; }
    /// The one behind `index` others, which must be there.
    [[nodiscard]] T& operator[](std::size_t index) { return *slots_[place(index)]; }
    [[nodiscard]] const T& operator[](std::size_t index) const { return *slots_[place(index)]; }

    void push_back(T added) { emplace_back(std::move(added)); }

    template <class... Parts>
    void emplace_back(Parts&&... parts) {
        if (count_ == capacity_) grow();
        slots_[place(count_)].emplace(std::forward<Parts>(parts)...);
        most_ = std::max(most_, ++count_);
    }

    void pop_front() {
        slots_[first_].reset();
        first_ = narrow(place(1));
        if (--count_ == 0) settle();
    }

    /// Takes out the one behind `index` others; moves those before it or those behind it, whichever
    /// are fewer.
    void erase(std::size_t index) {
        if (index < count_ / 2) {
            for (; index > 0; --index) (*this)[index] = std::move((*this)[index - 1]);
            return pop_front();
        }
        for (; index + 1 < count_; ++index) (*this)[index] = std::move((*this)[index + 1]);
        slots_[place(index)].reset();
        if (--count_ == 0) settle();
    }

    void clear() {
        while (!empty()) pop_front();
    }

    /// How many stand before the first that `wanted` holds for; all, if there is none.
    template <class Wanted>
    [[nodiscard]] std::size_t find_if(Wanted&& wanted) const {
        std::size_t index = 0;
        while (index < count_ && !wanted((*this)[index])) ++index;
        return index;
    }

    /// Elements that it has room for.
    [[nodiscard]] std::size_t capacity() const { return capacity_; }

private:
    using slot = std::optional<T>;
    /// An idle connection has several of these: four bytes count as far as memory goes.
    using number = std::uint32_t;

    static number narrow(std::size_t value) { return static_cast<number>(value); }

    /// There is a power of two of slots.
    [[nodiscard]] std::size_t place(std::size_t index) const {
        return (first_ + index) & (capacity_ - 1U);
    }

    void grow() {
        const auto wider = std::max(at_first, 2 * capacity());
        auto slots = std::make_unique<slot[]>(wider);
        for (std::size_t i = 0; i < count_; ++i) slots[i] = std::move(slots_[place(i)]);
        slots_ = std::move(slots);
        capacity_ = narrow(wider);
        first_ = 0;
    }

    static constexpr std::size_t at_first = 4;
    /// The handshake is a use by a few at once, and so is the `ping` of every other minute: one
    /// allocation for each costs nobody anything, and what idle connections hold does.
    static constexpr number few = 16;

    void settle() {
        if (most_ < few || 4 * std::size_t{most_} <= capacity_) {
            slots_.reset();
            capacity_ = first_ = 0;
        }
        most_ = 0;
    }

    std::unique_ptr<slot[]> slots_;
    number capacity_ = 0;
    number first_ = 0;
    number count_ = 0;
    number most_ = 0;  // at once, since it was empty
};

}  // namespace bitpeer
