#include <bitpeer/engine/known_inventory.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

constexpr std::size_t smallest_table = 16;

/// What the entry is about, without how it is to be sent.
wire::inventory_type kind_of(wire::inventory_type type) {
    const wire::inventory_type plain{type.number & ~wire::witness_flag};
    const bool block = plain == wire::inventory_type::filtered_block ||
                       plain == wire::inventory_type::compact_block;
    return block ? wire::inventory_type::block : plain;
}

}  // namespace

std::uint64_t known_inventory::fingerprint(const wire::inventory& entry) const {
    const auto number = crypto::siphash(key_, entry.hash, kind_of(entry.type).number);
    return std::max<std::uint64_t>(number, 1);
}

void known_inventory::add(const wire::inventory& entry) {
    if (capacity_ == 0) return;
    const auto number = fingerprint(entry);
    if (newer_.contains(number)) return;
    if (newer_.size() == capacity_) older_ = std::exchange(newer_, {});
    newer_.insert(number);
}

bool known_inventory::contains(const wire::inventory& entry) const {
    const auto number = fingerprint(entry);
    return newer_.contains(number) || older_.contains(number);
}

/// Where `number` is, or the free place where it belongs. The numbers are uniform already.
std::size_t known_inventory::number_set::place_of(std::uint64_t number) const {
    const auto mask = places_.size() - 1;
    auto place = static_cast<std::size_t>(number) & mask;
    while (places_[place] != 0 && places_[place] != number) place = (place + 1) & mask;
    return place;
}

bool known_inventory::number_set::contains(std::uint64_t number) const {
    return !places_.empty() && places_[place_of(number)] == number;
}

void known_inventory::number_set::insert(std::uint64_t number) {
    if (4 * (size_ + 1) > 3 * places_.size()) grow();
    auto& place = places_[place_of(number)];
    if (place == number) return;
    place = number;
    ++size_;
}

void known_inventory::number_set::grow() {
    std::vector<std::uint64_t> wider(std::max(smallest_table, 2 * places_.size()));
    const auto before = std::exchange(places_, std::move(wider));
    for (const auto number : before) {
        if (number != 0) places_[place_of(number)] = number;
    }
}

}  // namespace bitpeer
