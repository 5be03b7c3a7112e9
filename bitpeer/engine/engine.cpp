#include <bitpeer/engine/connection.hpp>
#include <bitpeer/engine/engine.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace bitpeer {

namespace {

/// Every input passes here. One that finds no memory ends the connection and yields `otherwise`,
/// which is what it yields after the end.
template <class Input, class Outcome>
Outcome survived(connection& c, instant now, const Input& input, Outcome otherwise) {
    try {
        if (!c.starved()) return input(c.forward(now));
    } catch (const std::bad_alloc&) {
        c.out_of_memory();
    }
    return otherwise;
}

/// The same for what returns nothing.
template <class Input>
void survived(connection& c, instant now, const Input& input) {
    try {
        if (!c.starved()) input(c.forward(now));
    } catch (const std::bad_alloc&) {
        c.out_of_memory();
    }
}

/// The same for what the owner wants.
template <class Outcome, class Input>
result<Outcome, send_error> granted(connection& c, instant now, const Input& input) {
    return survived(
        c, now, input, result<Outcome, send_error>(failed(send_error{misuse::ended, {}}))
    );
}

}  // namespace

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
    : engine(prepared_config(config), {}, who_dialled, now, seed) {}

engine::engine(
    prepared_config config, connection_details own, direction who_dialled, instant now,
    const entropy& seed
)
    : connection_(
          std::make_unique<connection>(std::move(config), std::move(own), who_dialled, now, seed)
      ) {}

engine::engine(engine&&) noexcept = default;
engine& engine::operator=(engine&&) noexcept = default;
engine::~engine() = default;

std::size_t engine::receive(byte_view in, instant now) {
    const auto taken = [&](instant when) { return connection_->receive(in, when); };
    return survived(*connection_, now, taken, in.size());
}

void engine::timeout(instant now) {
    survived(*connection_, now, [&](instant when) { connection_->timeout(when); });
}

void engine::closed(const close_cause& cause, instant now) {
    survived(*connection_, now, [&](instant when) { connection_->closed(cause, when); });
}

void engine::hold(bool held, instant now) {
    survived(*connection_, now, [&](instant when) { connection_->hold(held, when); });
}

void engine::transmitted(std::size_t count, instant now) {
    survived(*connection_, now, [&](instant when) { connection_->transmitted(count, when); });
}

result<ticket, send_error> engine::send(const wire::message& message, instant now) {
    return granted<ticket>(*connection_, now, [&](instant when) {
        return connection_->send(message, when);
    });
}

result<void, send_error> engine::tell(const wire::message& message, instant now) {
    return granted<void>(*connection_, now, [&](instant when) {
        return connection_->tell(message, when);
    });
}

result<ticket, send_error> engine::ping(instant now) {
    return granted<ticket>(*connection_, now, [&](instant when) {
        return connection_->ping(when);
    });
}

result<announcement, send_error> engine::announce(const wire::inventory& entry, instant now) {
    return granted<announcement>(*connection_, now, [&](instant when) {
        return connection_->announce(entry, when);
    });
}

result<announcement, send_error> engine::announce_transaction(
    const transaction_news& news, instant now
) {
    return granted<announcement>(*connection_, now, [&](instant when) {
        return connection_->announce(news, when);
    });
}

result<announcement, send_error> engine::announce_blocks(
    const wire::header_batch& newest, instant now
) {
    return granted<announcement>(*connection_, now, [&](instant when) {
        return connection_->announce_blocks(newest, when);
    });
}

void engine::set_fee_filter(std::int64_t rate, instant now) {
    survived(*connection_, now, [&](instant when) { connection_->set_fee_filter(rate, when); });
}

result<bool, send_error> engine::ask_compact_blocks(bool high_bandwidth, instant now) {
    const auto wanted =
        high_bandwidth ? compact_block_role::high_bandwidth : compact_block_role::low_bandwidth;
    return granted<bool>(*connection_, now, [&](instant when) {
        return connection_->ask_compact_blocks(wanted, when);
    });
}

const kind_rules& engine::kind() const { return connection_->state().kind; }

result<void, send_error> engine::announce_now(
    std::span<const wire::inventory> entries, instant now
) {
    return granted<void>(*connection_, now, [&](instant when) {
        return connection_->announce_now(entries, when);
    });
}

void engine::add_known(const wire::inventory& entry) {
    if (ended()) return;
    auto& c = *connection_;
    survived(c, c.state().now, [&](instant /*when*/) { c.relay().add_known(entry); });
}

bool engine::knows(const wire::inventory& entry) const { return connection_->relay().knows(entry); }

result<std::vector<node_address>, send_error> engine::send_addresses(
    std::span<const node_address> known, instant now
) {
    return granted<std::vector<node_address>>(*connection_, now, [&](instant when) {
        return connection_->send_addresses(known, when);
    });
}

result<bool, send_error> engine::reject(const wire::reject& why, instant now) {
    return granted<bool>(*connection_, now, [&](instant when) {
        return connection_->reject(why, when);
    });
}

result<bool, send_error> engine::ask_blocks(const wire::locator& from, instant now) {
    return granted<bool>(*connection_, now, [&](instant when) {
        return connection_->ask_for_chain(facets::chain_questions::blocks, from, when);
    });
}

result<bool, send_error> engine::ask_headers(const wire::locator& from, instant now) {
    return granted<bool>(*connection_, now, [&](instant when) {
        return connection_->ask_for_chain(facets::chain_questions::headers, from, when);
    });
}

result<ticket, send_error> engine::request_headers(
    const wire::locator& from, duration within, instant now
) {
    return granted<ticket>(*connection_, now, [&](instant when) {
        return connection_->request_headers(from, within, when);
    });
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
    return granted<std::vector<ticket>>(*connection_, now, [&](instant when) {
        return connection_->request_data(wanted, within, when);
    });
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

byte_span engine::room() {
    try {
        if (!connection_->starved()) return connection_->room();
    } catch (const std::bad_alloc&) {
        connection_->out_of_memory();
    }
    return {};
}

void engine::report_writes(bool wanted) { connection_->state().out.report_all(wanted); }

void engine::on_heard(std::function<void(const transport::received&, instant now)> told) {
    connection_->on_heard(std::move(told));
}

void engine::disconnect(instant now, std::string detail) {
    survived(*connection_, now, [&](instant when) {
        connection_->disconnect(disconnect_reason::requested, when, std::move(detail));
    });
}

void engine::shed(instant now, std::string detail) {
    survived(*connection_, now, [&](instant when) {
        connection_->disconnect(disconnect_reason::shed, when, std::move(detail));
    });
}

void engine::out_of_memory() noexcept { connection_->out_of_memory(); }

std::optional<event> engine::poll_event() { return connection_->next_event(); }

bool engine::has_event() const { return connection_->has_event(); }

gather_list engine::transmit() const { return connection_->transmit(); }

bool engine::may_write() const { return connection_->may_write(); }

std::optional<instant> engine::next_timeout() const {
    return connection_->state().timers.earliest();
}

bool engine::wants_input() const { return connection_->wants_input(); }

bool engine::ended() const { return state() == stage::ended; }

instant engine::last_input() const { return connection_->state().now; }
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
    const auto sent = [&](instant when) { return connection_->send_decoy(contents, when); };
    return survived(*connection_, now, sent, false);
}

std::uint64_t engine::nonce() const { return connection_->nonce(); }

const std::optional<disconnect>& engine::why_ended() const { return connection_->state().end; }

bool engine::has_output() const { return !connection_->state().out.empty(); }

std::size_t engine::bytes_held() const { return connection_->bytes_held(); }

}  // namespace bitpeer
