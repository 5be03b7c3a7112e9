#include <bitpeer/base/endian.hpp>
#include <bitpeer/sim/detail/manners.hpp>
#include <bitpeer/sim/specimens.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace bitpeer::sim::detail {

namespace {

using namespace std::chrono_literals;
using type = wire::inventory_type;

/// What is asked for at once, and answered at once, at most.
constexpr std::size_t asked_max = 50;
constexpr std::size_t answered_max = 500;

constexpr duration patience = 25s;

constexpr wire::command_name transaction{"tx"};
constexpr wire::command_name block{"block"};

duration up_to(duration most, random_source& random) {
    return duration(random.below(static_cast<std::uint64_t>(most.count())));
}

/// A header that nobody has.
bytes fresh_header(const network& net, random_source& random) {
    const auto first = net.genesis.view();
    bytes made(first.begin(), first.end());
    store_le(made.data() + net.dialect->header.nonce, static_cast<std::uint32_t>(random.next()));
    return made;
}

/// Keeps a transaction that it has not; tells all others.
void keep_transaction(
    node& mine, const shared_bytes& payload, const peer* from, random_source& random
) {
    const auto& dialect = *mine.net->dialect;
    const auto ids = dialect.ids(payload, nullptr);
    const transaction_news news{
        .txid = ids.txid,
        .wtxid = ids.wtxid,
        .fee_rate = random.below(4) == 0 ? std::optional<std::int64_t>()
                                         : static_cast<std::int64_t>(random.below(10'000)),
    };
    if (!mine.transactions.add(news.txid, payload)) return;
    if (news.wtxid != news.txid) mine.transactions.add(news.wtxid, payload);
    for (auto* each : mine.up) {
        if (each != from) (void)each->announce_transaction(news);
    }
}

/// Whether it is a transaction or a block and nothing else: some profiles let more bytes follow it,
/// those whom it is sent on to may not.
bool is_whole(const node& mine, const wire::message& arrived) {
    const auto size = arrived.known()->check(arrived.raw(), mine.net->dialect->format());
    return size && *size == arrived.raw().size();
}

void take_block(node& mine, const shared_bytes& payload, const peer* from) {
    const auto& dialect = *mine.net->dialect;
    const auto hash = dialect.block_hash(payload.view().first(dialect.header.size));
    if (!mine.blocks.add(hash, payload)) return;
    for (auto* each : mine.up) {
        if (each != from) (void)each->announce({type::block, hash});
    }
}

/// How a transaction is asked for.
wire::inventory request_for(wire::inventory announced, const peer& self) {
    const bool witness =
        self.config().network.dialect->witness && self.engine().negotiated().witness();
    if (announced.type == type::transaction && witness) announced.type = type::witness_transaction;
    return announced;
}

void answer_inv(peer& self, node& mine, const wire::message& arrived, random_source& random) {
    const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(arrived.raw());
    if (!items || !self.engine().kind().owner_speaks) return;
    const auto& dialect = *mine.net->dialect;
    std::vector<wire::inventory> wanted;
    for (const auto& entry : *items) {
        if (wanted.size() == asked_max) break;
        const auto kind = dialect.kind_of(entry.type);
        if (wire::is_transaction(kind) && self.engine().kind().relays_transactions) {
            if (!mine.transactions.contains(entry.hash)) wanted.push_back(request_for(entry, self));
        } else if (kind == wire::inventory_kind::whole_block && !mine.blocks.contains(entry.hash) && random.below(2) == 0) {
            (void)self.request_block(entry.hash, patience);
        }
    }
    if (!wanted.empty()) (void)self.request_data(wanted, patience + up_to(patience, random));
}

void answer_getdata(peer& self, const node& mine, const wire::message& arrived) {
    const auto items = wire::packed_view<wire::inventory>::over<wire::getdata>(arrived.raw());
    if (!items) return;
    const auto& dialect = *mine.net->dialect;
    wire::notfound missing;
    std::size_t left = answered_max;
    for (const auto& entry : *items) {
        if (left-- == 0) break;
        const auto kind = dialect.kind_of(entry.type);
        const bool whole = kind == wire::inventory_kind::whole_block;
        const auto payload = whole                        ? mine.blocks.find(entry.hash)
                             : wire::is_transaction(kind) ? mine.transactions.find(entry.hash)
                                                          : shared_bytes();
        if (payload.empty()) {
            missing.items.push_back(entry);
        } else {
            // A connection of some kinds has no place for a transaction.
            if (!self.send({whole ? block : transaction, payload})) missing.items.push_back(entry);
        }
    }
    if (!missing.items.empty()) (void)self.send(missing);
}

void answer_getheaders(peer& self, const node& mine, random_source& random) {
    const auto& dialect = *mine.net->dialect;
    wire::header_batch known(dialect.header.size);
    for (auto left = random.below(4); left > 0; --left) {
        known.push_back(fresh_header(*mine.net, random));
    }
    (void)self.send(dialect.chain->headers_of(known));
}

void answer_getaddr(peer& self, random_source& random) {
    if (!self.engine().kind().relays_addresses) return;
    std::vector<node_address> known(random.below(20));
    for (auto& each : known) {
        std::array<std::uint8_t, 4> host{};
        store_le(host.data(), static_cast<std::uint32_t>(random.next()));
        each = {1'700'000'000, wire::services::network, wire::address::ipv4(host, 8333)};
    }
    (void)self.send_addresses(known);
}

void answer_mempool(peer& self, const node& mine) {
    const auto* newest = mine.transactions.newest();
    if (newest == nullptr) return;
    const bool by_wtxid = self.engine().negotiated().wtxid_relay;
    const wire::inventory entries[] = {
        {by_wtxid ? type::wtxid_transaction : type::transaction, *newest}};
    (void)self.announce_now(entries);
}

// What is said without being asked.

void say_pings(peer& self, std::size_t count) {
    for (; count > 0; --count) {
        if (!self.ping()) return;
    }
}

/// Things that nobody has: whoever asks for them gets `notfound`.
void say_rumours(peer& self, std::size_t count, random_source& random) {
    for (; count > 0; --count) {
        const auto name = fresh_hash(random);
        (void)self.announce_transaction({.txid = name, .wtxid = name});
    }
}

void say_unknown(peer& self, std::size_t count, random_source& random) {
    for (; count > 0; --count) {
        (void)self.send({"simulated", shared_bytes(bytes(random.below(200)))});
    }
}

void say_transactions(node& mine, std::size_t count, random_source& random) {
    for (; count > 0; --count) {
        keep_transaction(
            mine, shared_bytes(fresh_transaction(*mine.net->dialect, random)), nullptr, random
        );
    }
}

bool takes_mempool(const node& remote) {
    return remote.config.serves_mempool || remote.config.services.has(wire::services::bloom);
}

void say_something_rare(peer& self, node& mine, const node* remote, random_source& random) {
    const bool addresses = self.engine().kind().relays_addresses;
    switch (random.below(7)) {
        case 0:
            if (auto made = fresh_block(*mine.net, random)) {
                take_block(mine, shared_bytes(*std::move(made)), nullptr);
            }
            break;
        case 1: (void)self.request_headers(wire::locator(fresh_hash(random)), patience); break;
        case 2: (void)self.ask_headers(wire::locator(fresh_hash(random))); break;
        case 3:
            if (addresses) (void)self.send(wire::getaddr{});
            break;
        case 4:
            if (!self.engine().kind().relays_transactions) break;
            if (remote != nullptr && takes_mempool(*remote)) (void)self.send(wire::mempool{});
            break;
        case 5: self.set_fee_filter(static_cast<std::int64_t>(random.below(20'000))); break;
        default: (void)self.send_decoy(random.below(500)); break;
    }
}

}  // namespace

void anticipate(peer& self, random_source& random) {
    const auto& kind = self.engine().kind();
    if (!kind.owner_speaks || self.engine().ended()) return;
    if (kind.relays_addresses && random.below(2) == 0) {
        (void)self.send(wire::getaddr{});
    } else {
        (void)self.send(wire::getdata{{{type::transaction, fresh_hash(random)}}});
    }
}

void greet(peer& self, node& mine, random_source& random) {
    mine.up.push_back(&self);
    if (!self.engine().kind().owner_speaks) return;
    if (self.who_dialled() == direction::inbound) return;
    if (self.engine().kind().relays_addresses && random.below(2) == 0) {
        (void)self.send(wire::getaddr{});
    }
    if (random.below(3) == 0) {
        (void)self.request_headers(wire::locator(mine.net->genesis_hash), patience);
    }
}

void answer(peer& self, node& mine, const wire::message& arrived, random_source& random) {
    const auto command = arrived.command();
    // What was said before its end may still be told to a slow owner.
    if (self.engine().ended() || arrived.known() == nullptr) return;
    if (command == wire::inv::command) return answer_inv(self, mine, arrived, random);
    if (command == wire::getdata::command) return answer_getdata(self, mine, arrived);
    if (command == transaction || command == block) {
        if (!is_whole(mine, arrived)) return;
        if (command == block) return take_block(mine, arrived.raw(), &self);
        return keep_transaction(mine, arrived.raw(), &self, random);
    }
    if (command == wire::command_name("getheaders")) return answer_getheaders(self, mine, random);
    if (command == wire::getaddr::command) return answer_getaddr(self, random);
    if (command == wire::mempool::command) return answer_mempool(self, mine);
}

void speak(peer& self, node& mine, const node* remote, std::size_t most, random_source& random) {
    if (self.engine().state() != stage::running || !self.engine().kind().owner_speaks) return;
    const auto count = 1 + random.below(most);
    self.together([&] {
        const auto what = random.below(20);
        if (what < 14) return say_pings(self, count);
        if (what < 16) return say_rumours(self, 1 + count / 4, random);
        if (what < 17) return say_transactions(mine, 1 + count / 20, random);
        if (what < 18 && remote != nullptr && remote->hears_unknown) {
            return say_unknown(self, 1 + count / 4, random);
        }
        say_something_rare(self, mine, remote, random);
    });
}

}  // namespace bitpeer::sim::detail
