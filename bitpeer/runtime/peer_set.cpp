#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/detail/set_state.hpp>
#include <bitpeer/runtime/peer_set.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace bitpeer {

namespace detail {

namespace {

std::shared_ptr<byte_rate> rate_of(rate_limit limit) {
    return limit.per_second > 0 ? std::make_shared<byte_rate>(limit) : nullptr;
}

void add_traffic(peer_set_statistics& sum, const statistics& counts) {
    sum.bytes_received += counts.bytes_received;
    sum.bytes_sent += counts.bytes_sent;
    sum.messages_received += counts.messages_received;
    sum.messages_sent += counts.messages_sent;
}

}  // namespace

set_state::set_state(const peer_set_limits& limits)
    : receive(rate_of(limits.receive)),
      send(rate_of(limits.send)),
      memory_(limits.memory > 0 ? limits.memory : std::numeric_limits<std::size_t>::max()) {}

bool set_state::add(const peer& fresh) {
    {
        const std::lock_guard lock(mutex_);
        if (!peers_.emplace(fresh.id(), fresh).second) return false;
        ++past_.joined;
    }
    if (session::of(fresh)->watch_by(shared_from_this())) return true;
    const std::lock_guard lock(mutex_);
    peers_.erase(fresh.id());
    --past_.joined;
    return false;
}

std::vector<peer> set_state::peers() const {
    const std::lock_guard lock(mutex_);
    std::vector<peer> all;
    all.reserve(peers_.size());
    for (const auto& [id, each] : peers_) all.push_back(each);
    return all;
}

std::size_t set_state::size() const {
    const std::lock_guard lock(mutex_);
    return peers_.size();
}

peer_set_statistics set_state::statistics() const {
    peer_set_statistics sum;
    std::vector<peer> here;
    {
        const std::lock_guard lock(mutex_);
        sum = past_;
        sum.bytes_held = memory_.held();
        for (const auto& [id, each] : peers_) here.push_back(each);
    }
    sum.peers = here.size();
    for (const auto& each : here) {
        add_traffic(sum, each.statistics());
        if (each.who_dialled() == direction::inbound) ++sum.inbound;
        if (each.state() < stage::running) ++sum.handshaking;
    }
    return sum;
}

void set_state::holds(std::uint64_t session, std::size_t bytes, instant now) {
    {
        const std::lock_guard lock(mutex_);
        if (!peers_.contains(session)) return;
        memory_.note(session, bytes, now);
        past_.most_held = std::max(past_.most_held, memory_.held());
        if (!memory_.exceeded()) return;
    }
    shed(now);
}

/// What was told may be old: its owner may have emptied an inbox since. Then it is counted anew,
/// and the next one has to go.
void set_state::shed(instant now) {
    const auto rounds = size();
    for (std::size_t round = 0; round < rounds; ++round) {
        const auto chosen = take_costliest(now);
        if (!chosen) return;
        const auto held = session::of(*chosen)->bytes_held();
        std::size_t together = 0;
        {
            const std::lock_guard lock(mutex_);
            together = memory_.held();
            if (together + held <= memory_.limit()) {
                memory_.note(chosen->id(), held, now);
                continue;
            }
        }
        session::of(*chosen)->shed(
            "it held " + std::to_string(held) + " bytes for too long, and all together " +
            std::to_string(together + held)
        );
    }
}

std::optional<peer> set_state::take_costliest(instant now) {
    const std::lock_guard lock(mutex_);
    const auto id = memory_.take_costliest(now);
    if (!id) return std::nullopt;
    return peers_.at(*id);
}

void set_state::over(
    std::uint64_t session, const bitpeer::disconnect& why, const bitpeer::statistics& counts
) {
    decltype(peers_)::node_type gone;  // goes when the mutex is free again
    const std::lock_guard lock(mutex_);
    memory_.forget(session);
    gone = peers_.extract(session);
    if (!gone) return;
    ++past_.ended[why.reason];
    add_traffic(past_, counts);
}

}  // namespace detail

peer_set::peer_set(const peer_set_limits& limits)
    : state_(std::make_shared<detail::set_state>(limits)) {}

peer_config peer_set::within(peer_config config) const {
    config.traffic.receive_in_total = state_->receive;
    config.traffic.send_in_total = state_->send;
    return config;
}

peer_preparation peer_set::keeping(peer_preparation next) const {
    return [kept = *this, next = std::move(next)](const peer& fresh) {
        kept.add(fresh);
        if (next) next(fresh);
    };
}

bool peer_set::add(const peer& fresh) const { return state_->add(fresh); }

std::vector<peer> peer_set::peers() const { return state_->peers(); }

std::size_t peer_set::size() const { return state_->size(); }

peer_set_statistics peer_set::statistics() const { return state_->statistics(); }

namespace {

/// Does `deed` for each that is up and wanted; returns how often it went well, and how often not.
template <class Deed>
broadcast_outcome for_each_running(
    const std::vector<peer>& all, const peer_set::selection& to, const Deed& deed
) {
    broadcast_outcome outcome;
    for (const auto& each : all) {
        if (each.state() != stage::running || (to && !to(each))) continue;
        ++(deed(each) ? outcome.queued : outcome.refused);
    }
    return outcome;
}

}  // namespace

broadcast_outcome peer_set::broadcast(const wire::message& message, const selection& to) const {
    return for_each_running(peers(), to, [&](const peer& each) {
        return detail::session::of(each)->tell(message).has_value();
    });
}

std::size_t peer_set::announce(const wire::inventory& entry, const selection& to) const {
    const auto deed = [&](const peer& each) { return each.announce(entry).has_value(); };
    return for_each_running(peers(), to, deed).refused;
}

std::size_t peer_set::announce_transaction(const transaction_news& news, const selection& to)
    const {
    const auto deed = [&](const peer& each) { return each.announce_transaction(news).has_value(); };
    return for_each_running(peers(), to, deed).refused;
}

std::size_t peer_set::announce_blocks(const wire::header_batch& newest, const selection& to) const {
    const auto deed = [&](const peer& each) { return each.announce_blocks(newest).has_value(); };
    return for_each_running(peers(), to, deed).refused;
}

void peer_set::disconnect(const std::string& detail) const {
    for (const auto& each : peers()) each.disconnect(detail);
}

boost::asio::awaitable<void> peer_set::closed() const {
    const auto here = peers();
    for (const auto& each : here) co_await each.closed();
}

}  // namespace bitpeer
