#include <bitpeer/engine/facets/inventory_relay.hpp>
#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/inventory_name.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer::sim::detail {

namespace {

/// A random wait is as good as never so many times longer than its mean.
constexpr std::int64_t lateness_max = 45;

/// Fewer waits say nothing about their mean.
constexpr std::size_t waits_min = 100;

/// How many standard deviations the mean of all waits may be off.
constexpr double deviations_max = 8;

/// Blocks are announced at once; all else waits for the next trickle, which comes at the pace that
/// the configuration says, and takes along what waits: no more than its batch at a time.
class trickle_checker final : public observer {
public:
    void announced(const peer& who, const wire::inventory& entry, announcement outcome) override {
        if (outcome != announcement::queued || who.engine().state() != stage::running) return;
        auto& of = states_.of(who);
        const auto name = inventory_name(entry);
        if (kind_of(who, entry) == wire::inventory_kind::whole_block) {
            of.blocks.insert(name);
            return;
        }
        if (of.waiting.empty()) of.since = who.now();
        of.waiting.emplace(name, who.now());
        if (who.now() < of.due) return;
        of.was_due = of.due;
        of.due = who.now() + mean_of(who);
    }
    void insisted(const peer& who, std::span<const wire::inventory> entries) override {
        auto& of = states_.of(who);
        for (const auto& entry : entries) {
            const auto name = inventory_name(entry);
            of.insisted.insert(name);
            drop(who, name);
        }
    }
    void happened(const peer& who, const event& what) override {
        const auto* arrived = std::get_if<message_arrived>(&what);
        auto* of = states_.find(who);
        if (arrived == nullptr || of == nullptr || of->waiting.empty()) return;
        const auto command = arrived->message.command();
        if (command == wire::inv::command) {
            const auto items =
                wire::packed_view<wire::inventory>::over<wire::inv>(arrived->message.raw());
            if (!items) return;
            for (const auto& entry : *items) drop(who, inventory_name(entry));
        } else if (command == transaction) {
            // It may be one that waits, by either name.
            const auto& dialect = *who.config().network.dialect;
            if (arrived->message.known() == nullptr) return;
            const auto& payload = arrived->message.raw();
            using type = wire::inventory_type;
            const auto ids = dialect.ids(payload, nullptr);
            drop(who, inventory_name({type::transaction, ids.txid}));
            drop(who, inventory_name({type::wtxid_transaction, ids.wtxid}));
        } else if (command == fee_filter) {
            // What pays less is not wanted any more, and nobody here knows which that is.
            of->waiting.clear();
            of->sampled = false;
        }
    }
    void said(const peer& who, const transport::frame& sent) override {
        if (sent.command == transaction) return went_out(who, sent);
        if (sent.command != wire::inv::command) return;
        const auto items = wire::packed_view<wire::inventory>::over<wire::inv>(sent.payload);
        auto* of = states_.find(who);
        if (!items || of == nullptr) return;
        bool trickled = false;
        for (const auto& entry : *items) {
            const auto name = inventory_name(entry);
            of->blocks.erase(name);
            const bool waited = of->waiting.erase(name) > 0;
            trickled |= waited && !of->insisted.contains(name);
        }
        if (!trickled) return;
        if (items->size() > facets::inventory_relay::batch_max) {
            report(who, "trickled " + std::to_string(items->size()) + " entries in one inv");
        }
        flushed(who, *of);
    }
    void settled(const peer& who) override {
        auto* of = states_.find(who);
        if (of == nullptr) return;
        if (who.engine().ended()) {
            of->waiting.clear();
            of->blocks.clear();
            return;
        }
        const bool queued = !who.nothing_queued();
        // Who writes nothing for long is not looked at meanwhile: it was unclear until just now.
        if (std::exchange(of->queued, queued) || queued) of->unclear = who.now();
        if (queued) return;
        if (!of->blocks.empty()) {
            report(who, "lets a block wait that was to be announced at once");
            of->blocks.clear();
        }
        if (of->waiting.empty() || who.now() < of->next_look) return;
        look_for_late_ones(who, *of);
    }
    void finished(const peer& who) override {
        states_.forget(who);
        judge_means(who);
    }

private:
    static constexpr wire::command_name transaction{"tx"};
    static constexpr wire::command_name fee_filter{"feefilter"};

