#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/inventory_name.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace bitpeer::sim::detail {

namespace {

/// An engine remembers a thing for at most this many bytes of its budget, some of them twice over.
constexpr std::size_t entry_cost = 4 * 48;

/// Nothing is announced to who announced or sent it, nor twice, unless the owner insists.
///
/// What an engine has queued it cannot take back. So an entry counts as known from the next moment
/// on at which everything that was queued is on the line.
class known_inventory_checker final : public observer {
public:
    void happened(const peer& who, const event& what) override {
        const auto* arrived = std::get_if<message_arrived>(&what);
        if (arrived == nullptr) return;
        const auto command = arrived->message.command();
        const auto& payload = arrived->message.raw();
        if (command == wire::inv::command) {
            const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(payload);
            if (!items) return;
            for (const auto& entry : *items) learn(who, inventory_name(entry));
        } else if (command == wire::tx::command) {
            const auto& dialect = *who.config().network.dialect;
            if (dialect.txid == nullptr || arrived->message.known() == nullptr) return;
            using type = wire::inventory_type;
            const auto ids = dialect.ids(payload, nullptr);
            learn(who, inventory_name({type::transaction, ids.txid}));
            learn(who, inventory_name({type::wtxid_transaction, ids.wtxid}));
        }
    }
    void insisted(const peer& who, std::span<const wire::inventory> entries) override {
        auto& of = states_.of(who);
        for (const auto& entry : entries) of.insisted.insert(inventory_name(entry));
    }
    void said(const peer& who, const transport::frame& sent) override {
        if (sent.command != wire::inv::command) return;
        const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(sent.payload);
        if (!items) return;
        auto& of = states_.of(who);
        for (const auto& entry : *items) {
            const auto name = inventory_name(entry);
            const auto place = of.known.find(name);
            if (place != of.known.end() && place->second < of.all_clear &&
                !of.insisted.contains(name)) {
                report(
                    who,
                    "announced " + to_string(entry.type) + " " + entry.hash.to_string() +
                        " to who is known to have it"
                );
            }
            learn(who, name);
        }
    }
    void settled(const peer& who) override {
        if (auto* of = states_.find(who); of != nullptr && who.nothing_queued()) {
            of->all_clear = ++of->clock;
        }
    }
    void finished(const peer& who) override { states_.forget(who); }

private:
    struct state {
        std::unordered_map<std::uint64_t, std::uint64_t> known;  // since when, by `clock`
        std::deque<std::uint64_t> order;
        std::unordered_set<std::uint64_t> insisted;
        std::uint64_t clock = 0;
        std::uint64_t all_clear = 0;  // nothing was queued then
    };

    void learn(const peer& who, std::uint64_t name) {
        auto& of = states_.of(who);
        if (!of.known.emplace(name, of.clock).second) return;
        of.order.push_back(name);
        if (of.order.size() <= who.config().budgets.known_inventory / entry_cost) return;
        of.known.erase(of.order.front());
        of.order.pop_front();
    }

    per_endpoint<state> states_;
};

}  // namespace

std::unique_ptr<observer> make_known_inventory_checker() {
    return std::make_unique<known_inventory_checker>();
}

}  // namespace bitpeer::sim::detail
