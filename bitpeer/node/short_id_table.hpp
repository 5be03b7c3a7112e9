#pragma once
/// The short ids of a compact block (BIP152), by value.

#include <bitpeer/base/assert.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace bitpeer {

/// Where in a block the transaction with a short id stands; ids are numbers of 48 bits. The ids
/// come from a stranger: instead of a hash table, whose places he could crowd, a sorted row, with
/// marks where each run of equal top bits begins. Honest ids are spread evenly, so that a run has
/// about one of them; of the worst that can come, finding one takes the logarithm.
class short_id_table {
public:
    void reserve(std::size_t count) { entries_.reserve(count); }

    /// The position is what `find` gives.
    void add(std::uint64_t id, std::uint16_t position) {
        entries_.push_back(id << position_bits | position);
    }

    /// To be called behind the last `add`. False when two ids are equal.
    [[nodiscard]] bool finish() {
        std::ranges::sort(entries_);
        const auto same_id = [](std::uint64_t left, std::uint64_t right) {
            return left >> position_bits == right >> position_bits;
        };
        if (std::ranges::adjacent_find(entries_, same_id) != entries_.end()) return false;
        mark_bits_ = static_cast<std::uint32_t>(std::bit_width(entries_.size()));
        marks_.assign((std::size_t{1} << mark_bits_) + 1, 0);
        for (const auto entry : entries_) ++marks_[mark_of(entry) + 1];
        for (std::size_t i = 1; i < marks_.size(); ++i) marks_[i] += marks_[i - 1];
        return true;
    }

    [[nodiscard]] std::optional<std::uint16_t> find(std::uint64_t id) const {
        if (entries_.empty()) return std::nullopt;
        const auto lowest = id << position_bits;
        const auto mark = mark_of(lowest);
        const auto* const end = entries_.data() + marks_[mark + 1];
        const auto* const place = std::lower_bound(entries_.data() + marks_[mark], end, lowest);
        if (place == end || *place >> position_bits != id) return std::nullopt;
        return static_cast<std::uint16_t>(*place);
    }

private:
    static constexpr std::uint32_t position_bits = 16;  // below the 48 of the id

    [[nodiscard]] std::size_t mark_of(std::uint64_t entry) const {
        return static_cast<std::size_t>(entry >> (64 - mark_bits_));
    }

    std::vector<std::uint64_t> entries_;
    std::vector<std::uint32_t> marks_;
    std::uint32_t mark_bits_ = 1;
};

}  // namespace bitpeer
