#include <bitpeer/engine/connection.hpp>
#include <bitpeer/engine/engine.hpp>

#include <algorithm>

namespace bitpeer {

std::string_view to_string(misuse code) {
    switch (code) {
        case misuse::ended: return "ended";
        case misuse::too_early: return "too_early";
        case misuse::not_in_dialect: return "not_in_dialect";
        case misuse::not_negotiated: return "not_negotiated";
        case misuse::wrong_kind: return "wrong_kind";
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

result<announcement, send_error> engine::announce(const wire::inventory& entry, instant now) {
    return connection_->announce(entry, now);
}

result<announcement, send_error> engine::announce_transaction(
    const transaction_news& news, instant now
) {
    return connection_->announce(news, now);
}

result<announcement, send_error> engine::announce_blocks(
    const wire::header_batch& newest, instant now
) {
    return connection_->announce_blocks(newest, now);
}

void engine::set_fee_filter(std::int64_t rate, instant now) {
    connection_->set_fee_filter(rate, now);
}

result<bool, send_error> engine::ask_compact_blocks(bool high_bandwidth, instant now) {
    const auto wanted =
        high_bandwidth ? compact_block_role::high_bandwidth : compact_block_role::low_bandwidth;
    return connection_->ask_compact_blocks(wanted, now);
}

const kind_rules& engine::kind() const { return connection_->state().kind; }

result<void, send_error> engine::announce_now(
    std::span<const wire::inventory> entries, instant now
) {
    return connection_->announce_now(entries, now);
}

void engine::add_known(const wire::inventory& entry) {
    if (!ended()) connection_->relay().add_known(entry);
}

bool engine::knows(const wire::inventory& entry) const { return connection_->relay().knows(entry); }

result<std::vector<node_address>, send_error> engine::send_addresses(
    std::span<const node_address> known, instant now
) {
    return connection_->send_addresses(known, now);
}

result<bool, send_error> engine::reject(const wire::reject& why, instant now) {
    return connection_->reject(why, now);
}

result<bool, send_error> engine::ask_blocks(const wire::locator& from, instant now) {
    return connection_->ask_for_chain(facets::chain_questions::blocks, from, now);
}

result<bool, send_error> engine::ask_headers(const wire::locator& from, instant now) {
    return connection_->ask_for_chain(facets::chain_questions::headers, from, now);
}

result<ticket, send_error> engine::request_headers(
    const wire::locator& from, duration within, instant now
) {
    return connection_->request_headers(from, within, now);
}

result<ticket, send_error> engine::request_block(
    const hash256& hash, duration within, instant now
) {
    const auto form =
        negotiated().witness() ? wire::inventory_type::witness_block : wire::inventory_type::block;
    const wire::inventory wanted[] = {{form, hash}};
    return request_data(wanted, within, now).map([](const std::vector<ticket>& ids) {
        return ids.front();
    });
}

result<std::vector<ticket>, send_error> engine::request_data(
    std::span<const wire::inventory> wanted, duration within, instant now
) {
    return connection_->request_data(wanted, within, now);
}

void engine::note_remote_height(std::int32_t height) {
    if (ended()) return;
    auto& known = connection_->state().statistics.remote_height;
    known = std::max(known, height);
}

void engine::note_announced_block(const std::optional<hash256>& hash) {
    if (ended()) return;
    connection_->state().statistics.last_announced_block = hash;
}

void engine::report_writes(bool wanted) { connection_->state().out.report_all(wanted); }

void engine::on_heard(std::function<void(const transport::received&, instant now)> told) {
    connection_->on_heard(std::move(told));
}

void engine::disconnect(instant now, std::string detail) {
    connection_->disconnect(disconnect_reason::requested, now, std::move(detail));
}

void engine::shed(instant now, std::string detail) {
    connection_->disconnect(disconnect_reason::shed, now, std::move(detail));
}

std::optional<event> engine::poll_event() { return connection_->state().events.pop(); }

gather_list engine::transmit() const { return connection_->transmit(); }

std::optional<instant> engine::next_timeout() const {
    return connection_->state().timers.earliest();
}

bool engine::wants_input() const { return connection_->wants_input(); }

bool engine::ended() const { return state() == stage::ended; }

stage engine::state() const { return connection_->state().stage; }

direction engine::who_dialled() const { return connection_->state().who_dialled; }

const features& engine::negotiated() const { return connection_->state().negotiated; }

statistics engine::statistics() const { return connection_->statistics(); }

std::string_view engine::transport() const { return connection_->transport().name(); }

std::optional<transport::session_id> engine::session() const {
    return connection_->transport().session();
}

std::optional<transport::openings> engine::opened() const {
    return connection_->transport().opened();
}

bool engine::falls_back_to_v1() const { return connection_->falls_back_to_v1(); }

bool engine::send_decoy(std::size_t contents, instant now) {
    return connection_->send_decoy(contents, now);
}

std::uint64_t engine::nonce() const { return connection_->nonce(); }

const std::optional<disconnect>& engine::why_ended() const { return connection_->state().end; }

std::size_t engine::bytes_to_write() const { return connection_->state().out.bytes(); }

std::size_t engine::bytes_held() const { return connection_->bytes_held(); }

}  // namespace bitpeer
