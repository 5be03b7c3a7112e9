#include <bitpeer/base/recent_numbers.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

constexpr std::size_t smallest_table = 16;

/// Zero marks a free place, so that it cannot be kept itself.
std::uint64_t keepable(std::uint64_t number) { return std::max<std::uint64_t>(number, 1); }

}  // namespace

void recent_numbers::add(std::uint64_t number) {
    if (capacity_ == 0) return;
    number = keepable(number);
    if (newer_.size() == capacity_ && !newer_.contains(number)) {
        std::swap(older_, newer_);
        newer_.empty_out();
    }
    newer_.insert(number);
}

bool recent_numbers::contains(std::uint64_t number) const {
    number = keepable(number);
    return newer_.contains(number) || older_.contains(number);
}

/// Where `number` is, or the free place where it belongs. The numbers are uniform already.
std::size_t recent_numbers::number_set::place_of(std::uint64_t number) const {
    const auto mask = places_.size() - 1;
    auto place = static_cast<std::size_t>(number) & mask;
    while (places_[place] != 0 && places_[place] != number) place = (place + 1) & mask;
    return place;
}

bool recent_numbers::number_set::contains(std::uint64_t number) const {
    return !places_.empty() && places_[place_of(number)] == number;
}

void recent_numbers::number_set::insert(std::uint64_t number) {
    if (4 * (size_ + 1) > 3 * places_.size()) grow();
    auto& place = places_[place_of(number)];
    if (place == number) return;
    place = number;
    ++size_;
}

void recent_numbers::number_set::empty_out() {
    std::ranges::fill(places_, std::uint64_t{0});
    size_ = 0;
}

void recent_numbers::number_set::grow() {
    std::vector<std::uint64_t> wider(std::max(smallest_table, 2 * places_.size()));
    const auto before = std::exchange(places_, std::move(wider));
    for (const auto number : before) {
        if (number != 0) places_[place_of(number)] = number;
    }
}

}  // namespace bitpeer
