#pragma once
/// Numbers that were seen lately, in bounded memory.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bitpeer {

/// Remembers the last numbers that were added: at least `capacity` of them, at most twice as many;
/// older ones are forgotten. They must be uniform already, and nobody may be able to choose them: a
/// keyed hash. At most 48 bytes of memory for each of `capacity`, none while nothing was added.
class recent_numbers {
public:
    explicit recent_numbers(std::size_t capacity) : capacity_(capacity) {}

    /// Zero counts as one.
    void add(std::uint64_t number);
    [[nodiscard]] bool contains(std::uint64_t number) const;

    /// Forgets everything and holds no memory.
    void clear() {
        newer_ = number_set();
        older_ = number_set();
    }

    /// Numbers held.
    [[nodiscard]] std::size_t size() const { return newer_.size() + older_.size(); }
    /// Bytes allocated.
    [[nodiscard]] std::size_t bytes() const { return newer_.bytes() + older_.bytes(); }

private:
    /// A set of numbers with open addressing; zero marks a free place.
    class number_set {
    public:
        void insert(std::uint64_t number);
        /// Keeps its memory: who filled it once fills it again.
        void empty_out();
        [[nodiscard]] bool contains(std::uint64_t number) const;
        [[nodiscard]] std::size_t size() const { return size_; }
        [[nodiscard]] std::size_t bytes() const { return places_.capacity() * sizeof(places_[0]); }

    private:
        [[nodiscard]] std::size_t place_of(std::uint64_t number) const;
        void grow();

        std::vector<std::uint64_t> places_;  // a power of two of them
        std::size_t size_ = 0;
    };

    std::size_t capacity_;
    number_set newer_;
    number_set older_;  // whole generations are forgotten at once
};

}  // namespace bitpeer
