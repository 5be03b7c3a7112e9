#include <bitpeer/base/assert.hpp>
#include <bitpeer/engine/seeded_parts.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace bitpeer::sim {

peer::peer(seat place, peer_config config, owner on_event)
    : endpoint(std::move(place)), config_(std::move(config)), owner_(std::move(on_event)) {}

void peer::opened() {
    engine_.emplace(config_, who_dialled(), now(), home().stream("engine", id()));
    whims_.emplace(home().stream("whims", id()));
    home().tell(&observer::connected, *this);
    pump();
}

std::unique_ptr<transport::transport> peer::reading_twin() const {
    const std::function<bool()> was_asked_already{};
    return make_transport(config_, was_asked_already, who_dialled(), home().stream("engine", id()));
}

/// After any input: take what there is of events and bytes, then set the one timer. Returns whether
/// there was anything.
bool peer::pump() {
    // An owner that acts from within its callback is already inside; the loop below goes on.
    if (std::exchange(pumping_, true)) return false;
    if (whims_->below(16) == 0) engine_->timeout(now());
    bool any = false;
    for (bool moved = true; moved; any |= moved) {
        moved = hand_out_at_pace();
        moved |= write();
        moved |= read();
    }
    wake_at(engine_->next_timeout());
    if (engine_->ended()) mine().close();
    pumping_ = false;
    home().tell(&observer::settled, *this);
    return any;
}

bool peer::hand_out(std::size_t most) {
    std::size_t count = 0;
    for (; count < most; ++count) {
        const auto next = engine_->poll_event();
        if (!next) break;
        home().tell(&observer::happened, *this, *next);
        if (owner_) owner_(*this, *next);
    }
    return count > 0;
}

bool peer::hand_out_at_pace() {
    if (pace_.every == duration::zero()) return hand_out(pace_.events);
    hand_out_later();
    return false;
}

void peer::hand_out_later() {
    if (std::exchange(planned_, true)) return;
    plan(now() + pace_.every, agenda::kind::deed, [this] {
        bool any = hand_out(pace_.events);
        any |= pump();
        planned_ = false;
        if (any) hand_out_later();
    });
}

bool peer::write() {
    const auto offered = engine_->transmit();
    nothing_queued_ = !engine_->has_output();
    if (offered.empty()) return false;
    gathered_.clear();
    for (const auto part : offered.parts()) {
        gathered_.insert(gathered_.end(), part.begin(), part.end());
    }
    // A socket may take less than it is offered.
    const auto size = gathered_.size();
    const bool less = size > 1 && whims_->below(8) == 0;
    const auto data = byte_view(gathered_).first(less ? 1 + whims_->below(size - 1) : size);
    const auto written = mine().write(data);
    if (written > 0) {
        home().tell(&observer::wrote, *this, data.first(written));
        engine_->transmitted(written, now());
    }
    return written > 0;
}

bool peer::read() {
    if (mine().exhausted() && !std::exchange(told_of_end_, true)) {
        home().tell(&observer::cut_off, *this, "the remote ended its side");
        engine_->closed({}, now());
        return true;
    }
    if (held_ || !engine_->wants_input()) return false;
    const auto offered = mine().unread();
    if (offered.empty()) return false;
    const auto taken = engine_->receive(offered, now());
    if (taken > 0) home().tell(&observer::read, *this, offered.first(taken));
    mine().consume(taken);
    return taken > 0;
}

void peer::broken(const std::string& detail) {
    home().tell(&observer::cut_off, *this, detail);
    engine_->closed({.failed = true, .detail = detail}, now());
    pump();
}

void peer::alarm() {
    engine_->timeout(now());
    home().tell(&observer::timed_out, *this);
    pump();
}

void peer::wind_up() {
    if (!engine_->ended()) home().tell(&observer::winding_up, *this);
    pace_ = {};
    held_ = false;
    disconnect();
}

void peer::finished() { home().tell(&observer::finished, *this); }

void peer::take_events(pace how) {
    pace_ = how;
    if (between() != nullptr) between()->note(disturbance::slow_end);
    if (engine_) pump();
}

template <class Outcome>
Outcome peer::asked(Outcome outcome) {
    const auto accepted = [this](ticket id) { home().tell(&observer::accepted, *this, id); };
    if constexpr (std::is_same_v<Outcome, result<ticket, send_error>>) {
        if (outcome) accepted(*outcome);
    } else if constexpr (std::is_same_v<Outcome, result<std::vector<ticket>, send_error>>) {
        if (outcome) std::ranges::for_each(*outcome, accepted);
    }
    pump();
    return outcome;
}

result<ticket, send_error> peer::send(const wire::message& message) {
    if (const auto inventory = message.get_if<wire::inv>()) {
        const std::vector<wire::inventory> told(inventory->items.begin(), inventory->items.end());
        home().tell(&observer::insisted, *this, std::span(told));
    }
    return asked(engine_->send(message, now()));
}

result<ticket, send_error> peer::ping() { return asked(engine_->ping(now())); }

result<ticket, send_error> peer::request_headers(const wire::locator& from, duration within) {
    return asked(engine_->request_headers(from, within, now()));
}

result<ticket, send_error> peer::request_block(const hash256& hash, duration within) {
    return asked(engine_->request_block(hash, within, now()));
}

result<announcement, send_error> peer::announce(const wire::inventory& entry) {
    const auto outcome = engine_->announce(entry, now());
    if (outcome) home().tell(&observer::announced, *this, entry, *outcome);
    return asked(outcome);
}

result<announcement, send_error> peer::announce_transaction(const transaction_news& news) {
    const auto outcome = engine_->announce_transaction(news, now());
    if (outcome && engine_->state() == stage::running) {
        const bool by_wtxid = engine_->negotiated().wtxid_relay;
        const auto entry =
            by_wtxid ? wire::inventory{wire::inventory_type::wtxid_transaction, news.wtxid}
                     : wire::inventory{wire::inventory_type::transaction, news.txid};
        home().tell(&observer::announced, *this, entry, *outcome);
    }
    return asked(outcome);
}

result<void, send_error> peer::announce_now(std::span<const wire::inventory> entries) {
    home().tell(&observer::insisted, *this, entries);
    return asked(engine_->announce_now(entries, now()));
}

result<std::vector<node_address>, send_error> peer::send_addresses(
    std::span<const node_address> known
) {
    return asked(engine_->send_addresses(known, now()));
}

result<bool, send_error> peer::ask_headers(const wire::locator& from) {
    return asked(engine_->ask_headers(from, now()));
}

result<std::vector<ticket>, send_error> peer::request_data(
    std::span<const wire::inventory> wanted, duration within
) {
    return asked(engine_->request_data(wanted, within, now()));
}

bool peer::send_decoy(std::size_t contents) { return asked(engine_->send_decoy(contents, now())); }

void peer::set_fee_filter(std::int64_t rate) {
    engine_->set_fee_filter(rate, now());
    pump();
}

void peer::disconnect() {
    engine_->disconnect(now());
    pump();
}

void peer::hold(bool held) {
    held_ = held;
    if (between() != nullptr) between()->note(disturbance::slow_end);
    engine_->hold(held, now());
    pump();
}

void peer::time_out_without_need() {
    engine_->timeout(now());
    pump();
}

}  // namespace bitpeer::sim
