#include "ledger.hpp"

#include <bitpeer/wire/json_writer.hpp>

#include <memory>
#include <utility>
#include <variant>

namespace bitpeer::soak {

bool ledger::balanced() const {
    return opened == ended && sends == completions && questions == answers && faults == 0;
}

std::string ledger::text() const {
    wire::json_object by_reason;
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const auto reason = static_cast<disconnect_reason>(i);
        if (ends[i] > 0) by_reason.field(to_string(reason), ends[i].load());
    }
    wire::json_object all;
    all.field("opened", opened.load())
        .field("ended", ended.load())
        .field("handshakes", handshakes.load())
        .field("sends", sends.load())
        .field("completions", completions.load())
        .field("written", written.load())
        .field("questions", questions.load())
        .field("answers", answers.load())
        .field("messages", messages.load())
        .field("unreachable", unreachable.load())
        .field("faults", faults.load())
        .field_json("ends", by_reason.text());
    return all.text();
}

void enter(ledger& into, const peer& fresh) {
    ++into.opened;
    // The callback holds its own place, until the last event: nobody else lives as long.
    const auto place = std::make_shared<subscription>();
    *place = fresh.on_event([&into, place](const event& told) {
        if (std::holds_alternative<handshake_completed>(told)) ++into.handshakes;
        if (std::holds_alternative<message_arrived>(told)) ++into.messages;
        const auto* const end = std::get_if<disconnected>(&told);
        if (end == nullptr) return;
        ++into.ends.at(static_cast<std::size_t>(end->why.reason));
        place->reset();
        ++into.ended;
    });
}

void send(ledger& into, const peer& to, const wire::message& message, std::function<void()> then) {
    const auto told = std::make_shared<std::atomic<bool>>(false);
    // Noted before, for it may complete on another thread at once.
    ++into.sends;
    const auto sent = to.send(message, [&into, told, then](send_outcome outcome) {
        if (told->exchange(true)) ++into.faults;
        if (outcome == send_outcome::written) ++into.written;
        if (then) then();
        ++into.completions;
    });
    if (sent) return;
    --into.sends;
    if (then) then();
}

}  // namespace bitpeer::soak
