#pragma once
/// The bodies of transcript.hpp, which includes this; they are nobody else's business.

#include <bitpeer/base/endian.hpp>
#include <tests/support/transcript.hpp>

#include <algorithm>

namespace bitpeer::test {

inline peer_config regtest_config() {
    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = transport_policy::v1_only;
    config.services = wire::services::network | wire::services::witness;
    return config;
}

inline peer_config timeless(peer_config config) {
    config.times = timing{
        .handshake_timeout = {},
        .ping_interval = {},
        .pong_timeout = {},
        .inactivity_timeout = {},
        .write_timeout = {},
    };
    config.stalls = stall_timing{};
    return config;
}

inline wire::version remote_version() {
    wire::version theirs;
    theirs.protocol_version = 70016;
    theirs.services = wire::services::network | wire::services::witness;
    theirs.timestamp = beginning.unix_seconds();
    theirs.nonce = 0x7e307e;
    theirs.user_agent = "/remote:1/";
    theirs.start_height = 7;
    return theirs;
}

inline transcript::transcript(direction who_dialled, const peer_config& config)
    : config_(config),
      remote_(std::make_unique<transport::v1>(config.network)),
      engine_(
          std::make_unique<bitpeer::engine>(config, who_dialled, now_, entropy::from_number(4711))
      ) {
    drain();
}

inline transcript& transcript::receives(
    const wire::message& said, wire::format_options options, here where
) {
    const auto frame = remote_->seal(said.command(), said.payload_for(options).value());
    bytes raw(frame.head.view().begin(), frame.head.view().end());
    raw.insert(raw.end(), frame.body.view().begin(), frame.body.view().end());
    return receives_bytes(raw, where);
}

inline transcript& transcript::receives_bytes(byte_view raw, here where) {
    begin(where);
    while (!raw.empty()) {
        const auto taken = engine_->receive(raw, now_);
        raw = raw.subspan(taken);
        drain();
        if (taken == 0) {
            fail(where, "the engine takes no more bytes");
            break;
        }
    }
    return *this;
}

inline transcript& transcript::at(duration since_beginning, here where) {
    begin(where);
    const auto target = beginning + since_beginning;
    if (target < now_) fail(where, "this moment is over");
    for (auto next = engine_->next_timeout(); next && *next <= target;) {
        now_ = std::max(now_, *next);
        engine_->timeout(now_);
        drain();
        const auto following = engine_->next_timeout();
        if (following && *following <= *next) {
            fail(where, "a deadline that was served is due again");
            break;
        }
        next = following;
    }
    now_ = target;
    engine_->timeout(now_);  // spurious by now, and so without effect
    drain();
    return *this;
}

inline transcript& transcript::after(duration span, here where) {
    return at(now_ + span - beginning, where);
}

inline transcript& transcript::closed(const close_cause& cause, here where) {
    begin(where);
    engine_->closed(cause, now_);
    drain();
    return *this;
}

inline transcript& transcript::does(
    const std::function<void(bitpeer::engine&, instant)>& deed, here where
) {
    begin(where);
    deed(*engine_, now_);
    drain();
    return *this;
}

inline transcript& transcript::blocks_writing(here where) {
    begin(where);
    writing_ = false;
    return *this;
}

inline transcript& transcript::lets_write(here where) {
    begin(where);
    writing_ = true;
    drain();
    return *this;
}

inline transcript& transcript::drops(drop_reason reason, std::string_view command, here where) {
    if (const auto lost = next_event<message_dropped>(where)) {
        EXPECT_EQ(to_string(lost->reason), to_string(reason)) << where.text();
        EXPECT_EQ(lost->command, command) << where.text();
    }
    return *this;
}

inline transcript& transcript::completes(ticket id, send_outcome outcome, here where) {
    if (const auto completed = next_event<send_completed>(where)) {
        EXPECT_EQ(completed->id, id) << where.text();
        EXPECT_EQ(to_string(completed->outcome), to_string(outcome)) << where.text();
    }
    return *this;
}

inline transcript& transcript::ends(disconnect_reason reason, here where) {
    if (const auto end = next_event<disconnected>(where)) {
        EXPECT_EQ(to_string(end->why.reason), to_string(reason)) << where.text();
        EXPECT_TRUE(engine_->ended()) << where.text();
    }
    return *this;
}

inline transcript& transcript::stays_quiet(here where) {
    begin(where);
    return *this;
}

inline transcript& transcript::is(stage expected, here where) {
    EXPECT_EQ(to_string(engine_->state()), to_string(expected)) << where.text();
    return *this;
}

inline transcript& transcript::never_mind() {
    sent_.clear();
    told_.clear();
    return *this;
}

inline void transcript::begin(here where) {
    if (const auto rest = unmentioned(); !rest.empty()) {
        fail(where, "before this, not mentioned:" + rest);
    }
    never_mind();
}

inline std::string transcript::unmentioned() const {
    std::string rest;
    for (const auto& each : sent_) rest += " sent " + std::string(each.frame.command.text());
    for (const auto& each : told_) {
        if (std::holds_alternative<message_arrived>(each.what)) continue;
        rest += " told " + std::string(event_names[each.what.index()]);
    }
    return rest;
}

/// The one rule: after any input, all events, then all bytes.
inline void transcript::drain() {
    while (auto next = engine_->poll_event()) told_.push_back({now_, std::move(*next)});
    while (writing_) {
        const auto gathered = engine_->transmit();
        if (gathered.empty()) break;
        for (const auto part : gathered.parts()) read_what_was_sent(part);
        engine_->transmitted(gathered.bytes(), now_);
        while (auto next = engine_->poll_event()) told_.push_back({now_, std::move(*next)});
    }
}

inline void transcript::read_what_was_sent(byte_view data) {
    while (!data.empty()) {
        const auto item = remote_->receive(data);
        if (const auto* frame = std::get_if<transport::frame>(&item)) {
            sent_.push_back({now_, *frame});
            if (frame->command == wire::ping::command && frame->payload.size() == 8) {
                last_ping_nonce_ = load_le<std::uint64_t>(frame->payload.data());
            }
        } else if (!std::holds_alternative<transport::incomplete>(item)) {
            ADD_FAILURE() << "the engine sends what no remote accepts";
        }
    }
}

inline wire::format_options transcript::format() const {
    const auto version = engine_->negotiated().protocol_version;
    return version == 0 ? wire::format_options{} : engine_->negotiated().format();
}

inline void transcript::fail(here where, const std::string& text) {
    ADD_FAILURE_AT(where.file, where.line) << text;
}

inline std::optional<transport::frame> transcript::take_sent(
    std::string_view expected, here where
) {
    if (sent_.empty()) {
        fail(where, "sent nothing; expected " + std::string(expected));
        return std::nullopt;
    }
    auto [when, frame] = std::move(sent_.front());
    sent_.pop_front();
    if (frame.command.text() != expected) {
        fail(
            where,
            "sent " + std::string(frame.command.text()) + "; expected " + std::string(expected)
        );
        return std::nullopt;
    }
    if (when != now_) {
        fail(where, "sent " + std::string(expected) + " too early, by " + seconds(now_ - when));
    }
    return std::move(frame);
}

inline std::optional<event> transcript::take_event(
    bool arrivals_count, std::string_view expected, here where
) {
    while (!arrivals_count && !told_.empty() &&
           std::holds_alternative<message_arrived>(told_.front().what)) {
        told_.pop_front();
    }
    if (told_.empty()) {
        fail(where, "told nothing; expected " + std::string(expected));
        return std::nullopt;
    }
    auto [when, what] = std::move(told_.front());
    told_.pop_front();
    if (event_names[what.index()] != expected) {
        fail(
            where,
            "told " + std::string(event_names[what.index()]) + "; expected " + std::string(expected)
        );
    } else if (when != now_) {
        fail(where, "told " + std::string(expected) + " too early, by " + seconds(now_ - when));
    }
    return std::move(what);
}

inline transcript running(
    direction who_dialled, const peer_config& config, const wire::version& theirs
) {
    transcript script(who_dialled, config);
    script.never_mind().receives(theirs).never_mind().receives(wire::verack{}).never_mind();
    script.is(stage::running);
    return script;
}

}  // namespace bitpeer::test
