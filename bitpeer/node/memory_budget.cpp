#include <bitpeer/node/memory_budget.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace bitpeer {

namespace {

double seconds_between(instant earlier, instant later) {
    return std::max(0.0, std::chrono::duration<double>(later - earlier).count());
}

}  // namespace

double memory_budget::account::cost_at(instant now) const {
    return cost + static_cast<double>(held) * seconds_between(counted, now);
}

void memory_budget::note(id who, std::size_t held, instant now) {
    auto& theirs = accounts_[who];
    held_ += held - theirs.held;
    const bool anew = std::min(held, theirs.held) <= next_to_nothing;
    theirs.cost = anew ? 0 : theirs.cost_at(now);
    theirs.held = held;
    theirs.counted = now;
}

void memory_budget::forget(id who) {
    const auto gone = accounts_.extract(who);
    if (gone) held_ -= gone.mapped().held;
}

/// Bytes that came just now count as if they had lain there for a second: of many that came at
/// once, the most go first.
std::optional<memory_budget::id> memory_budget::take_costliest(instant now) {
    if (!exceeded()) return std::nullopt;
    const auto cost = [now](const auto& entry) {
        return entry.second.cost_at(now) + static_cast<double>(entry.second.held);
    };
    // Of equals the lowest number, so that the order in the table decides nothing.
    const auto costliest = std::max_element(
        accounts_.begin(),
        accounts_.end(),
        [&](const auto& left, const auto& right) {
            const auto difference = cost(left) - cost(right);
            return difference != 0 ? difference < 0 : left.first > right.first;
        }
    );
    const auto who = costliest->first;
    forget(who);
    return who;
}

}  // namespace bitpeer
