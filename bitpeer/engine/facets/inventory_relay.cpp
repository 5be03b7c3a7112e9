#include <bitpeer/base/poisson.hpp>
#include <bitpeer/engine/facets/inventory_relay.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/packed_view.hpp>

namespace bitpeer::facets {

namespace {

using type = wire::inventory_type;

/// What one entry of `known_inventory` may cost.
constexpr std::size_t known_entry_cost = 48;

/// The most entries of any `inv`.
constexpr std::size_t entries_max = decltype(wire::inv::items)::max_count;

bool is_block(const wire::inventory& entry, const context& c) {
    return c.config.network.dialect->kind_of(entry.type) == wire::inventory_kind::whole_block;
}

bool is_transaction(const wire::inventory& entry, const context& c) {
    return wire::is_transaction(c.config.network.dialect->kind_of(entry.type));
}

constexpr wire::command_name headers{"headers"};
constexpr wire::command_name compact_block{"cmpctblock"};

/// Whether the remote wants to hear of it, as far as it said.
bool wanted(const transaction_news& news, const context& c) {
    if (!c.tells_transactions()) return false;
    return !news.fee_rate || *news.fee_rate >= c.negotiated.remote_fee_filter;
}

/// Two peers name transactions by wtxid if both said so (BIP339).
wire::inventory_kind naming(const context& c) {
    return c.negotiated.wtxid_relay ? wire::inventory_kind::wtxid : wire::inventory_kind::txid;
}

wire::inventory entry_of(const hash256& name, const context& c) {
    return {c.negotiated.wtxid_relay ? type::wtxid_transaction : type::transaction, name};
}

wire::inventory entry_of(const transaction_news& news, const context& c) {
    return entry_of(c.negotiated.wtxid_relay ? news.wtxid : news.txid, c);
}

/// In braces the key's halves are drawn in order.
crypto::siphash_key draw_key(random_source& random) { return {random.next(), random.next()}; }

}  // namespace

inventory_relay::inventory_relay(context& c)
    : dialect_(*c.config.network.dialect),
      known_(c.config.budgets.known_inventory / known_entry_cost, draw_key(c.random)) {}

announcement inventory_relay::announce(const wire::inventory& entry, context& c) {
    if (knows(entry)) return announcement::known;
    const bool up = c.stage == stage::running;
    if (up && is_transaction(entry, c) && !c.tells_transactions()) return announcement::unwanted;
    if (up && is_block(entry, c)) {
        wire::inv news;
        news.items.push_back(entry);
        c.write(news);
        add_known(entry);
        return announcement::queued;
    }
    waiting_.push_back(entry);
    if (up) schedule(c);
    return announcement::queued;
}

announcement inventory_relay::announce(const transaction_news& news, context& c) {
    if (knows(news)) return announcement::known;
    const bool up = c.stage == stage::running;
    if (up && !wanted(news, c)) return announcement::unwanted;
    news_.push_back(news);
    if (up) schedule(c);
    return announcement::queued;
}

bool inventory_relay::knows(const wire::inventory& entry) const {
    if (known_.contains(entry)) return true;
    return entry.type == type::wtxid_transaction && unnamed_.is(entry.hash, dialect_);
}

bool inventory_relay::knows(const transaction_news& news) const {
    return knows({type::transaction, news.txid}) || knows({type::wtxid_transaction, news.wtxid});
}

std::optional<send_error> inventory_relay::announce_now(
    std::span<const wire::inventory> entries, context& c
) {
    const auto misplaced = [&](const auto& entry) { return is_transaction(entry, c); };
    if (!c.kind.relays_transactions && std::ranges::any_of(entries, misplaced)) {
        return send_error{misuse::wrong_kind, {}};
    }
    while (!entries.empty()) {
        const auto some = entries.first(std::min(entries.size(), entries_max));
        wire::inv news;
        news.items.assign(some.begin(), some.end());
        if (auto refused = c.out.write(news, c.format())) return refused;
        for (const auto& entry : some) add_known(entry);
        entries = entries.subspan(some.size());
    }
    return std::nullopt;
}

/// Blocks never wait for the trickle.
void inventory_relay::running(context& c) {
    auto queued = std::exchange(waiting_, {});
    for (const auto& entry : queued) (void)announce(entry, c);
    if (!news_.empty()) schedule(c);
}

void inventory_relay::heard_of(byte_view inventory, context& c) {
    const auto theirs = wire::packed_view<wire::inventory>::over<wire::inv>(inventory, c.format());
    if (!theirs) return;
    for (const auto& entry : *theirs) {
        add_known(entry);
        if (is_block(entry, c)) c.statistics.last_announced_block = entry.hash;
    }
}

void inventory_relay::arrived(const wire::message& message, delivery& what, const context& c) {
    add_known_headers(message, c);
    if (what.carries_block()) add_known({type::block, what.block_hash()});
    if (!what.carries_transaction()) return;
    const auto called = naming(c);
    if (what.nearly_named(called)) return add_known(entry_of(what.id(called), c));
    add_known_transaction(message.raw(), c);
}

/// One whose name is not at hand.
void inventory_relay::add_known_transaction(const shared_bytes& payload, const context& c) {
    if (!c.negotiated.wtxid_relay) {
        return add_known(entry_of(dialect_.id(payload, naming(c), nullptr), c));
    }
    unnamed_.add(payload, dialect_, [this](const hash256& wtxid) {
        add_known({type::wtxid_transaction, wtxid});
    });
}

void inventory_relay::name_transactions() {
    unnamed_.name(dialect_, [this](const hash256& wtxid) {
        add_known({type::wtxid_transaction, wtxid});
    });
}

void inventory_relay::queued(
    const wire::message& message, const shared_bytes& payload, const hash256* digest,
    const context& c
) {
    const auto command = message.command();
    const auto& dialect = *c.config.network.dialect;
    if (command == wire::inv::command) {
        const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(payload);
        if (!items) return;
        for (const auto& entry : *items) add_known(entry);
    } else if (command == headers) {
        add_known_headers(message, c);
    } else if (command == wire::block::command || command == compact_block) {
        if (payload.size() < dialect.header.size) return;
        add_known({type::block, dialect.block_hash(payload.view().first(dialect.header.size))});
    } else if (command == wire::tx::command) {
        const auto* row = dialect.find(command);
        if (row == nullptr || !row->check(payload, c.format())) return;
        if (digest == nullptr) return add_known_transaction(payload, c);
        add_known(entry_of(dialect.id(payload, naming(c), digest), c));
    }
}

duration inventory_relay::interval(context& c) const {
    const bool dialled = c.who_dialled == direction::outbound;
    const auto mean = dialled ? c.trickle.outbound : c.trickle.inbound;
    if (!c.trickle.randomised || mean <= duration::zero()) return mean;
    // Memoryless, so it may be drawn when the first entry comes.
    return poisson_wait(mean, c.random);
}

void inventory_relay::schedule(context& c) const {
    if (c.timers.deadline(timer::trickle)) return;
    c.timers.set(timer::trickle, c.now + interval(c));
}

/// There may be room again for what found none.
void inventory_relay::written(context& c) const {
    const bool waits = !waiting_.empty() || !news_.empty();
    if (waits && c.stage == stage::running && has_room(c)) schedule(c);
}

void inventory_relay::expired(timer which, context& c) {
    if (which == timer::trickle && has_room(c)) flush(c);
}

void inventory_relay::flush(context& c) {
    wire::inv batch;
    const auto send_batch = [&] {
        if (!batch.items.empty()) c.write(batch);
        batch.items.clear();
    };
    const auto add = [&](const wire::inventory& entry) {
        add_known(entry);
        batch.items.push_back(entry);
        if (batch.items.size() == batch_max) send_batch();
    };
    for (const auto& entry : std::exchange(waiting_, {})) {
        if (knows(entry)) continue;  // since it was queued
        if (is_transaction(entry, c) && !c.tells_transactions()) continue;
        add(entry);
    }
    for (const auto& news : std::exchange(news_, {})) {
        if (knows(news) || !wanted(news, c)) continue;  // any more
        add_known({type::transaction, news.txid});
        add_known({type::wtxid_transaction, news.wtxid});
        add(entry_of(news, c));
    }
    send_batch();
}

void inventory_relay::ended() {
    std::vector<wire::inventory>().swap(waiting_);
    std::vector<transaction_news>().swap(news_);
    unnamed_.clear();
    known_.clear();
}

}  // namespace bitpeer::facets
