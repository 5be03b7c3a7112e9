/// What one engine promises by itself.

#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/detail/checkers.hpp>
#include <bitpeer/sim/detail/per_endpoint.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/transport/v2_padding.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace bitpeer::sim::detail {

void report(const peer& who, const std::string& text) {
    who.home().violation(who.name() + ": " + text);
}

namespace {

class time_checker final : public observer {
public:
    void timed_out(const peer& who) override {
        const auto next = who.engine().next_timeout();
        if (next && *next <= who.now()) report(who, "a deadline that was served is due again");
    }
    void settled(const peer& who) override {
        const auto next = who.engine().next_timeout();
        if (next && *next < who.now()) report(who, "a deadline lies in the past");
    }
};

class budget_checker final : public observer {
public:
    void read(const endpoint& who, byte_view data) override {
        const auto* reader = who.as_peer();
        if (reader == nullptr) return;
        auto& heard = heard_.of(who);
        heard.last = data.size();
        heard.total += data.size();
        heard.waited = heard.newest = 0;
    }
    /// Messages that are handed out one behind the other, with nothing read in between, had all
    /// been waiting when the last of them was taken.
    void happened(const peer& who, const event& what) override {
        const auto* arrived = std::get_if<message_arrived>(&what);
        if (arrived == nullptr) return;
        auto& heard = heard_.of(who);
        heard.waited += std::exchange(heard.newest, arrived->wire_size);
        const auto allowed = who.config().budgets.undelivered_events;
        if (heard.waited < allowed) return;
        report(
            who,
            "took a message while " + std::to_string(heard.waited) +
                " bytes of others waited for the owner, the contract allows " +
                std::to_string(allowed)
        );
    }
    void settled(const peer& who) override {
        const auto& engine = who.engine();
        if (const auto held = engine.bytes_held(); held > memory_bound(who)) {
            report(
                who,
                "holds " + std::to_string(held) + " bytes, the contract allows " +
                    std::to_string(memory_bound(who))
            );
        }
        if (engine.state() == stage::running || engine.ended()) return;
        const auto* heard = heard_.find(who);
        // What came last was taken before anybody could look.
        if (heard == nullptr || heard->total - heard->last <= handshake_bound(who)) return;
        report(who, "listened to " + std::to_string(heard->total) + " bytes that are no handshake");
    }
    void finished(const peer& who) override { heard_.forget(who); }

private:
    struct input {
        std::size_t total = 0;
        std::size_t last = 0;
        std::size_t waited = 0;  // for the owner, when the newest came
        std::size_t newest = 0;
    };

    static std::size_t handshake_bound(const peer& whose) {
        constexpr std::size_t around_garbage = 256;  // a key, a terminator, a packet
        return whose.config().budgets.handshake_input + transport::garbage_max + around_garbage;
    }

    per_endpoint<input> heard_;
};

class silence_checker final : public observer {
public:
    void wrote(const endpoint& who, byte_view /*data*/) override {
        if (has_ended(who)) who.home().violation(who.name() + ": writes after its end");
    }
    void happened(const peer& who, const event& what) override {
        if (has_ended(who)) report(who, "an event after `disconnected`: " + text_of(what));
        if (!std::holds_alternative<disconnected>(what)) return;
        if (ended_.size() <= who.id()) ended_.resize(who.id() + 1);
        ended_[who.id()] = true;
    }
    void settled(const peer& who) override {
        const auto& engine = who.engine();
        if (!engine.ended()) return;
        if (!engine.transmit().empty()) report(who, "has bytes to transmit after its end");
        if (engine.next_timeout()) report(who, "has a deadline after its end");
        if (engine.wants_input()) report(who, "wants input after its end");
        if (!engine.why_ended()) report(who, "ended without a reason");
    }
    void finished(const peer& who) override {
        if (!has_ended(who)) report(who, "never said `disconnected`");
        if (who.engine().bytes_held() > 0) report(who, "holds bytes after its end");
    }

private:
    [[nodiscard]] bool has_ended(const endpoint& who) const {
        return who.id() < ended_.size() && ended_[who.id()];
    }

    std::vector<bool> ended_;
};

class completion_checker final : public observer {
public:
    void accepted(const peer& who, ticket id) override {
        auto& of = tickets_.of(who);
        // They are numbered, so the open ones lie in order.
        if (of.last && id <= *of.last) {
            report(who, name(id) + " was given out twice");
            return;
        }
        of.last = id;
        of.open.push_back(id);
    }
    void happened(const peer& who, const event& what) override {
        if (const auto* sent = std::get_if<send_completed>(&what)) complete(who, sent->id);
        if (const auto* asked = std::get_if<request_completed>(&what)) complete(who, asked->id);
    }
    void finished(const peer& who) override {
        for (const auto id : tickets_.of(who).open) report(who, name(id) + " never completed");
        tickets_.forget(who);
    }

private:
    struct tickets {
        std::optional<ticket> last;
        std::deque<ticket> open;
    };

    static std::string name(ticket id) {
        return "ticket " + std::to_string(static_cast<std::uint64_t>(id));
    }
    void complete(const peer& who, ticket id) {
        auto& open = tickets_.of(who).open;
        const auto place = std::ranges::lower_bound(open, id);
        if (place == open.end() || *place != id) {
            report(who, name(id) + " completed, but is not open");
        } else {
            open.erase(place);
        }
    }

    per_endpoint<tickets> tickets_;
};

/// A remote that says nothing, or nothing that leads to a handshake, is not waited for for ever.
class patience_checker final : public observer {
public:
    void read(const endpoint& who, byte_view /*data*/) override {
        if (who.as_peer() != nullptr) lives_.of(who).heard = who.now();
    }
    void connected(const peer& who) override {
        lives_.of(who) = {.began = who.now(), .heard = who.now()};
    }
    void winding_up(const peer& who) override {
        const auto* life = lives_.find(who);
        // While its own side does not read, no deadline runs.
        if (life == nullptr || who.between()->suffered(disturbance::slow_end)) return;
        const auto& config = who.config();
        const auto& rules = config.conduct ? *config.conduct : conduct_of(*config.network.dialect);
        const auto times = config.times.value_or(rules.times);
        const auto over = [&](duration allowed, instant since) {
            return allowed > duration::zero() && who.now() > since + allowed;
        };
        if (who.engine().state() != stage::running) {
            if (over(times.handshake_timeout, life->began)) {
                report(who, "waits for a handshake that is overdue");
            }
        } else if (over(times.inactivity_timeout, life->heard)) {
            report(who, "waits for a remote that has been silent for too long");
        }
    }
    void finished(const peer& who) override { lives_.forget(who); }

private:
    struct history {
        instant began;
        instant heard;
    };

    per_endpoint<history> lives_;
};

}  // namespace

std::unique_ptr<observer> make_time_checker() { return std::make_unique<time_checker>(); }
std::unique_ptr<observer> make_budget_checker() { return std::make_unique<budget_checker>(); }
std::unique_ptr<observer> make_silence_checker() { return std::make_unique<silence_checker>(); }
std::unique_ptr<observer> make_completion_checker() {
    return std::make_unique<completion_checker>();
}
std::unique_ptr<observer> make_patience_checker() { return std::make_unique<patience_checker>(); }

}  // namespace bitpeer::sim::detail
