#include <bitpeer/base/assert.hpp>
#include <bitpeer/engine/seeded_parts.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/world.hpp>

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
    auto config = config_;
    config.admits_v2 = {};  // was asked already
    return make_transport(config, who_dialled(), home().stream("engine", id()));
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
    home().after(pace_.every, [this] {
        bool any = hand_out(pace_.events);
        any |= pump();
        planned_ = false;
        if (any) hand_out_later();
    });
}

bool peer::write() {
    std::size_t written = 0;
    const auto gathered = engine_->transmit();
    for (const auto part : gathered.parts()) {
        // A socket may take less than it is offered.
        const bool less = part.size() > 1 && whims_->below(8) == 0;
        const auto offered = less ? part.first(1 + whims_->below(part.size() - 1)) : part;
        const auto taken = mine().write(offered);
        if (taken > 0) home().tell(&observer::wrote, *this, offered.first(taken));
        written += taken;
        if (taken < part.size()) break;
    }
    if (written > 0) engine_->transmitted(written, now());
    return written > 0;
}

bool peer::read() {
    if (mine().exhausted() && !std::exchange(told_of_end_, true)) {
        home().tell(&observer::cut_off, *this, "the remote ended its side");
        engine_->closed({}, now());
        return true;
    }
    if (!engine_->wants_input()) return false;
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
    pace_ = {};
    disconnect();
}

void peer::finished() { home().tell(&observer::finished, *this); }

void peer::take_events(pace how) {
    pace_ = how;
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
    return asked(engine_->announce(entry, now()));
}

result<std::vector<ticket>, send_error> peer::request_data(
    std::span<const wire::inventory> wanted, duration within
) {
    return asked(engine_->request_data(wanted, within, now()));
}

bool peer::send_decoy(std::size_t contents) { return asked(engine_->send_decoy(contents, now())); }

void peer::disconnect() {
    engine_->disconnect(now());
    pump();
}

}  // namespace bitpeer::sim
