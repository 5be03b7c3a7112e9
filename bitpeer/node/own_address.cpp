#include <bitpeer/node/own_address.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace bitpeer {

namespace {

constexpr auto manual_score = static_cast<std::uint32_t>(own_address_source::manual);

auto of_host(const wire::address& where) {
    return [&where](const auto& own) { return wire::same_host(own.where, where); };
}

bool hides_its_users(wire::address_network network) {
    return network == wire::address_network::torv3 || network == wire::address_network::i2p;
}

bool may_be_told(const wire::address& own, wire::address_network via) {
    const bool hidden = hides_its_users(own.network()) || hides_its_users(via);
    return !hidden || own.network() == via;
}

wire::address with_port(const wire::address& host, std::uint16_t port) {
    return wire::address::make(host.network(), host.bytes(), port).value_or(host);
}

/// How well a peer, and those whom it tells, reach an address: the later the better.
enum class reach : std::uint8_t {
    not_at_all,
    somehow,
    by_teredo,
    by_tunnel,    ///< IPv6 over IPv4
    by_ipv4,      ///< almost everybody has it
    by_ipv6,      ///< without a tunnel on either side
    own_network,  ///< both in Tor, I2P or CJDNS
};

reach reach_of(const wire::address& own, const own_address_audience& peer) {
    using network = wire::address_network;
    using transition = wire::ipv6_transition;
    if (!wire::is_routable(own)) return reach::not_at_all;
    const bool ip = own.is_ipv4() || own.is_ipv6();
    if (!ip) return own.network() == peer.via ? reach::own_network : reach::somehow;
    if (peer.via != network::ipv4 && peer.via != network::ipv6) return reach::somehow;
    if (own.is_ipv4()) return reach::by_ipv4;
    if (peer.via == network::ipv4) return reach::somehow;

    const auto how = wire::transition_of(own);
    if (how == transition::teredo) return reach::by_teredo;
    const bool tunnelled =
        how != transition::none || wire::transition_of(peer.address) == transition::teredo;
    return tunnelled ? reach::by_tunnel : reach::by_ipv6;
}

}  // namespace

bool own_addresses::add(const wire::address& where, own_address_source source) {
    if (!wire::is_routable(where) || !rules_.reachable.contains(where)) return false;
    if (!rules_.discover && source != own_address_source::manual) return false;
    const auto score = static_cast<std::uint32_t>(source);
    const auto found = std::ranges::find_if(known_, of_host(where));
    if (found == known_.end()) {
        known_.push_back({where, score});
    } else if (score >= found->score) {
        *found = {where, score + 1};
    }
    return true;
}

void own_addresses::remove(const wire::address& where) { std::erase_if(known_, of_host(where)); }

void own_addresses::seen(const wire::address& where) {
    const auto found = std::ranges::find_if(known_, of_host(where));
    if (found == known_.end()) return;
    if (found->score < std::numeric_limits<std::uint32_t>::max()) ++found->score;
}

std::uint32_t own_addresses::score(const wire::address& where) const {
    const auto found = std::ranges::find_if(known_, of_host(where));
    return found == known_.end() ? 0 : found->score;
}

std::optional<wire::address> own_addresses::best_for(const own_address_audience& peer) const {
    const own* best = nullptr;
    std::pair<reach, std::uint32_t> best_rank{};
    for (const auto& each : known_) {
        if (!may_be_told(each.where, peer.via)) continue;
        const std::pair rank{reach_of(each.where, peer), each.score};
        if (best != nullptr && rank <= best_rank) continue;
        best = &each;
        best_rank = rank;
    }
    if (best == nullptr) return std::nullopt;
    return best->where;
}

bool own_addresses::is_believable(const own_address_audience& peer) const {
    return rules_.discover && peer.sees_us_at && wire::is_routable(peer.address) &&
           wire::is_routable(*peer.sees_us_at) && rules_.reachable.contains(*peer.sees_us_at) &&
           may_be_told(*peer.sees_us_at, peer.via);
}

std::optional<wire::address> own_addresses::choose(
    const own_address_audience& peer, random_source& random
) const {
    auto best = best_for(peer);
    if (!is_believable(peer)) return best;
    if (best && random.below(score(*best) > manual_score ? 8 : 2) != 0) return best;
    if (peer.opened == direction::inbound) return peer.sees_us_at;
    return with_port(*peer.sees_us_at, best ? best->port() : rules_.listen_port);
}

}  // namespace bitpeer
