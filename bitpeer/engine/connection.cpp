#include <bitpeer/engine/connection.hpp>
#include <bitpeer/engine/seeded_parts.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v2.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

/// What opens an encrypted stream: a key, garbage and its terminator, an empty packet.
constexpr std::size_t v2_opening_max = sizeof(crypto::elligator_swift) + transport::garbage_max +
                                       sizeof(transport::garbage_terminator) +
                                       transport::packet_overhead;

std::unique_ptr<pacing> pacing_of(const traffic_limits& limits) {
    auto made = std::make_unique<pacing>(limits);
    if (!made->input.limited() && !made->output.limited()) return nullptr;
    return made;
}

timing within(std::optional<duration> handshake, timing times) {
    if (!handshake) return times;
    const bool limited = times.handshake_timeout > duration::zero();
    times.handshake_timeout = limited ? std::min(times.handshake_timeout, *handshake) : *handshake;
    return times;
}

/// Whether both admit it; whoever is empty does.
std::function<bool()> both(std::function<bool()> own, const std::function<bool()>& everybodys) {
    if (!everybodys) return own;
    if (!own) return everybodys;
    return [own = std::move(own), everybodys] { return own() && everybodys(); };
}

}  // namespace

connection::connection(
    prepared_config config, connection_details own, direction who_dialled, instant now,
    const entropy& seed
)
    : prepared_(std::move(config)),
      config_(prepared_.config()),
      rules_(prepared_.rules()),
      times_(within(own.handshake_within, prepared_.times())),
      random_(make_random(seed)),
      transport_(make_transport(
          config_, both(std::move(own.admits_v2), config_.admits_v2), who_dialled, seed
      )),
      context_{
          .config = config_,
          .rules = rules_,
          .times = times_,
          .stalls = prepared_.stalls(),
          .trickle = prepared_.trickle(),
          .remote_address = own.remote_address.value_or(config_.remote_address),
          .who_dialled = who_dialled,
          .random = random_,
          .kind = config_.kind && who_dialled == direction::outbound ? rules_of(*config_.kind)
                                                                     : rules_of_no_kind(),
          .out = outbox(*config_.network.dialect, *transport_),
      },
      tolerance_(config_.budgets.useless_input, now),
      relay_(context_),
      pacing_(pacing_of(config_.traffic)) {
    context_.now = now;
    context_.statistics.started = now;
    context_.statistics.chosen = choice_of(config_, who_dialled);
    context_.out.on_seal(
        [this](const wire::message& message, const shared_bytes& payload, const hash256* digest) {
            relay_.queued(message, payload, digest, context_);
        }
    );
    if (config_.transports == transport_policy::require_v2 &&
        !transport::v2::fits(config_.network)) {
        context_.end_with(
            disconnect_reason::misconfigured, "v2 has no room for this network's messages"
        );
    } else {
        context_.out.take_output();
        broadcast_.start(context_);
        facets::purpose::start(context_);
        handshake_.start(context_);
    }
    finish();
}

/// Every input begins here.
void connection::begin(instant now) {
    context_.now = now;
    if (pacing_) {
        pacing_->input.look_again(now);
        pacing_->output.look_again(now);
    }
    if (!paused_since_) return;
    const auto pause = now - *paused_since_;
    context_.timers.postpone_remote(pause);
    keepalive_.postpone(pause);
    requests_.postpone(pause);
    stall_detector_.postpone(pause);
    paused_since_.reset();
}

/// Every input ends here.
void connection::finish() {
    auto& c = context_;
    if (c.farewell && c.out.writable_bytes() == 0 && !c.end) c.end = *c.farewell;
    if (c.end && c.stage != stage::ended) end();
    pace();
    facets::keepalive::settled(c);
    if (c.stage == stage::ended) return;
    if (held_ || owner_is_behind() || input_is_paced()) paused_since_ = c.now;
}

