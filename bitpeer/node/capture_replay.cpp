#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace bitpeer::capture {

namespace {

/// How much later than recorded an end may come by itself: deadlines begin when something was
/// written, and that was noted a moment after it was.
constexpr duration patience = std::chrono::seconds(5);

/// What only an engine says, so that its owner is never asked to.
constexpr wire::command_name engines_own[] = {
    "version",
    "verack",
    "wtxidrelay",
    "sendaddrv2",
    "sendtxrcncl",
    "feature",
    "pong",
    "reject",
};

constexpr std::size_t nonce_size = 8;

template <class Range, class Value>
bool contains(const Range& range, const Value& value) {
    return std::ranges::find(range, value) != std::ranges::end(range);
}

std::optional<std::uint64_t> nonce_of(const shared_bytes& payload) {
    if (payload.size() < nonce_size) return std::nullopt;
    return load_le<std::uint64_t>(payload.data());
}

/// The opposite of `transport::printable`.
bytes raw_command(std::string_view text) {
    bytes raw;
    while (!text.empty() && raw.size() < wire::command_name::length) {
        if (text.starts_with("\\x")) {
            if (const auto byte = from_hex(text.substr(2, 2)); byte && byte->size() == 1) {
                raw.push_back(byte->front());
                text.remove_prefix(4);
                continue;
            }
        }
        raw.push_back(static_cast<std::uint8_t>(text.front()));
        text.remove_prefix(1);
    }
    return raw;
}

using frame_header = std::array<std::uint8_t, transport::v1::header_size>;

/// With a checksum that no payload has in practice.
frame_header header_of(const network_magic& magic, byte_view command, std::uint32_t payload_size) {
    frame_header header{};
    std::ranges::copy(magic, header.begin());
    std::ranges::copy(command, header.begin() + 4);
    store_le(header.data() + 16, payload_size);
    store_le(header.data() + 20, 0xffffffffU);
    return header;
}

template <class What>
bool is_input(const What& what) {
    if (const auto* said = std::get_if<message>(&what)) return said->way == way::received;
    return std::holds_alternative<damaged>(what) || std::holds_alternative<broken>(what);
}

}  // namespace

replayer::replayer(const recording& what, peer_config config, observer told)
    : what_(what),
      config_(std::move(config)),
      told_(std::move(told)),
      engine_(config_, what.opening.who_dialled, what.opening.started, entropy::from_number(1)),
      mouth_(config_.network),
      now_(what.opening.started) {
    engine_.report_writes(true);
    settle();
    if (!next()) conclude();
}

instant replayer::recorded_time() const { return std::max(now_, what_.records[position_].when); }

/// What comes of a deadline is recorded at that moment at the earliest; what the remote said then
/// was there before.
bool replayer::timer_is_first() const {
    const auto timer = engine_.next_timeout();
    if (!timer || position_ == what_.records.size()) return timer.has_value();
    const auto recorded = recorded_time();
    return *timer < recorded || (*timer == recorded && !is_input(what_.records[position_].what));
}

std::optional<instant> replayer::next() const {
    if (over_ || engine_.ended()) return std::nullopt;
    const auto timer = engine_.next_timeout();
    if (position_ < what_.records.size()) {
        return timer_is_first() ? std::max(now_, *timer) : recorded_time();
    }
    if (patience_ends_ && timer && *timer <= *patience_ends_) return std::max(now_, *timer);
    return std::nullopt;
}

void replayer::step() {
    const auto due = next();
    if (!due) return;
    const bool deadline = timer_is_first();
    now_ = *due;
    if (!deadline) {
        const auto& record = what_.records[position_++];
        // The clock of that day may have been set meanwhile; `version` and addresses tell it.
        now_.unix_time = record.when.unix_time;
        std::visit([this](const auto& what) { play(what); }, record.what);
    } else {
        engine_.timeout(now_);
    }
    settle();
    if (!next()) conclude();
}

void replayer::play(const message& what) {
    if (what.way == way::received) return hear(what);
    say(what);
}

void replayer::hear(const message& what) {
    ++outcome_.heard;
    feed_frame(what.command, answered(what));
}

/// A `pong` answers the ping that is here now.
shared_bytes replayer::answered(const message& what) const {
    if (what.command != wire::pong::command) return what.payload;
    const auto recorded = nonce_of(what.payload);
    const auto ours = recorded ? nonces_.find(*recorded) : nonces_.end();
    if (ours == nonces_.end()) return what.payload;
    bytes changed(what.payload.view().begin(), what.payload.view().end());
    store_le(changed.data(), ours->second);
    return shared_bytes(std::move(changed));
}

void replayer::match(const message& recorded, const shared_bytes& ours) {
    if (recorded.command != wire::ping::command) return;
    const auto theirs = nonce_of(recorded.payload);
    const auto new_one = nonce_of(ours);
    if (theirs && new_one) nonces_.insert_or_assign(*theirs, *new_one);
}

/// Whether the engine said what is recorded here.
bool replayer::find(const message& recorded) {
    auto& said = said_[recorded.command];
    if (said.empty()) return false;
    match(recorded, said.front());
    said.pop_front();
    return true;
}

