#include <bitpeer/engine/facets/stall_detector.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/packed_view.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace bitpeer::facets {

namespace {

constexpr wire::command_name headers_command{"headers"};
constexpr wire::command_name inv_command{"inv"};

duration allowed_for(wire::inventory_kind what, const stall_timing& times) {
    if (is_transaction(what)) return times.transaction;
    if (is_block(what)) return times.block;
    return duration::zero();  // nobody knows what would answer it
}

}  // namespace

void stall_detector::queue::add(question added, instant now) {
    if (open.empty()) since = now;
    open.push_back(added);
}

void stall_detector::queue::remove(std::size_t which, instant now) {
    if (which == 0) since = now;
    open.erase(which);
}

void stall_detector::ask(kind which, queue::question added, context& c) {
    if (added.allowed <= duration::zero()) return;
    if (!open_) open_ = std::make_unique<questions>();
    auto& asked = open_->queues[which];
    if (asked.open.size() < open_max) asked.add(added, c.now);
}

void stall_detector::written(wire::command_name command, byte_view payload, context& c) {
    if (command == wire::getdata::command) {
        const auto items = wire::packed_view<wire::inventory>::over<wire::getdata>(payload);
        if (!items) return;
        for (const auto& wanted : *items) {
            const auto what = c.config.network.dialect->kind_of(wanted.type);
            ask(data, {wanted, allowed_for(what, c.stalls)}, c);
        }
    } else if (command == wire::getheaders::command) {
        ask(headers, {{}, c.stalls.headers}, c);
    } else if (command == wire::getblocks::command) {
        ask(listing, {{}, c.stalls.block_list}, c);
    } else if (command == wire::mempool::command) {
        ask(listing, {{}, c.stalls.transaction_list}, c);
    } else {
        const auto& rules = c.stalls.others;
        const auto rule = std::ranges::find(rules, command, &question_rule::question);
        if (rule == rules.end()) return;
        ask(other, {{}, rule->within, &*rule}, c);
    }
    rearm(c);
}

void stall_detector::arrived(const wire::message& message, delivery& what, context& c) {
    if (!open_) return;
    auto& queues = open_->queues;
    auto& open = queues[data].open;
    const auto answered = open.find_if([&](const queue::question& question) {
        return what.answers(question.wanted);
    });
    if (answered < open.size()) queues[data].remove(answered, c.now);

    const auto answer_first = [&](kind which) {
        auto& asked = queues[which];
        if (!asked.open.empty()) asked.remove(0, c.now);
    };
    if (message.command() == headers_command) answer_first(headers);
    if (message.command() == inv_command) {
        answer_first(listing);
        if (open_->probed > 0) --open_->probed;
    }
    auto& others = queues[other];
    const auto settled = others.open.find_if([&](const queue::question& question) {
        return question.rule->answer == message.command();
    });
    if (settled < others.open.size()) others.remove(settled, c.now);
    rearm(c);
}

void stall_detector::handle(const wire::notfound& theirs, context& c) {
    if (!open_) return;
    auto& asked = open_->queues[data];
    for (const auto& entry : theirs.items) {
        const auto refused = asked.open.find_if([&](const queue::question& question) {
            return question.wanted.hash == entry.hash &&
                   ((question.wanted.type.number ^ entry.type.number) & ~wire::witness_flag) == 0;
        });
        if (refused < asked.open.size()) asked.remove(refused, c.now);
    }
    rearm(c);
}

/// Messages are handled in order, so whoever answers this has nothing to say to what was asked
/// before it.
void stall_detector::handle(const wire::pong& theirs, context& c) {
    if (!open_ || open_->probe_nonce == 0 || theirs.nonce != open_->probe_nonce) return;
    open_->probe_nonce = 0;
    auto& asked = open_->queues[listing];
    for (; open_->probed > 0; --open_->probed) asked.remove(0, c.now);
    rearm(c);
}

void stall_detector::listing_is_late(context& c) {
    auto& asked = open_->queues[listing];
    if (!c.pings_are_answered()) {
        asked.remove(0, c.now);  // cannot be told from one with nothing to say
        return;
    }
    if (open_->probed > 0) return stalled(listing, c);
    auto& nonce = open_->probe_nonce;
    do nonce = c.random.next();
    while (nonce == 0);
    open_->probed = asked.open.size();
    c.write(wire::ping{nonce});
    asked.since = c.now;
}

void stall_detector::stalled(kind which, context& c) {
    const auto& asked = open_->queues[which];
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(c.now - asked.since);
    std::string what;
    switch (which) {
        case data: {
            const auto& wanted = asked.open.front().wanted;
            what = "getdata for " + to_string(wanted.type) + " " + wanted.hash.to_string();
            break;
        }
        case headers: what = "getheaders"; break;
        case other: what = asked.open.front().rule->question.text(); break;
        default: what = "getblocks or mempool, and the ping behind it,"; break;
    }
    c.end_with(
        disconnect_reason::stalled,
        what + " stayed unanswered for " + std::to_string(seconds.count()) + " s"
    );
}

void stall_detector::expired(timer which, context& c) {
    if (which != timer::stall || !open_) return;
    for (const auto each : {data, headers, listing, other}) {
        const auto& asked = open_->queues[each];
        if (asked.open.empty() || c.now < asked.deadline()) continue;
        if (each == listing) {
            listing_is_late(c);
        } else {
            stalled(each, c);
        }
    }
    rearm(c);
}

void stall_detector::postpone(duration by) {
    if (!open_) return;
    for (auto& asked : open_->queues) asked.since = asked.since + by;
}

void stall_detector::ended() { open_.reset(); }

void stall_detector::rearm(context& c) {
    if (!open_) return;
    std::optional<instant> first;
    for (const auto& asked : open_->queues) {
        if (asked.open.empty()) continue;
        if (!first || asked.deadline() < *first) first = asked.deadline();
    }
    if (first) {
        c.timers.set(timer::stall, *first);
    } else {
        c.timers.clear(timer::stall);
        open_.reset();
    }
}

}  // namespace bitpeer::facets
