#include <bitpeer/engine/connection.hpp>
#include <bitpeer/engine/engine.hpp>

namespace bitpeer {

std::string_view to_string(misuse code) {
    switch (code) {
        case misuse::ended: return "ended";
        case misuse::too_early: return "too_early";
        case misuse::not_in_dialect: return "not_in_dialect";
        case misuse::unencodable: return "unencodable";
        case misuse::back_pressure: return "back_pressure";
    }
    return "unknown";
}

std::string send_error::message() const {
    std::string text(to_string(code));
    if (detail) text += ": " + detail->message();
    return text;
}

engine::engine(const peer_config& config, direction who_dialled, instant now, const entropy& seed)
    : connection_(std::make_unique<connection>(config, who_dialled, now, seed)) {}

engine::engine(engine&&) noexcept = default;
engine& engine::operator=(engine&&) noexcept = default;
engine::~engine() = default;

std::size_t engine::receive(byte_view in, instant now) { return connection_->receive(in, now); }

void engine::timeout(instant now) { connection_->timeout(now); }

void engine::closed(const close_cause& cause, instant now) { connection_->closed(cause, now); }

void engine::hold(bool held, instant now) { connection_->hold(held, now); }

void engine::transmitted(std::size_t count, instant now) { connection_->transmitted(count, now); }

result<ticket, send_error> engine::send(const wire::message& message, instant now) {
    return connection_->send(message, now);
}

result<ticket, send_error> engine::ping(instant now) { return connection_->ping(now); }

result<ticket, send_error> engine::request_headers(
    const wire::locator& from, duration within, instant now
) {
    return connection_->request_headers(from, within, now);
}

result<ticket, send_error> engine::request_block(
    const hash256& hash, duration within, instant now
) {
    return connection_->request_block(hash, within, now);
}

void engine::report_writes(bool wanted) { connection_->state().out.keep_payloads(wanted); }

void engine::disconnect(instant now, std::string detail) {
    connection_->disconnect(now, std::move(detail));
}

std::optional<event> engine::poll_event() { return connection_->state().events.pop(); }

gather_list engine::transmit() const { return connection_->state().out.parts(); }

std::optional<instant> engine::next_timeout() const {
    return connection_->state().timers.earliest();
}

bool engine::wants_input() const { return connection_->wants_input(); }

bool engine::ended() const { return state() == stage::ended; }

stage engine::state() const { return connection_->state().stage; }

direction engine::who_dialled() const { return connection_->state().who_dialled; }

const features& engine::negotiated() const { return connection_->state().negotiated; }

statistics engine::statistics() const { return connection_->state().statistics; }

std::string_view engine::transport() const { return connection_->transport().name(); }

std::uint64_t engine::nonce() const { return connection_->nonce(); }

const std::optional<disconnect>& engine::why_ended() const { return connection_->state().end; }

std::size_t engine::bytes_held() const {
    const auto& c = connection_->state();
    return c.events.bytes() + c.out.bytes() + connection_->transport().buffered();
}

}  // namespace bitpeer
