#include <bitpeer/engine/connection.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>

#include <utility>

namespace bitpeer {

connection::connection(
    const peer_config& config, direction who_dialled, instant now, const entropy& seed
)
    : config_(config),
      rules_(config.conduct ? *config.conduct : conduct_of(*config.network.dialect)),
      times_(config.times.value_or(rules_.times)),
      random_(seed),
      transport_(std::make_unique<transport::v1>(config_.network)),
      context_{
          .config = config_,
          .rules = rules_,
          .times = times_,
          .who_dialled = who_dialled,
          .random = random_,
          .out = outbox(*config_.network.dialect, *transport_),
      } {
    context_.now = now;
    context_.statistics.started = now;
    handshake_.start(context_);
    finish();
}

/// Every input begins here.
void connection::begin(instant now) {
    context_.now = now;
    if (!paused_since_) return;
    const auto pause = now - *paused_since_;
    context_.timers.postpone_remote(pause);
    keepalive_.postpone(pause);
    requests_.postpone(pause);
    paused_since_.reset();
}

/// Every input ends here.
void connection::finish() {
    auto& c = context_;
    if (c.end && c.stage != stage::ended) {
        c.stage = stage::ended;
        c.timers.clear_all();
        for (const auto lost : c.out.abandon()) {
            c.events.push(send_completed{lost, send_outcome::dropped_at_end});
        }
        requests_.ended(c);
        transport_->release();
        c.events.push(disconnected{*c.end});
    }
    facets::keepalive::settled(c);
    if (c.stage != stage::ended && (held_ || owner_is_behind())) paused_since_ = c.now;
}

bool connection::owner_is_behind() const {
    return context_.events.bytes() >= config_.budgets.undelivered_events;
}

/// The owner's own messages are no reason to wait: two peers that both have much to say would wait
/// for each other (Bitcoin Core's p2p_net_deadlock). Only reading makes answers.
bool connection::wants_input() const {
    return context_.stage != stage::ended && !owner_is_behind() &&
           context_.out.own_bytes() < config_.budgets.send_queue;
}

std::size_t connection::receive(byte_view in, instant now) {
    if (context_.stage == stage::ended) return in.size();
    begin(now);
    const auto offered = in.size();
    while (!in.empty() && !context_.end && wants_input()) take(transport_->receive(in));
    const auto taken = offered - in.size();
    if (taken > 0) {
        context_.statistics.bytes_received += taken;
        context_.statistics.last_received = now;
        facets::keepalive::received(context_);
    }
    finish();
    return context_.stage == stage::ended ? offered : taken;
}

void connection::timeout(instant now) {
    if (context_.stage == stage::ended) return;
    begin(now);
    while (!context_.end) {
        const auto expired = context_.timers.take_expired(now);
        if (!expired) break;
        handshake_.expired(*expired, context_);
        keepalive_.expired(*expired, context_);
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

void connection::disconnect(instant now, std::string detail) {
    if (context_.stage == stage::ended) return;
    begin(now);
    context_.end_with(disconnect_reason::requested, std::move(detail));
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
    if (c.stage == stage::ended) return;
    begin(now);
    c.statistics.bytes_sent += count;
    c.statistics.messages_sent += done.messages;
    if (count > 0) {
        c.statistics.last_sent = now;
        facets::keepalive::written(c);
    }
    for (auto& written : done.written) c.events.push(std::move(written));
    for (const auto id : done.tickets) c.events.push(send_completed{id, send_outcome::written});
    finish();
}

void connection::take(const transport::received& item) {
    if (const auto* frame = std::get_if<transport::frame>(&item)) return arrived(*frame);
    if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) return dropped(*lost);
    if (const auto* end = std::get_if<transport::broken_stream>(&item)) broken(*end);
}

void connection::broken(const transport::broken_stream& stream) {
    const bool foreign = stream.code == transport::break_code::wrong_magic;
    context_.end_with(
        foreign ? disconnect_reason::wrong_magic : disconnect_reason::payload_too_large,
        stream.message()
    );
}

void connection::dropped(const transport::dropped_frame& frame) {
    const bool damaged = frame.code == transport::drop_code::bad_checksum;
    let_go(
        damaged ? drop_reason::bad_checksum : drop_reason::bad_command,
        frame.command,
        frame.wire_size
    );
}

void connection::let_go(
    drop_reason reason, std::string_view command, std::size_t wire_size,
    std::optional<wire::error> error
) {
    auto& counts = context_.statistics;
    switch (reason) {
        case drop_reason::bad_checksum: ++counts.bad_checksums; break;
        case drop_reason::bad_command: ++counts.bad_commands; break;
        case drop_reason::malformed: ++counts.malformed_messages; break;
        case drop_reason::out_of_place: ++counts.out_of_place_messages; break;
    }
    context_.events.push(message_dropped{reason, std::string(command), wire_size, std::move(error)}
    );
}

void connection::arrived(const transport::frame& frame) {
    auto& c = context_;
    const auto command = frame.command.text();
    const auto* known = config_.network.dialect->find(frame.command);
    const auto place = known != nullptr ? known->when : wire::phase::running;
    if (known == nullptr) ++c.statistics.unknown_messages;
    switch (rules_.legal.at(c.stage, place)) {
        case legality::ignore: return let_go(drop_reason::out_of_place, command, frame.wire_size);
        case legality::disconnect:
            return c.end_with(disconnect_reason::negotiation_after_handshake, std::string(command));
        case legality::process: break;
    }
    if (known != nullptr) return process(*known, frame);
    ++c.statistics.messages_received;
    c.events.push(message_arrived{{frame.command, frame.payload}, frame.wire_size});
}

void connection::process(const wire::row& known, const transport::frame& frame) {
    auto& c = context_;
    const auto options = c.format();
    if (const auto verdict = known.check(frame.payload, options); !verdict) {
        // One that we speak and the remote is too old for is as bad as one that cannot be read
        // (BIP434); one that we do not speak either is nothing to us.
        if (known.exact && c.own_version() >= known.since) {
            c.end_with(disconnect_reason::malformed_negotiation, verdict.error().message());
        }
        keepalive_.unreadable(known.command, c);
        return let_go(
            drop_reason::malformed, known.command.text(), frame.wire_size, verdict.error()
        );
    }
    const wire::message message(known, frame.payload, options);
    ++c.statistics.messages_received;
    c.events.push(message_arrived{message, frame.wire_size});
    const bool was_running = c.stage == stage::running;
    route(message);
    requests_.arrived(message, c);
    if (!was_running && c.stage == stage::running) keepalive_.running(c);
}

namespace {

/// Gives `message` to `facet` if it is one of those that the facet names.
template <class Facet, class... M>
void offer(
    Facet& facet, wire::type_list<M...> /*consumes*/, const wire::message& message, context& c
) {
    const auto hand_over = [&]<class Wanted>(const std::optional<Wanted>& value) {
        if (value) facet.handle(*value, c);
    };
    (hand_over(message.get_if<M>()), ...);
}

}  // namespace

void connection::route(const wire::message& message) {
    offer(handshake_, facets::handshake::consumes{}, message, context_);
    offer(keepalive_, facets::keepalive::consumes{}, message, context_);
    offer(requests_, facets::requests::consumes{}, message, context_);
}

std::optional<send_error> connection::unready() const {
    if (context_.stage == stage::ended) return send_error{misuse::ended, {}};
    if (context_.stage != stage::running) return send_error{misuse::too_early, {}};
    if (context_.out.bytes() >= config_.budgets.send_queue) {
        return send_error{misuse::back_pressure, {}};
    }
    return std::nullopt;
}

result<ticket, send_error> connection::send(const wire::message& message, instant now) {
    auto& c = context_;
    if (c.stage == stage::ended) return failed(send_error{misuse::ended, {}});
    if (const auto type = message.type(); type && config_.network.dialect->find(*type) == nullptr) {
        return failed(send_error{misuse::not_in_dialect, {}});
    }
    if (c.out.bytes() >= config_.budgets.send_queue) {
        return failed(send_error{misuse::back_pressure, {}});
    }
    begin(now);
    const auto id = static_cast<ticket>(++last_ticket_);
    auto refused = c.out.submit(id, message);
    finish();
    if (refused) return failed(*std::move(refused));
    return id;
}

result<ticket, send_error> connection::ping(instant now) {
    if (auto reason = unready()) return failed(*std::move(reason));
    const auto ours = facets::keepalive::next_ping(context_);
    const auto accepted = send(ours, now);
    if (accepted) keepalive_.pinged(ours, context_);
    return accepted;
}

result<ticket, send_error> connection::ask(const wire::message& question, ticket id) {
    if (auto refused = context_.out.write(question, context_.format())) {
        return failed(*std::move(refused));
    }
    return id;
}

result<ticket, send_error> connection::request_headers(
    const wire::locator& from, duration within, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    const auto asked = ask(wire::getheaders{from}, static_cast<ticket>(++last_ticket_));
    if (asked) requests_.expect_headers(*asked, now + within, context_);
    finish();
    return asked;
}

result<ticket, send_error> connection::request_block(
    const hash256& hash, duration within, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    wire::getdata question;
    question.items.push_back(
        {context_.negotiated.witness() ? wire::inventory_type::witness_block
                                       : wire::inventory_type::block,
         hash}
    );
    const auto asked = ask(question, static_cast<ticket>(++last_ticket_));
    if (asked) requests_.expect_block(*asked, hash, now + within, context_);
    finish();
    return asked;
}

}  // namespace bitpeer
