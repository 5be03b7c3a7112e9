#pragma once
/// What is going to happen in a world, and when.

#include <bitpeer/base/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace bitpeer::sim {

/// Deeds in order of time; among those of one moment, in the order in which they were added, so
/// that two runs never differ.
class agenda {
public:
    /// A world is idle when nothing but alarms is left: an engine always waits for something.
    enum class kind : std::uint8_t { deed, alarm };

    void add(instant when, kind sort, std::function<void()> what) {
        if (sort == kind::deed) ++deeds_;
        heap_.push_back({when, sequence_++, sort, std::move(what)});
        std::ranges::push_heap(heap_, later);
    }

    [[nodiscard]] bool empty() const { return heap_.empty(); }
    /// Entries that are no alarms.
    [[nodiscard]] std::size_t deeds() const { return deeds_; }
    /// The moment of the first entry.
    [[nodiscard]] instant next() const { return heap_.front().when; }

    /// Takes out the first entry.
    [[nodiscard]] std::function<void()> take() {
        std::ranges::pop_heap(heap_, later);
        if (heap_.back().sort == kind::deed) --deeds_;
        auto what = std::move(heap_.back().what);
        heap_.pop_back();
        return what;
    }

private:
    struct entry {
        instant when;
        std::uint64_t sequence = 0;
        kind sort{};
        std::function<void()> what;
    };

    // The standard's heaps keep the largest in front.
    static bool later(const entry& left, const entry& right) {
        return left.when != right.when ? left.when > right.when : left.sequence > right.sequence;
    }

    std::vector<entry> heap_;
    std::uint64_t sequence_ = 0;
    std::size_t deeds_ = 0;
};

}  // namespace bitpeer::sim
