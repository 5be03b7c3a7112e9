#pragma once
/// Random order, the same on every platform for the same random numbers.

#include <bitpeer/base/random.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <utility>

namespace bitpeer {

/// Puts a uniform sample of `count` elements, in uniform order, at the range's front; all of them
/// when there are fewer. What follows keeps no order that means anything.
template <std::ranges::random_access_range Range>
void shuffle_front(Range&& range, std::size_t count, random_source& random) {
    const auto size = static_cast<std::size_t>(std::ranges::size(range));
    const auto first = std::ranges::begin(range);
    using offset = std::ranges::range_difference_t<Range>;
    for (std::size_t i = 0; i < std::min(count, size); ++i) {
        const auto from = i + static_cast<std::size_t>(random.below(size - i));
        if (from != i) {
            std::iter_swap(first + static_cast<offset>(i), first + static_cast<offset>(from));
        }
    }
}

/// Puts all elements in uniform order.
template <std::ranges::random_access_range Range>
void shuffle(Range&& range, random_source& random) {
    shuffle_front(range, static_cast<std::size_t>(std::ranges::size(range)), random);
}

}  // namespace bitpeer
