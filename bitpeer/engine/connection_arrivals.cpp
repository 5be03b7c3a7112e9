#include <bitpeer/engine/connection.hpp>

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>

namespace bitpeer {

namespace {

/// btcd's name for a message that it could not read.
constexpr wire::command_name no_command{"malformed"};

disconnect_reason reason_of(transport::break_code code) {
    using enum transport::break_code;
    switch (code) {
        case wrong_magic: return disconnect_reason::wrong_magic;
        case payload_too_large: return disconnect_reason::payload_too_large;
        case own_key: return disconnect_reason::own_key;
        case speaks_v1: return disconnect_reason::speaks_v1;
        case no_terminator: return disconnect_reason::no_terminator;
        case packet_too_large: return disconnect_reason::packet_too_large;
        case not_admitted: return disconnect_reason::not_admitted;
        case bad_tag: break;
    }
    return disconnect_reason::bad_tag;
}

}  // namespace

void connection::take(transport::received item) {
    if (auto* frame = std::get_if<transport::frame>(&item)) return arrived(std::move(*frame));
    if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) return dropped(*lost);
    if (const auto* end = std::get_if<transport::broken_stream>(&item)) broken(*end);
}

/// Ends the connection for what cannot be read. During the handshake nobody is told why: whoever
/// is there may be no peer at all.
void connection::unacceptable(disconnect_reason reason, const std::string& detail) {
    auto& c = context_;
    if (c.stage != stage::running) return c.end_with(reason, detail);
    c.end_with(reason, detail, wire::reject_of(no_command, wire::reject_code::malformed, detail));
}

void connection::broken(const transport::broken_stream& stream) {
    unacceptable(reason_of(stream.code), stream.message());
}

/// In v2: what has no command that could be passed on.
void connection::nameless(const transport::dropped_frame& frame) {
    auto& c = context_;
    if (frame.code == transport::drop_code::decoy) {
        ++c.statistics.decoys_received;
        return tolerance_.useless(frame.wire_size, c);
    }
    const bool unknown = frame.code == transport::drop_code::unknown_id;
    if (unknown) ++c.statistics.unknown_messages;
    let_go(
        unknown ? drop_reason::unknown_id : drop_reason::malformed, frame.command, frame.wire_size
    );
    const auto verdict = unknown ? rules_.legal.of_unknown(c.stage) : rules_.on_malformed;
    if (verdict != legality::disconnect) return;
    if (unknown) return unacceptable(disconnect_reason::unknown_message, "an unknown short id");
    unacceptable(disconnect_reason::malformed_message, "a packet ends before its command does");
}

void connection::dropped(const transport::dropped_frame& frame) {
    using code = transport::drop_code;
    if (frame.code != code::bad_checksum && frame.code != code::bad_command) return nameless(frame);
    const bool damaged = frame.code == transport::drop_code::bad_checksum;
    let_go(
        damaged ? drop_reason::bad_checksum : drop_reason::bad_command,
        frame.command,
        frame.wire_size
    );
    const auto verdict = damaged ? rules_.on_bad_checksum : rules_.on_bad_command;
    if (verdict != legality::disconnect) return;
    unacceptable(
        damaged ? disconnect_reason::bad_checksum : disconnect_reason::bad_command,
        damaged ? "a checksum does not match" : "a command is not printable"
    );
}

void connection::let_go(
    drop_reason reason, std::string_view command, std::size_t wire_size, const wire::error* error
) {
    auto& counts = context_.statistics;
    switch (reason) {
        case drop_reason::bad_checksum: ++counts.bad_checksums; break;
        case drop_reason::bad_command: ++counts.bad_commands; break;
        case drop_reason::malformed: ++counts.malformed_messages; break;
        case drop_reason::unknown_id: break;  // is counted as unknown
        case drop_reason::out_of_place:
        case drop_reason::not_offered: ++counts.out_of_place_messages; break;
    }
    context_.events.push(message_dropped{
        reason,
        std::string(command),
        wire_size,
        error != nullptr ? std::make_shared<const wire::error>(*error) : nullptr});
    tolerance_.useless(wire_size, context_);
}

