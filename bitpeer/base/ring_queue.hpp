#pragma once
/// First in, first out.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace bitpeer {

/// A queue in one piece of memory, which is used again and again: where elements come and go one by
/// one, or many at a time, nothing is allocated. When it runs empty it gives back what its last use
/// did not need, and what was for a few at once: who was busy once and is idle now holds next to
/// nothing. What is taken out is destroyed at once. References stay valid until the next
/// `push_back`, `emplace_back` or `erase`. (`std::deque` allocates more than half a kilobyte as
/// soon as it exists, and as much again every few elements.)
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
        if (count_ == slots_.size()) grow();
        slots_[place(count_)].emplace(std::forward<Parts>(parts)...);
        most_ = std::max(most_, ++count_);
    }

    void pop_front() {
        slots_[first_].reset();
        first_ = place(1);
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
    [[nodiscard]] std::size_t capacity() const { return slots_.size(); }

private:
    /// There is a power of two of slots.
    [[nodiscard]] std::size_t place(std::size_t index) const {
        return (first_ + index) & (slots_.size() - 1);
    }

    void grow() {
        std::vector<std::optional<T>> wider(std::max<std::size_t>(1, 2 * slots_.size()));
        for (std::size_t i = 0; i < count_; ++i) wider[i] = std::move(slots_[place(i)]);
        slots_ = std::move(wider);
        first_ = 0;
    }

    /// The handshake is a use by a few at once, and the last one of most connections for minutes.
    static constexpr std::size_t few = 16;
    static constexpr std::size_t kept_when_idle = 2;

    void settle() {
        const bool was_for_few = most_ < few && slots_.size() > kept_when_idle;
        if (was_for_few || 4 * most_ <= slots_.size()) {
            slots_ = {};
            first_ = 0;
        }
        most_ = 0;
    }

    std::vector<std::optional<T>> slots_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::size_t most_ = 0;  // at once, since it was empty
};

}  // namespace bitpeer
