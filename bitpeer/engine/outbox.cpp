#include <bitpeer/engine/outbox.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

namespace {

/// What a frame adds to its payload at most, in either transport.
constexpr std::size_t frame_overhead = 33;

constexpr wire::command_name transaction{"tx"};

/// Messages whose answer somebody may wait for.
bool is_question(wire::command_name command) {
    return command.text().starts_with("get") || command == wire::command_name("mempool");
}

}  // namespace

std::optional<send_error> outbox::seal(
    std::optional<ticket> id, const wire::message& message, wire::format_options options
) {
    if (const auto missing = gate_of(message, options)) {
        return send_error{misuse::unencodable, *missing};
    }
    auto payload = message.payload_for(options);
    if (!payload) return send_error{misuse::unencodable, payload.error()};
    if (payload->size() > dialect_.payload_max) {
        wire::error detail;
        detail.code = wire::errc::length_above_limit;
        detail.command = message.command();
        detail.actual = payload->size();
        detail.allowed = dialect_.payload_max;
        return send_error{misuse::unencodable, detail};
    }
    // Where the frame needs it, so does whoever names what is in it.
    std::optional<hash256> digest;
    if (message.command() == transaction && out_.writes_digests()) {
        digest = dialect_.frame_digest(*payload);
    }
    const auto* known = digest ? &*digest : nullptr;
    auto frame = out_.seal(message.command(), *payload, known);
    sealed_bytes_ += frame.size();
    if (!id) own_bytes_ += overhead + frame.size();
    if (on_seal_) on_seal_(message, *payload, known);
    const bool asks = is_question(message.command());
    const bool keep = report_all_ || asks || !options_;  // the handshake's are few and small
    sealed_.push_back(
        {std::move(frame), message.command(), keep ? *std::move(payload) : shared_bytes(), asks, id}
    );
    return std::nullopt;
}

void outbox::take_output() {
    auto raw = out_.take_output();
    if (raw.empty()) return;
    sealed_bytes_ += raw.size();
    own_bytes_ += overhead + raw.size();
    sealed_.push_back({{std::move(raw), {}}, {}, {}, false, std::nullopt});
}

std::optional<wire::error> outbox::gate_of(
    const wire::message& message, const wire::format_options& options
) const {
    if (!message.type()) return std::nullopt;  // bytes of the owner's own
    const auto* known = dialect_.find(message.command());
    if (known == nullptr || known->exists_at(options.protocol_version)) return std::nullopt;
    return known->missing_at(options.protocol_version);
}

std::optional<send_error> outbox::write(
    const wire::message& message, wire::format_options options
) {
    return seal(std::nullopt, message, options);
}

std::optional<send_error> outbox::submit(ticket id, const wire::message& message) {
    if (options_) return seal(id, message, *options_);
    // Encoded once to refuse what no peer could be sent, and to know its size.
    const auto payload = message.payload_for(dialect_.format());
    if (!payload) return send_error{misuse::unencodable, payload.error()};
    const auto size = payload->size() + frame_overhead;
    waiting_bytes_ += size;
    waiting_.push_back({message, id, size});
    return std::nullopt;
}

std::vector<ticket> outbox::open(wire::format_options options, const agreement& agreed) {
    options_ = options;
    std::vector<ticket> refused;
    for (const auto& held : std::exchange(waiting_, {})) {
        waiting_bytes_ -= held.size;
        const bool queued = agreed(held.message) && !seal(held.id, held.message, options);
        if (!queued && held.id != no_ticket) refused.push_back(held.id);
    }
    return refused;
}

std::vector<ticket> outbox::abandon() {
    std::vector<ticket> lost;
    abandoned_ = std::exchange(sealed_, {});
    for (std::size_t i = 0; i < abandoned_.size(); ++i) {
        const auto id = abandoned_[i].id.value_or(no_ticket);
        if (id != no_ticket) lost.push_back(id);
    }
    for (const auto& held : std::exchange(waiting_, {})) {
        if (held.id != no_ticket) lost.push_back(held.id);
    }
    written_ = sealed_bytes_ = waiting_bytes_ = own_bytes_ = 0;
    return lost;
}

gather_list outbox::parts(std::size_t limit) const {
    gather_list list;
    auto skip = written_;
    for (std::size_t i = 0; i < sealed_.size(); ++i) {
        const auto& frame = sealed_[i].frame;
        for (const auto part : {frame.head.view(), frame.body.view()}) {
            const auto skipped = std::min(skip, part.size());
            skip -= skipped;
            if (part.size() == skipped) continue;
            if (list.full() || limit == 0) return list;
            const auto shown = std::min(limit, part.size() - skipped);
            list.add(part.subspan(skipped, shown));
            limit -= shown;
        }
    }
    return list;
}

outbox::progress outbox::advance(std::size_t count) {
    progress done;
    if (!abandoned_.empty()) abandoned_ = {};
    count = std::min(count, sealed_bytes_);
    written_ += count;
    sealed_bytes_ -= count;
    while (!sealed_.empty() && written_ >= sealed_.front().frame.size()) {
        auto& first = sealed_.front();
        written_ -= first.frame.size();
        if (!first.command.empty()) ++done.messages;
        if (!first.id) {
            own_bytes_ -= overhead + first.frame.size();
        } else if (*first.id != no_ticket) {
            done.tickets.push_back(*first.id);
        }
        if (!first.command.empty() && (report_all_ || first.asks)) {
            done.written.push_back({first.command, std::move(first.payload), first.frame.size()});
        }
        sealed_.pop_front();
    }
    return done;
}

}  // namespace bitpeer