const wire::row* connection::known_row(wire::command_name command) const {
    const auto& exist = rules_.commands;
    if (!exist.empty() && std::ranges::find(exist, command) == exist.end()) return nullptr;
    return config_.network.dialect->find(command);
}

/// Where `verack` is not waited for, it comes when the handshake is done already.
legality connection::verdict(const wire::row* known) const {
    const auto& c = context_;
    if (known == nullptr) return rules_.legal.of_unknown(c.stage);
    const bool late_verack =
        known->when == wire::phase::closing && !c.heard_verack && c.stage == stage::running;
    return rules_.legal.at(late_verack ? stage::awaiting_verack : c.stage, known->when);
}

void connection::arrived(transport::frame frame) {
    auto& c = context_;
    using standing = facets::feature_registry::standing;
    const auto extends = facets::feature_registry::of(frame.command, c);
    if (!facets::private_broadcast::hears(frame.command, c) || extends == standing::refused) {
        return let_go(drop_reason::out_of_place, frame.command.text(), frame.wire_size);
    }
    const auto* known = known_row(frame.command);
    if (known == nullptr && extends == standing::agreed) return pass_on(std::move(frame));
    if (known == nullptr) ++c.statistics.unknown_messages;
    switch (verdict(known)) {
        case legality::ignore:
            return let_go(drop_reason::out_of_place, frame.command.text(), frame.wire_size);
        case legality::disconnect: return misplaced(frame, known);
        case legality::process: break;
    }
    if (known != nullptr) return process(*known, std::move(frame));
    const auto size = frame.wire_size;
    pass_on(std::move(frame));
    tolerance_.useless(size, c);
}

/// The owner may know more than the dialect.
void connection::pass_on(transport::frame frame) {
    ++context_.statistics.messages_received;
    context_.events.push(message_arrived{{frame.command, std::move(frame.payload)}, frame.wire_size}
    );
}

void connection::misplaced(const transport::frame& frame, const wire::row* known) {
    auto& c = context_;
    const std::string command(frame.command.text());
    using code = wire::reject_code;
    if (known == nullptr) {
        return unacceptable(disconnect_reason::unknown_message, "unknown message " + command);
    }
    if (c.stage == stage::running && known->when == wire::phase::negotiation) {
        return c.end_with(disconnect_reason::negotiation_after_handshake, command);
    }
    if (c.stage == stage::awaiting_version) {
        const std::string rule = "a version message must precede all others";
        return c.end_with(
            disconnect_reason::out_of_order,
            rule + ": " + command,
            wire::reject_of(frame.command, code::malformed, rule)
        );
    }
    if (c.stage == stage::running) {
        const auto rule = "duplicate " + command + " message";
        return c.end_with(
            disconnect_reason::out_of_order,
            rule,
            wire::reject_of(frame.command, code::duplicate, rule)
        );
    }
    c.end_with(disconnect_reason::out_of_order, command + " before verack");
}

bool connection::readable(const wire::row& known, const transport::frame& frame) {
    auto& c = context_;
    const auto verdict = known.check(frame.payload, c.format());
    if (verdict) return true;
    const auto why = verdict.error().message();
    keepalive_.unreadable(known.command, c);
    let_go(drop_reason::malformed, known.command.text(), frame.wire_size, &verdict.error());
    // One that we speak and the remote is too old for is as bad as one that cannot be read
    // (BIP434); one that we do not speak either is nothing to us.
    if (known.exact && c.own_version() >= known.since) {
        c.end_with(disconnect_reason::malformed_negotiation, why);
    } else if (rules_.on_malformed == legality::disconnect) {
        unacceptable(disconnect_reason::malformed_message, why);
    }
    return false;
}