void connection::pace() {
    auto& c = context_;
    if (!pacing_ || c.stage == stage::ended) return;
    const auto queued = c.out.writable_bytes();
    pacing_->output.plan(queued, c.now);
    c.output_is_paced = queued > 0 && pacing_->output.writable() == 0;
    c.timers.clear(timer::pace);
    for (const auto& moment : {pacing_->input.short_until(), pacing_->output.short_until()}) {
        const auto& set = c.timers.deadline(timer::pace);
        if (moment && (!set || *moment < *set)) c.timers.set(timer::pace, *moment);
    }
}

void connection::end() {
    auto& c = context_;
    c.stage = stage::ended;
    c.timers.clear_all();
    for (const auto lost : c.out.abandon()) {
        c.events.push(send_completed{lost, send_outcome::dropped_at_end});
    }
    requests_.ended(c);
    relay_.ended();
    stall_detector_.ended();
    transport_->release();
    c.events.push(disconnected{*c.end});
    end_told_ = true;
}

/// Whatever was being done is half done: from here on only what is told already is given out.
void connection::out_of_memory() noexcept {
    if (end_told_) return;
    auto& c = context_;
    starved_ = true;
    c.end = bitpeer::disconnect{disconnect_reason::out_of_memory, {}};
    c.stage = stage::ended;
    c.timers.clear_all();
    paused_since_.reset();
}

std::optional<event> connection::next_event() {
    if (auto queued = context_.events.pop()) return queued;
    if (!starved_ || std::exchange(end_told_, true)) return std::nullopt;
    return disconnected{*context_.end};
}

instant connection::forward(instant now) {
    if (now < context_.now) {
        ++context_.statistics.clock_steps_back;
        now.monotonic = context_.now.monotonic;
    }
    return now;
}

bool connection::owner_is_behind() const {
    return context_.events.bytes() >= config_.budgets.undelivered_events;
}

bool connection::input_is_paced() const { return pacing_ && pacing_->input.short_until(); }

gather_list connection::transmit() const {
    if (starved_) return {};
    return context_.out.parts(pacing_ ? pacing_->output.writable() : paced_output::unlimited);
}

bool connection::may_write() const {
    if (starved_ || context_.out.writable_bytes() == 0) return false;
    return !pacing_ || pacing_->output.writable() > 0;
}

/// The owner's own messages are no reason to wait: two peers that both have much to say would wait
/// for each other (Bitcoin Core's p2p_net_deadlock). Only reading makes answers.
bool connection::answers_pile_up() const {
    return context_.out.own_bytes() >= config_.budgets.send_queue;
}

bool connection::wants_input() const {
    return context_.stage != stage::ended && !owner_is_behind() && !answers_pile_up() &&
           !input_is_paced();
}

/// Where less may be taken than is offered, the rest has to stay elsewhere.
byte_span connection::room() {
    const bool paced = pacing_ && pacing_->input.limited();
    return wants_input() && !context_.leaving() && !paced ? transport_->room() : byte_span();
}

std::size_t connection::bytes_held() const {
    return context_.events.bytes() + context_.out.bytes() + transport_->buffered() +
           relay_.bytes_waiting() + relay_.bytes_known();
}

std::size_t connection::handshake_input_max() const {
    const bool plain = transport_->name() == "v1";
    return config_.budgets.handshake_input + (plain ? 0 : v2_opening_max);
}

/// Whatever the remote says is heard only once our own first words are queued.
void connection::read_one(byte_view& in) {
    auto item = transport_->receive(in);
    if (heard_ && !std::holds_alternative<transport::incomplete>(item)) heard_(item, context_.now);
    context_.out.take_output();
    if (config_.transports == transport_policy::require_v2 && transport_->name() == "v1") {
        return context_.end_with(disconnect_reason::v1_refused, "v2 is required");
    }
    handshake_.transport_moved(context_);
    take(std::move(item));
}

bitpeer::statistics connection::statistics() const {
    auto counts = context_.statistics;
    counts.transport = transport_->name();
    return counts;
}

