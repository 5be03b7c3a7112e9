#include <bitpeer/sim/checkers.hpp>
#include <bitpeer/sim/detail/order_checker.hpp>
#include <bitpeer/sim/peer.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/sim/world.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace bitpeer::sim {

namespace {

void report(const peer& who, const std::string& text) {
    who.home().violation(who.name() + ": " + text);
}

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

class memory_checker final : public observer {
public:
    void settled(const peer& who) override {
        const auto held = who.engine().bytes_held();
        if (held > memory_bound(who)) {
            report(
                who,
                "holds " + std::to_string(held) + " bytes, the contract allows " +
                    std::to_string(memory_bound(who))
            );
        }
    }
};

class silence_checker final : public observer {
public:
    void wrote(const endpoint& who, byte_view /*data*/) override {
        if (said_last_word_.contains(who.id())) {
            who.home().violation(who.name() + ": writes after its end");
        }
    }
    void happened(const peer& who, const event& what) override {
        const bool first = !said_last_word_.contains(who.id());
        if (!first) report(who, "an event after `disconnected`: " + text_of(what));
        if (std::holds_alternative<disconnected>(what)) said_last_word_.insert(who.id());
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
        if (!said_last_word_.contains(who.id())) report(who, "never said `disconnected`");
        if (who.engine().bytes_held() > 0) report(who, "holds bytes after its end");
    }

private:
    std::set<std::size_t> said_last_word_;
};

class completion_checker final : public observer {
public:
    void accepted(const peer& who, ticket id) override {
        if (!open_[who.id()].insert(id).second) report(who, name(id) + " was given out twice");
    }
    void happened(const peer& who, const event& what) override {
        if (const auto* sent = std::get_if<send_completed>(&what)) complete(who, sent->id);
        if (const auto* asked = std::get_if<request_completed>(&what)) complete(who, asked->id);
    }
    void finished(const peer& who) override {
        for (const auto id : open_[who.id()]) report(who, name(id) + " never completed");
    }

private:
    static std::string name(ticket id) {
        return "ticket " + std::to_string(static_cast<std::uint64_t>(id));
    }
    void complete(const peer& who, ticket id) {
        if (open_[who.id()].erase(id) == 0) report(who, name(id) + " completed, but is not open");
    }

    std::map<std::size_t, std::set<ticket>> open_;
};

}  // namespace

std::size_t memory_bound(const peer& whose) {
    const auto& budgets = whose.config().budgets;
    // Each part may be exceeded by one message: among the events it may stand twice (it arrived,
    // and it answers a request), one is sent, one is on its way in. A frame and an event cost a
    // little.
    constexpr std::size_t around_a_message = 256;
    const auto message = whose.config().network.dialect->payload_max + around_a_message;
    // When a connection ends, each message in the queue becomes an event, which may be larger.
    constexpr std::size_t event_for_a_message = 3;
    return budgets.undelivered_events + event_for_a_message * budgets.send_queue + 4 * message +
           budgets.inventory_queue + budgets.known_inventory;
}

std::vector<std::unique_ptr<observer>> standard_checkers() {
    std::vector<std::unique_ptr<observer>> all;
    all.push_back(std::make_unique<time_checker>());
    all.push_back(std::make_unique<memory_checker>());
    all.push_back(std::make_unique<silence_checker>());
    all.push_back(std::make_unique<completion_checker>());
    all.push_back(std::make_unique<detail::order_checker>());
    return all;
}

}  // namespace bitpeer::sim
