#include <bitpeer/base/shuffle.hpp>
#include <bitpeer/node/address_intake.hpp>
#include <bitpeer/node/address_relay.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace bitpeer {

namespace {

constexpr std::int64_t first_plausible_time = 100'000'000;
constexpr std::int64_t furthest_ahead = 10 * 60;
constexpr std::int64_t age_of_implausible = 5 * 24 * 60 * 60;

std::uint32_t as_time(std::int64_t seconds) {
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(seconds, 0, std::numeric_limits<std::uint32_t>::max())
    );
}

std::uint32_t plausible(std::uint32_t told, instant now) {
    const auto today = now.unix_seconds();
    const bool possible = told > first_plausible_time && told <= today + furthest_ahead;
    return possible ? told : as_time(today - age_of_implausible);
}

bool serves_blocks(wire::services offered) {
    return offered.has(wire::services::network) || offered.has(wire::services::network_limited);
}

}  // namespace

address_intake::address_intake(instant now, address_intake_rules rules)
    : rules_(std::move(rules)), tokens_(rules_.rate, now, rules_.at_first) {}

void address_intake::asked() {
    awaits_answer_ = true;
    if (!std::exchange(asked_, true)) tokens_.add(rules_.for_getaddr);
}

taken_addresses address_intake::take(
    std::vector<node_address> told, const wire::address& source, instant now, random_source& random
) {
    taken_addresses taken;
    shuffle(told, random);
    for (auto& node : told) {
        if (!tokens_.take(1, now) && rules_.limited) {
            ++taken.skipped;
            continue;
        }
        if (!serves_blocks(node.services)) continue;
        node.last_seen = plausible(node.last_seen, now);
        taken.known.push_back(node.address);
        if (rules_.is_banned && rules_.is_banned(node.address)) continue;
        ++processed_;
        if (is_worth_passing_on(node, told.size(), awaits_answer_, now)) {
            taken.fresh.push_back(node);
        }
        if (!rules_.reachable.contains(node.address) || !wire::is_routable(node.address)) continue;
        taken.kept.push_back(node);
        if (wire::same_host(node.address, source)) continue;
        auto& kept = taken.kept.back();
        kept.last_seen = as_time(std::int64_t{kept.last_seen} - rules_.penalty.count());
    }
    skipped_ += taken.skipped;
    if (told.size() < addresses_max) awaits_answer_ = false;
    return taken;
}

}  // namespace bitpeer
