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

class link;

/// Deeds in order of time; among those of one moment, in the order in which they were added, so
/// that two runs never differ.
class agenda {
public:
    /// A world is idle when nothing but alarms is left: an engine always waits for something.
    enum class kind : std::uint8_t { deed, alarm };

    /// `whose` is the connection that the deed is about, if it is about one.
    void add(instant when, kind sort, std::function<void()> what, link* whose = nullptr) {
        if (sort == kind::deed) ++deeds_;
        const auto place = free_place();
        entries_[place] = {std::move(what), whose, sort};
        heap_.push_back({when, sequence_++, place});
        std::ranges::push_heap(heap_, later);
    }

    [[nodiscard]] bool empty() const { return heap_.empty(); }
    /// Entries that are no alarms.
    [[nodiscard]] std::size_t deeds() const { return deeds_; }
    /// The moment of the first entry.
    [[nodiscard]] instant next() const { return heap_.front().when; }
    /// The connection that the first entry is about, or null.
    [[nodiscard]] link* whose() const { return entries_[heap_.front().place].whose; }

    /// Takes out the first entry.
    [[nodiscard]] std::function<void()> take() {
        std::ranges::pop_heap(heap_, later);
        const auto place = heap_.back().place;
        heap_.pop_back();
        auto& taken = entries_[place];
        if (taken.sort == kind::deed) --deeds_;
        free_.push_back(place);
        return std::exchange(taken.what, nullptr);
    }

private:
    struct entry {
        std::function<void()> what;
        link* whose = nullptr;
        kind sort{};
    };
    /// What is sorted is small: the deeds stay where they are.
    struct appointment {
        instant when;
        std::uint64_t sequence = 0;
        std::size_t place = 0;
    };

    // The standard's heaps keep the largest in front.
    static bool later(const appointment& left, const appointment& right) {
        return left.when != right.when ? left.when > right.when : left.sequence > right.sequence;
    }

    std::size_t free_place() {
        if (free_.empty()) {
            entries_.emplace_back();
            return entries_.size() - 1;
        }
        const auto place = free_.back();
        free_.pop_back();
        return place;
    }

    std::vector<appointment> heap_;
    std::vector<entry> entries_;
    std::vector<std::size_t> free_;
    std::uint64_t sequence_ = 0;
    std::size_t deeds_ = 0;
};

}  // namespace bitpeer::sim