/// A v1 peer that read a whole header of ours closed on it, or waits for the payload that this
/// header seems to announce. One byte from it, and it is something else; an end of our owner's
/// making says nothing about it.
bool connection::falls_back_to_v1() const {
    const auto& c = context_;
    if (!c.end || c.who_dialled != direction::outbound) return false;
    if (c.statistics.chosen != transport_choice::preferred) return false;
    if (c.statistics.bytes_received > 0) return false;
    if (c.statistics.bytes_sent < transport::v1::header_size) return false;
    return c.end->reason == disconnect_reason::closed_by_remote ||
           c.end->reason == disconnect_reason::connection_failed ||
           c.end->reason == disconnect_reason::handshake_timeout;
}

std::size_t connection::receive(byte_view in, instant now) {
    if (context_.stage == stage::ended) return in.size();
    begin(now);
    const auto offered = in.size();
    if (pacing_) in = in.first(pacing_->input.grant(offered, now));
    const auto granted = in.size();
    while (!in.empty() && !context_.leaving() && !owner_is_behind() && !answers_pile_up()) {
        read_one(in);
    }
    relay_.name_transactions();
    if (pacing_) pacing_->input.give_back(in.size());
    const auto taken = context_.leaving() ? offered : granted - in.size();
    if (taken > 0) {
        auto& counts = context_.statistics;
        counts.bytes_received += taken;
        counts.last_received = now;
        if (!context_.heard_verack && counts.bytes_received > handshake_input_max()) {
            context_.end_with(
                disconnect_reason::handshake_flood,
                std::to_string(counts.bytes_received) + " bytes and no verack"
            );
        }
    }
    finish();
    return context_.stage == stage::ended ? offered : taken;
}

void connection::timeout(instant now) {
    if (context_.stage == stage::ended) return;
    begin(now);
    // At most so many in one call: one that is set for this very moment again does not stay here.
    for (std::size_t i = 0; i < timer_table::size && !context_.end; ++i) {
        const auto expired = context_.timers.take_expired(now);
        if (!expired) break;
        if (*expired == timer::farewell) context_.end = *context_.farewell;
        handshake_.expired(*expired, context_);
        keepalive_.expired(*expired, context_);
        relay_.expired(*expired, context_);
        wishes_.expired(*expired, context_);
        facets::purpose::expired(*expired, context_);
        stall_detector_.expired(*expired, context_);
        requests_.expired(*expired, context_);
    }
    finish();
}

void connection::closed(const close_cause& cause, instant now) {
    if (context_.stage == stage::ended) return;
    begin(now);
    context_.end_with(
        cause.failed ? disconnect_reason::connection_failed : disconnect_reason::closed_by_remote,
        cause.detail
    );
    finish();
}

void connection::disconnect(disconnect_reason why, instant now, std::string detail) {
    if (context_.stage == stage::ended) return;
    begin(now);
    context_.end_with(why, std::move(detail));
    finish();
}

void connection::hold(bool held, instant now) {
    if (context_.stage == stage::ended) return;
    begin(now);
    held_ = held;
    finish();
}

void connection::transmitted(std::size_t count, instant now) {
    auto& c = context_;
    auto done = c.out.advance(count);
    if (pacing_) pacing_->output.wrote(count, now);
    if (c.stage == stage::ended) return;
    begin(now);
    c.statistics.bytes_sent += count;
    c.statistics.messages_sent += done.messages;
    if (count > 0) c.statistics.last_sent = now;
    if (done.messages > 0) facets::keepalive::written(c);
    relay_.written(c);
    relay_.name_transactions();
    for (auto& written : done.written) {
        stall_detector_.written(written.command, written.payload, c);
        if (c.out.reports_all()) c.events.push(std::move(written));
    }
    for (const auto id : done.tickets) c.events.push(send_completed{id, send_outcome::written});
    finish();
}

}  // namespace bitpeer
