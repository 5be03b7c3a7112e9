#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/trace.hpp>

#include <algorithm>
#include <bit>

namespace bitpeer::sim {

namespace {

/// One overload for each kind of event; GCC 12 and Clang 14 both want the guide.
template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

std::string text(std::string_view part) { return std::string(part); }

std::string bytes_text(std::size_t count) { return std::to_string(count) + " bytes"; }

std::string text(ticket id) { return "ticket " + std::to_string(static_cast<std::uint64_t>(id)); }

/// Six decimals, without floating point.
std::string seconds(duration span) {
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(span).count();
    auto fraction = std::to_string(whole % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return std::to_string(whole / 1'000'000) + '.' + fraction + 's';
}

}  // namespace

std::string text_of(instant when) { return seconds(when.monotonic); }

std::string text_of(const event& what) {
    return std::visit(
        overloaded{
            [](const handshake_completed& e) {
                return "handshake_completed at protocol version " +
                       std::to_string(e.negotiated->protocol_version) + " in " + seconds(e.took);
            },
            [](const message_arrived& e) {
                return "message_arrived " + text(e.message.command().text()) + ", " +
                       bytes_text(e.wire_size);
            },
            [](const message_written& e) {
                return "message_written " + text(e.command.text()) + ", " + bytes_text(e.wire_size);
            },
            [](const message_dropped& e) {
                auto line = "message_dropped " + e.command + ", " + bytes_text(e.wire_size) + ": " +
                            text(to_string(e.reason));
                if (e.error) line += ", " + e.error->message();
                return line;
            },
            [](const ping_answered& e) { return "ping_answered in " + seconds(e.round_trip); },
            [](const send_completed& e) {
                return "send_completed " + text(e.id) + ": " + text(to_string(e.outcome));
            },
            [](const request_completed& e) {
                return "request_completed " + text(e.id) + ": " +
                       (e.answer ? text(e.answer->command().text())
                                 : text(to_string(e.answer.error())));
            },
            [](const disconnected& e) { return "disconnected " + e.why.message(); },
        },
        what
    );
}

std::optional<std::size_t> trace::first_difference(const trace& other) const {
    if (hash_ == other.hash_ && steps_ == other.steps_) return std::nullopt;
    const auto stride = std::max(stride_, other.stride_);
    const auto common = std::min(steps_, other.steps_);
    for (std::size_t step = 0; step < common; step += stride) {
        if (at_step_[step / stride_] != other.at_step_[step / other.stride_]) return step;
    }
    return common;
}

void trace::add(std::uint64_t number) {
    hash_ = (std::rotl(hash_, 23) ^ number) * 0x9e3779b97f4a7c15;
}

void trace::add(byte_view data) {
    add(data.size());
    for (; data.size() >= 8; data = data.subspan(8)) add(load_le<std::uint64_t>(data.data()));
    for (const auto byte : data) add(std::uint64_t{byte});
}

void trace::step(instant now) {
    if (steps_ % stride_ == 0) {
        if (at_step_.size() == kept_max) {
            // Half of them will do.
            for (std::size_t i = 0; i < kept_max / 2; ++i) at_step_[i] = at_step_[2 * i];
            at_step_.resize(kept_max / 2);
            stride_ *= 2;
        }
        if (steps_ % stride_ == 0) at_step_.push_back(hash_);
    }
    ++steps_;
    add(static_cast<std::uint64_t>(now.monotonic.count()));
}

void trace::note(std::string_view line) {
    if (narrator_) narrator_(line);
}

void trace::add(std::string_view text) {
    add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void trace::line(const endpoint& who, std::string_view text) {
    if (narrator_) narrator_(text_of(who.now()) + ' ' + who.name() + ": " + std::string(text));
}

/// Bytes come so often that no text is made for them unless somebody reads it.
void trace::moved(const endpoint& who, std::string_view verb, byte_view data) {
    add(who.id());
    add(verb);
    add(data);
    if (narrator_) line(who, text(verb) + ' ' + bytes_text(data.size()));
}

/// Events come as often as bytes: they are told apart by what is in them, not by their text.
void trace::add(const event& what) {
    add(what.index());
    std::visit(
        overloaded{
            [this](const handshake_completed& e) {
                add(static_cast<std::uint64_t>(e.took.count()));
                add(static_cast<std::uint64_t>(e.negotiated->protocol_version));
            },
            [this](const message_arrived& e) {
                add(e.message.command().text());
                add(e.wire_size);
            },
            [this](const message_written& e) {
                add(e.command.text());
                add(e.wire_size);
            },
            [this](const message_dropped& e) {
                add(static_cast<std::uint64_t>(e.reason));
                add(e.command);
                add(e.wire_size);
            },
            [this](const ping_answered& e) {
                add(static_cast<std::uint64_t>(e.round_trip.count()));
            },
            [this](const send_completed& e) {
                add(static_cast<std::uint64_t>(e.id));
                add(static_cast<std::uint64_t>(e.outcome));
            },
            [this](const request_completed& e) {
                add(static_cast<std::uint64_t>(e.id));
                add(e.answer ? e.answer->command().text() : to_string(e.answer.error()));
            },
            [this](const disconnected& e) { add(e.why.message()); },
        },
        what
    );
}

void trace::noted(const endpoint& who, std::string_view text) {
    add(who.id());
    add(text);
    line(who, text);
}

void trace::connected(const peer& who) {
    const bool dialled = who.who_dialled() == direction::outbound;
    noted(who, dialled ? "connected, dialled" : "connected, was dialled");
}

void trace::read(const endpoint& who, byte_view data) { moved(who, "read", data); }

void trace::wrote(const endpoint& who, byte_view data) { moved(who, "wrote", data); }

void trace::cut_off(const endpoint& who, std::string_view detail) {
    noted(who, "cut off, " + text(detail));
}

void trace::accepted(const peer& who, ticket id) { noted(who, "accepted " + text(id)); }

void trace::happened(const peer& who, const event& what) {
    add(who.id());
    add(what);
    if (narrator_) line(who, text_of(what));
}

void trace::timed_out(const peer& who) { noted(who, "timed out"); }

}  // namespace bitpeer::sim