    struct state {
        std::unordered_map<std::uint64_t, instant> waiting;  // since when
        std::unordered_set<std::uint64_t> blocks;
        std::unordered_set<std::uint64_t> insisted;
        instant since;      // something has been waiting from then on
        instant due;        // of a trickle that always takes as long
        instant was_due;    // of the one before
        instant unclear;    // the last moment at which not all was written
        instant next_look;  // for those that are late
        instant last_flush;
        bool queued = false;  // not all was written when it was looked at last
        bool sampled = true;  // whether its waits count
    };
    /// The waits of all peers of one direction and mean.
    struct waits {
        duration mean{};
        duration total{};
        std::size_t count = 0;
    };

    static wire::inventory_kind kind_of(const peer& who, const wire::inventory& entry) {
        return who.config().network.dialect->kind_of(entry.type);
    }
    static trickle_timing timing_of(const peer& who) {
        const auto& config = who.config();
        const auto& rules = config.conduct ? *config.conduct : conduct_of(*config.network.dialect);
        return config.trickle.value_or(rules.trickle);
    }
    static duration mean_of(const peer& who) {
        const auto timing = timing_of(who);
        return who.who_dialled() == direction::outbound ? timing.outbound : timing.inbound;
    }

    /// It need not be announced any more.
    void drop(const peer& who, std::uint64_t name) {
        auto* of = states_.find(who);
        if (of == nullptr || of->waiting.erase(name) == 0 || !of->waiting.empty()) return;
        // A wait without an end says something about the mean, too.
        count_wait(who, *of, false);
    }

    /// A transaction that goes out need not be announced.
    void went_out(const peer& who, const transport::frame& sent) {
        auto* of = states_.find(who);
        if (of == nullptr || of->waiting.empty()) return;
        const auto& dialect = *who.config().network.dialect;
        const auto* row = dialect.find(sent.command);
        if (row == nullptr || !row->check(sent.payload, who.engine().negotiated().format())) return;
        using type = wire::inventory_type;
        const auto ids = dialect.ids(sent.payload, nullptr);
        drop(who, inventory_name({type::transaction, ids.txid}));
        drop(who, inventory_name({type::wtxid_transaction, ids.wtxid}));
    }

    void flushed(const peer& who, state& of) {
        const bool same_trickle = of.last_flush == who.now();
        of.last_flush = who.now();
        if (same_trickle) return;
        const auto timing = timing_of(who);
        const bool clear = of.unclear < of.since;
        if (!timing.randomised && clear && who.now() < of.due && who.now() != of.was_due) {
            report(who, "trickled before its time");
        }
        count_wait(who, of, true);
        of.since = who.now();
    }

    void count_wait(const peer& who, state& of, bool ended) {
        const auto from = of.since;
        of.since = who.now();
        const bool undisturbed =
            of.unclear < from && of.sampled && !who.between()->suffered(disturbance::slow_end);
        if (!undisturbed || !timing_of(who).randomised || mean_of(who) <= duration::zero()) return;
        const auto place = std::ranges::find(waits_, mean_of(who), &waits::mean);
        auto& all =
            place != waits_.end() ? *place : waits_.emplace_back(waits{mean_of(who), {}, 0});
        all.total += who.now() - from;
        if (ended) ++all.count;
    }

    void judge_means(const peer& who) {
        for (const auto& all : waits_) {
            if (all.count < waits_min) continue;
            const auto count = static_cast<double>(all.count);
            const auto ratio = static_cast<double>(all.total.count()) / count /
                               static_cast<double>(all.mean.count());
            if (std::abs(ratio - 1) <= deviations_max / std::sqrt(count)) continue;
            report(
                who,
                "is one of those whose trickle takes " + std::to_string(ratio) +
                    " times as long as it should, on average of " + std::to_string(all.count)
            );
        }
    }

    void look_for_late_ones(const peer& who, state& of) {
        const auto mean = mean_of(who);
        const auto allowed = timing_of(who).randomised ? mean * lateness_max : mean;
        of.next_look = who.now() + mean;
        // Only what is wanted, and not known by now, goes out: of an owner who listens late nobody
        // here knows what his engine has heard.
        if (!who.engine().negotiated().remote_wants_transactions ||
            who.between()->suffered(disturbance::slow_end)) {
            return of.waiting.clear();
        }
        for (auto place = of.waiting.begin(); place != of.waiting.end();) {
            const auto from = std::max(place->second, of.unclear);
            if (who.now() - from <= allowed) {
                ++place;
                continue;
            }
            report(who, "has not announced what was to be trickled long ago");
            place = of.waiting.erase(place);
        }
    }

    per_endpoint<state> states_;
    std::vector<waits> waits_;
};

}  // namespace

std::unique_ptr<observer> make_trickle_checker() { return std::make_unique<trickle_checker>(); }

}  // namespace bitpeer::sim::detail
