#include <bitpeer/engine/connection.hpp>
#include <bitpeer/wire/messages/addrv2.hpp>
#include <bitpeer/wire/messages/getdata.hpp>

#include <utility>

namespace bitpeer {

std::optional<send_error> connection::unready() const {
    if (context_.stage == stage::ended || context_.leaving()) return send_error{misuse::ended, {}};
    if (!context_.kind.owner_speaks) return send_error{misuse::wrong_kind, {}};
    if (context_.stage != stage::running) return send_error{misuse::too_early, {}};
    if (context_.out.bytes() >= config_.budgets.send_queue) {
        return send_error{misuse::back_pressure, {}};
    }
    return std::nullopt;
}

/// Whether what was negotiated has this message.
bool connection::agreed_on(wire::command_name command) const {
    const auto& c = context_;
    if (command == wire::addrv2::command && !c.negotiated.remote_wants_addrv2) return false;
    using facets::feature_registry;
    return feature_registry::of(command, c) != feature_registry::standing::refused;
}

std::optional<send_error> connection::unsendable(const wire::message& message) const {
    const auto& c = context_;
    if (c.stage == stage::ended || c.leaving()) return send_error{misuse::ended, {}};
    if (!facets::purpose::may_send(message.command(), c)) {
        return send_error{misuse::wrong_kind, {}};
    }
    if (const auto type = message.type()) {
        const auto* known = config_.network.dialect->find(message.command());
        if (known == nullptr || known->type != *type) return send_error{misuse::not_in_dialect, {}};
    }
    if (c.stage == stage::running && !agreed_on(message.command())) {
        return send_error{misuse::not_negotiated, {}};
    }
    if (c.out.bytes() >= config_.budgets.send_queue) return send_error{misuse::back_pressure, {}};
    return std::nullopt;
}

result<void, send_error> connection::queue(ticket id, const wire::message& message, instant now) {
    if (auto reason = unsendable(message)) return failed(*std::move(reason));
    begin(now);
    auto refused = context_.out.submit(id, message);
    finish();
    if (refused) return failed(*std::move(refused));
    return {};
}

result<ticket, send_error> connection::send(const wire::message& message, instant now) {
    const auto id = next_ticket();
    return queue(id, message, now).map([&] { return id; });
}

result<void, send_error> connection::tell(const wire::message& message, instant now) {
    return queue(no_ticket, message, now);
}

result<ticket, send_error> connection::ping(instant now) {
    if (auto reason = unready()) return failed(*std::move(reason));
    const auto ours = facets::keepalive::next_ping(context_);
    const auto accepted = send(ours, now);
    if (accepted) keepalive_.pinged(ours, context_);
    return accepted;
}

bool connection::send_decoy(std::size_t contents, instant now) {
    if (context_.stage == stage::ended || context_.leaving()) return false;
    if (context_.out.bytes() >= config_.budgets.send_queue) return false;
    begin(now);
    const bool added = transport_->add_decoy(contents);
    context_.out.take_output();
    finish();
    return added;
}

std::optional<send_error> connection::unannounceable() const {
    if (context_.stage == stage::ended || context_.leaving()) return send_error{misuse::ended, {}};
    if (!context_.kind.owner_speaks) return send_error{misuse::wrong_kind, {}};
    if (relay_.bytes_waiting() >= config_.budgets.inventory_queue) {
        return send_error{misuse::back_pressure, {}};
    }
    return std::nullopt;
}

result<announcement, send_error> connection::announce(const transaction_news& news, instant now) {
    if (auto reason = unannounceable()) return failed(*std::move(reason));
    begin(now);
    const auto outcome = relay_.announce(news, context_);
    finish();
    return outcome;
}

result<announcement, send_error> connection::announce_blocks(
    const wire::header_batch& newest, instant now
) {
    if (auto reason = unannounceable()) return failed(*std::move(reason));
    if (newest.header_size() != config_.network.dialect->header.size) {
        return failed(send_error{misuse::not_in_dialect, {}});
    }
    begin(now);
    const auto outcome = relay_.announce_blocks(newest, context_);
    finish();
    return outcome;
}

result<bool, send_error> connection::ask_compact_blocks(compact_block_role wanted, instant now) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    const bool told = facets::wishes::ask_compact_blocks(wanted, context_);
    finish();
    return told;
}

void connection::set_fee_filter(std::int64_t rate, instant now) {
    if (context_.stage == stage::ended) return;
    begin(now);
    if (!context_.leaving()) wishes_.set_fee_filter(rate, context_);
    finish();
}

result<announcement, send_error> connection::announce(const wire::inventory& entry, instant now) {
    if (auto reason = unannounceable()) return failed(*std::move(reason));
    begin(now);
    const auto outcome = relay_.announce(entry, context_);
    finish();
    return outcome;
}

result<void, send_error> connection::announce_now(
    std::span<const wire::inventory> entries, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    auto refused = relay_.announce_now(entries, context_);
    finish();
    if (refused) return failed(*std::move(refused));
    return {};
}

result<std::vector<node_address>, send_error> connection::send_addresses(
    std::span<const node_address> known, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    auto& c = context_;
    const auto form = c.negotiated.remote_wants_addrv2 ? address_form::addrv2 : address_form::addr;
    auto chosen = sample_addresses(known, form, c.random);
    if (chosen.empty()) return chosen;
    begin(now);
    auto refused = c.out.write(address_message(chosen, form), c.format());
    finish();
    if (refused) return failed(*std::move(refused));
    return chosen;
}

result<bool, send_error> connection::ask_for_chain(
    facets::chain_questions::kind which, const wire::locator& from, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    auto& c = context_;
    const bool asks = chain_questions_.is_new(which, from, c);
    std::optional<send_error> refused;
    if (asks) {
        const bool headers = which == facets::chain_questions::headers;
        const auto& dialect = *config_.network.dialect;
        const auto question = headers ? dialect.getheaders(from) : dialect.getblocks(from);
        refused = c.out.write(question, c.format());
        if (!refused) chain_questions_.asked(which, from, c);
    }
    finish();
    if (refused) return failed(*std::move(refused));
    return asks;
}

result<bool, send_error> connection::reject(const wire::reject& why, instant now) {
    if (auto reason = unready()) return failed(*std::move(reason));
    auto& c = context_;
    if (!rules_.sends_reject || !c.has("reject")) return false;
    begin(now);
    auto refused = c.out.write(why, c.format());
    finish();
    if (refused) return failed(*std::move(refused));
    return true;
}

result<ticket, send_error> connection::request_headers(
    const wire::locator& from, duration within, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    begin(now);
    auto& c = context_;
    const auto id = next_ticket();
    auto refused = c.out.write(config_.network.dialect->getheaders(from), c.format());
    if (!refused) requests_.expect_headers(id, now + within, c);
    finish();
    if (refused) return failed(*std::move(refused));
    return id;
}

result<std::vector<ticket>, send_error> connection::request_data(
    std::span<const wire::inventory> wanted, duration within, instant now
) {
    if (auto reason = unready()) return failed(*std::move(reason));
    std::vector<ticket> ids;
    if (wanted.empty()) return ids;
    begin(now);
    auto& c = context_;
    wire::getdata question;
    question.items.assign(wanted.begin(), wanted.end());
    auto refused = c.out.write(question, c.format());
    if (!refused) {
        for (const auto& entry : wanted) {
            ids.push_back(next_ticket());
            requests_.expect_data(ids.back(), entry, now + within, c);
        }
    }
    finish();
    if (refused) return failed(*std::move(refused));
    return ids;
}

}  // namespace bitpeer
