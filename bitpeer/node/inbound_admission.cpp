#include <bitpeer/node/inbound_admission.hpp>

#include <algorithm>
#include <chrono>

namespace bitpeer {

namespace {

constexpr std::size_t ipv6_subscriber_bytes = 8;

/// As long as a handshake over a bad line may take.
constexpr duration handshake_patience = std::chrono::seconds(5);

bool reached(std::size_t count, std::size_t limit) { return limit > 0 && count >= limit; }

bool take(token_bucket& bucket, rate_limit limit, instant now) {
    return limit.burst <= 0 || bucket.take(1, now);
}

}  // namespace

std::string_view to_string(refusal why) {
    switch (why) {
        case refusal::full: return "full";
        case refusal::host_full: return "host_full";
        case refusal::group_full: return "group_full";
        case refusal::too_many_handshakes: return "too_many_handshakes";
        case refusal::too_often: return "too_often";
    }
    return "unknown";
}

inbound_admission::host_key inbound_admission::key_of(const wire::address& from) {
    auto significant = from.bytes();
    if (from.is_ipv6()) {
        significant = significant.first(std::min(significant.size(), ipv6_subscriber_bytes));
    }
    host_key key{};
    key[0] = static_cast<std::uint8_t>(from.network().number);
    std::ranges::copy(
        significant.first(std::min(significant.size(), key.size() - 1)), key.begin() + 1
    );
    return key;
}

inbound_admission::host& inbound_admission::remember(const host_key& key, instant now) {
    const auto known = hosts_.find(key);
    if (known != hosts_.end()) {
        known->second.last_seen = now;
        return known->second;
    }
    if (hosts_.size() >= hosts_remembered) forget_oldest();
    host fresh{
        .arrivals = {limits_.arrivals_per_host, now},
        .encrypted = {limits_.encrypted_per_host, now},
        .last_seen = now,
    };
    return hosts_.emplace(key, fresh).first->second;
}

/// Of those that have no connection. One that came often is forgotten last: it was here lately.
void inbound_admission::forget_oldest() {
    auto oldest = hosts_.end();
    for (auto each = hosts_.begin(); each != hosts_.end(); ++each) {
        if (each->second.connections > 0) continue;
        if (oldest == hosts_.end() || each->second.last_seen < oldest->second.last_seen) {
            oldest = each;
        }
    }
    if (oldest != hosts_.end()) hosts_.erase(oldest);
}

std::optional<refusal> inbound_admission::objection(
    const host& from, const std::optional<wire::address_group>& group
) const {
    if (reached(from.connections, limits_.per_host)) return refusal::host_full;
    if (group) {
        const auto known = groups_.find(*group);
        if (known != groups_.end() && reached(known->second, limits_.per_group)) {
            return refusal::group_full;
        }
    }
    if (reached(from.handshakes, limits_.handshakes_per_host)) {
        return refusal::too_many_handshakes;
    }
    return std::nullopt;
}

/// The oldest handshake, unless it is young itself.
std::optional<inbound_admission::id> inbound_admission::overdue(instant now) const {
    const auto oldest = std::ranges::find_if(here_, [](const auto& entry) {
        return !entry.second.up;  // ids grow: the first is the oldest
    });
    if (oldest == here_.end() || now - oldest->second.since < handshake_patience) {
        return std::nullopt;
    }
    return oldest->first;
}

/// Where there is no group, a host stands for itself.
std::optional<inbound_admission::id> inbound_admission::who_makes_room(const connection& newcomer
) const {
    const auto weight = [this](const connection& of) {
        return of.group ? groups_.at(*of.group) : hosts_.at(of.from).connections;
    };
    const auto own = [&]() -> std::size_t {
        if (!newcomer.group) return hosts_.at(newcomer.from).connections;
        const auto known = groups_.find(*newcomer.group);
        return known == groups_.end() ? 0 : known->second;
    }();
    std::optional<id> chosen;
    std::size_t most = own + 2;  // so that a place does not change hands for nothing
    for (const auto& [who, present] : here_) {
        const auto theirs = weight(present);
        if (theirs < most) continue;
        most = theirs;
        chosen = who;  // ids grow: the last is the youngest
    }
    return chosen;
}

inbound_admission::verdict inbound_admission::arrived(
    id who, const wire::address& from, instant now
) {
    auto& source = remember(key_of(from), now);
    if (!take(source.arrivals, limits_.arrivals_per_host, now)) return {refusal::too_often};
    connection newcomer{.from = key_of(from), .since = now};
    if (wire::is_routable(from)) newcomer.group = wire::group_of(from);
    if (const auto why = objection(source, newcomer.group)) return {*why};

    verdict let_in{};
    if (reached(handshakes_, limits_.handshakes)) {
        let_in.makes_room = overdue(now);
        if (!let_in.makes_room) return {refusal::too_many_handshakes};
        ended(*let_in.makes_room);
    } else if (reached(here_.size(), limits_.connections)) {
        let_in.makes_room = who_makes_room(newcomer);
        if (!let_in.makes_room) return {refusal::full};
        ended(*let_in.makes_room);
    }
    ++source.connections;
    ++source.handshakes;
    ++handshakes_;
    if (newcomer.group) ++groups_[*newcomer.group];
    here_.emplace(who, newcomer);
    return let_in;
}

bool inbound_admission::admits_encrypted(id who, instant now) {
    const auto known = here_.find(who);
    if (known == here_.end()) return false;
    return take(hosts_.at(known->second.from).encrypted, limits_.encrypted_per_host, now) &&
           take(encrypted_, limits_.encrypted, now);
}

void inbound_admission::came_up(id who) {
    const auto known = here_.find(who);
    if (known == here_.end() || std::exchange(known->second.up, true)) return;
    --handshakes_;
    --hosts_.at(known->second.from).handshakes;
}

void inbound_admission::ended(id who) {
    came_up(who);
    const auto gone = here_.extract(who);
    if (!gone) return;
    --hosts_.at(gone.mapped().from).connections;
    if (const auto& group = gone.mapped().group) {
        if (--groups_.at(*group) == 0) groups_.erase(*group);
    }
}

}  // namespace bitpeer