void replayer::say(const message& what) {
    if (find(what)) return;
    if (contains(engines_own, what.command)) {
        ++owed_[what.command];
        return;
    }
    const bool accepted = what.command == wire::ping::command
                              ? engine_.ping(now_).has_value()
                              : engine_.send({what.command, what.payload}, now_).has_value();
    if (!accepted) return;
    ++outcome_.resent;
    settle();
    // A message that waits for the handshake is written later.
    if (!find(what)) ++owed_[what.command];
}

void replayer::play(const damaged& what) {
    if (what.code == to_string(transport::drop_code::bad_checksum) ||
        what.code == to_string(transport::drop_code::bad_command)) {
        ++outcome_.heard;
        return feed_damaged(raw_command(what.command), what.payload_size);
    }
    ++outcome_.unsayable;
    if (what.code == to_string(transport::drop_code::unknown_id)) {
        unsayable_drops_.push_back({std::string(to_string(drop_reason::unknown_id)), what.command});
    } else if (what.code == to_string(transport::drop_code::short_contents)) {
        unsayable_drops_.push_back({std::string(to_string(drop_reason::malformed)), what.command});
    }
}

void replayer::play(const broken& what) {
    if (what.code == to_string(transport::break_code::wrong_magic)) {
        network_magic magic;
        store_be(magic.data(), static_cast<std::uint32_t>(what.actual));
        return feed(magic);
    }
    if (what.code == to_string(transport::break_code::payload_too_large)) {
        const auto command = raw_command(what.command);
        const auto size = static_cast<std::uint32_t>(what.actual);
        return feed(header_of(config_.network.magic, command, size));
    }
    ++outcome_.unsayable;
}

void replayer::play(const verdict& what) {
    const auto unsayable = std::ranges::find(unsayable_drops_, what);
    if (unsayable == unsayable_drops_.end()) {
        expected_drops_.push_back(what);
    } else {
        unsayable_drops_.erase(unsayable);
    }
}

void replayer::play(const handshake& /*what*/) { expected_up_ = true; }

void replayer::play(const end& what) {
    expected_end_ = what;
    outcome_.end_is_judged = judges(what);
    if (what.reason == to_string(disconnect_reason::closed_by_remote)) {
        engine_.closed({false, what.detail}, now_);
    } else if (what.reason == to_string(disconnect_reason::connection_failed)) {
        engine_.closed({true, what.detail}, now_);
    } else if (what.reason == to_string(disconnect_reason::requested)) {
        engine_.disconnect(now_, what.detail);
    } else if (!outcome_.end_is_judged) {
        engine_.closed({true, what.reason + ": " + what.detail}, now_);
    } else {
        patience_ends_ = now_ + patience;
    }
}

void replayer::feed_frame(wire::command_name command, const shared_bytes& payload) {
    const auto frame = mouth_.seal(command, payload);
    feed(frame.head);
    feed(frame.body);
}

/// What was in it is not known, and nobody looks at it.
void replayer::feed_damaged(byte_view command, std::size_t payload_size) {
    payload_size = std::min(payload_size, config_.network.dialect->payload_max);
    feed(header_of(config_.network.magic, command, static_cast<std::uint32_t>(payload_size)));
    static constexpr std::array<std::uint8_t, 4096> zeros{};
    while (payload_size > 0) {
        const auto count = std::min(payload_size, zeros.size());
        feed(byte_view(zeros).first(count));
        payload_size -= count;
    }
}

void replayer::feed(byte_view in) {
    while (!in.empty() && !engine_.ended()) {
        const auto taken = engine_.receive(in, now_);
        in = in.subspan(taken);
        settle();
        if (taken == 0 && !engine_.wants_input()) return;
    }
}

/// Everything that the engine has to say and to tell.
void replayer::settle() {
    for (bool moved = true; moved;) {
        const auto count = engine_.transmit().bytes();
        if (count > 0) engine_.transmitted(count, now_);
        moved = count > 0;
        while (const auto what = engine_.poll_event()) {
            moved = true;
            tell(*what);
        }
    }
}

void replayer::tell(const event& what) {
    if (std::holds_alternative<message_arrived>(what)) {
        ++outcome_.arrived;
    } else if (const auto* ours = std::get_if<message_written>(&what)) {
        ++outcome_.said;
        auto& owed = owed_[ours->command];
        if (owed > 0) {
            --owed;
        } else {
            said_[ours->command].push_back(ours->payload);
        }
    } else if (const auto* lost = std::get_if<message_dropped>(&what)) {
        outcome_.dropped.push_back({std::string(to_string(lost->reason)), lost->command});
    } else if (std::holds_alternative<handshake_completed>(what)) {
        outcome_.up = true;
    } else if (const auto* over = std::get_if<disconnected>(&what)) {
        outcome_.why = over->why;
    }
    if (told_) told_(what, now_);
}

replay_outcome replay(const recording& what, const peer_config& config, replayer::observer told) {
    replayer player(what, config, std::move(told));
    while (player.next()) player.step();
    return player.outcome();
}

}  // namespace bitpeer::capture