void connection::process(const wire::row& known, transport::frame frame) {
    auto& c = context_;
    if (!readable(known, frame)) return;
    switch (facets::bloom::verdict(known.command, c)) {
        case legality::process: break;
        case legality::ignore:
            return let_go(drop_reason::not_offered, known.command.text(), frame.wire_size);
        case legality::disconnect:
            return c.end_with(
                disconnect_reason::bloom_not_offered, std::string(known.command.text())
            );
    }
    const wire::message message(known, std::move(frame.payload), c.format());
    if (!suits_kind(message, frame.wire_size)) return;
    ++c.statistics.messages_received;
    c.events.push(message_arrived{message, frame.wire_size});
    const bool was_running = c.stage == stage::running;
    route(message, known, frame.digest ? &*frame.digest : nullptr);
    if (!was_running && c.stage == stage::running && !c.leaving()) running();
    if (!c.leaving()) facets::keepalive::received(c);
}

/// Whether a connection of this kind has a place for it.
bool connection::suits_kind(const wire::message& message, std::size_t wire_size) {
    auto& c = context_;
    const auto command = message.command();
    switch (facets::purpose::verdict(message, c)) {
        case legality::process: return true;
        case legality::ignore: let_go(drop_reason::out_of_place, command.text(), wire_size); break;
        case legality::disconnect:
            c.end_with(disconnect_reason::unwanted_transactions, std::string(command.text()));
            break;
    }
    return false;
}

void connection::running() {
    auto& c = context_;
    facets::wishes::came_up(c);
    const auto agreed = [this](const wire::message& held) { return agreed_on(held.command()); };
    for (const auto refused : c.out.open(c.negotiated.format(), agreed)) {
        c.events.push(send_completed{refused, send_outcome::dropped_by_negotiation});
    }
    broadcast_.running(c);
    relay_.running(c);
    keepalive_.running(c);
    wishes_.settled(c);
}

/// Everything that is said between `version` and `verack`, in order.
void connection::met(const wire::version& theirs) {
    auto& c = context_;
    handshake_.handle(theirs, c);
    facets::private_broadcast::introduced(c);
    if (c.leaving()) return;
    reconciliation_.offer(c);
    facets::feature_registry::offer(c);
    facets::handshake::conclude(c);
    facets::purpose::concluded(c);
}

namespace {

/// Gives `message`, which is of this `type`, to `facet` if it is one of those that the facet names.
template <class Facet, class... M>
void offer(
    Facet& facet, wire::type_list<M...> /*consumes*/, const wire::message& message,
    wire::message_type_id type, context& c
) {
    const auto hand_over = [&]<class Wanted>(std::type_identity<Wanted>) {
        if (type != wire::message_type_id::of<Wanted>()) return;
        if (const auto value = message.get_if<Wanted>()) facet.handle(*value, c);
    };
    (hand_over(std::type_identity<M>{}), ...);
}

}  // namespace

void connection::route(
    const wire::message& message, const wire::row& known, const hash256* digest
) {
    auto& c = context_;
    facets::bloom bloom;
    facets::purpose purpose;
    facets::feature_registry registry;
    const auto type = known.type;
    if (known.command == wire::version::command) {
        if (const auto theirs = config_.network.dialect->read_version(message)) met(*theirs);
    }
    // The most frequent of all is read where it lies.
    if (known.command == wire::inv::command) relay_.heard_of(message.raw(), c);
    // What `verack` settles is settled before the handshake is told to be done.
    offer(reconciliation_, facets::reconciliation::consumes{}, message, type, c);
    offer(registry, facets::feature_registry::consumes{}, message, type, c);
    offer(handshake_, facets::handshake::consumes{}, message, type, c);
    offer(keepalive_, facets::keepalive::consumes{}, message, type, c);
    offer(bloom, facets::bloom::consumes{}, message, type, c);
    offer(purpose, facets::purpose::consumes{}, message, type, c);
    offer(wishes_, facets::wishes::consumes{}, message, type, c);
    offer(broadcast_, facets::private_broadcast::consumes{}, message, type, c);
    offer(stall_detector_, facets::stall_detector::consumes{}, message, type, c);
    offer(requests_, facets::requests::consumes{}, message, type, c);
    if (c.stage != stage::running) return;
    delivery what(message, *config_.network.dialect, digest);
    stall_detector_.arrived(message, what, c);
    chain_questions_.arrived(message);
    requests_.arrived(message, what, c);
    relay_.arrived(message, what, c);  // last: it may be named by now
}

}  // namespace bitpeer
