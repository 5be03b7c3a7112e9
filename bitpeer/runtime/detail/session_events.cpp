#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/detail/session.hpp>

#include <concepts>
#include <utility>
#include <variant>

namespace bitpeer::detail {

namespace {

/// For each of several who wait.
template <class T>
result<T, failure> copy_of(const result<T, failure>& outcome) {
    if (outcome) return outcome;
    return failed(frugal_copy(outcome.error()));
}

}  // namespace

void session::deliver_events() {
    deliver_heard();
    for (;;) {
        std::optional<event> next;
        std::shared_ptr<const inboxes> open;
        {
            const std::lock_guard lock(mutex_);
            next = engine_.poll_event();
            if (next && !inboxes_->empty()) open = inboxes_;
        }
        if (!next) return;
        hold_for_callbacks();
        const auto hand_over = [&]<class Told>(const Told& told) {
            if constexpr (std::same_as<Told, message_arrived>) {
                deliver(told, open.get());
            } else {
                deliver(told);
            }
        };
        std::visit(hand_over, *next);
        guarded([&] { on_event.call(*next); });
    }
}

void session::deliver_heard() {
    std::vector<heard_frame> frames;
    {
        const std::lock_guard lock(mutex_);
        if (heard_.empty()) return;
        frames.swap(heard_);
        if (on_heard.empty()) return engine_.on_heard({});
    }
    hold_for_callbacks();
    for (const auto& frame : frames) guarded([&] { on_heard.call(frame); });
}

/// While the owner's code runs, nothing is read: the remote's answers may have come already.
void session::hold_for_callbacks() {
    if (holding_) return;
    if (on_message.empty() && on_event.empty() && taps.empty() && on_heard.empty()) return;
    holding_ = true;
    const std::lock_guard lock(mutex_);
    engine_.hold(true, system_now());
}

void session::deliver(const handshake_completed& /*told*/) {
    std::shared_ptr<const overseers> watching;
    {
        const std::lock_guard lock(mutex_);
        was_up_ = true;
        watching = overseers_;
    }
    if (watching) {
        for (const auto& one : *watching) one->came_up(id_);
    }
    forget_nonce();
    complete_ready({});
}

/// `open` is null where no inbox is.
void session::deliver(const message_arrived& told, const inboxes* open) {
    if (open != nullptr) {
        const auto now = system_now();
        for (const auto& inbox : *open) {
            if (inbox->wants(told.message)) inbox->push(told.message, told.wire_size, now);
        }
    }
    if (!taps.empty()) {
        guarded([&] {
            taps.call(
                {flow::received,
                 told.message.command(),
                 told.message.raw(),
                 told.wire_size,
                 system_now(),
                 std::nullopt}
            );
        });
    }
    guarded([&] { on_message.call(told.message); });
}

void session::deliver(const message_written& told) {
    {
        const std::lock_guard lock(mutex_);
        if (taps.empty()) return engine_.report_writes(false);
    }
    guarded([&] {
        taps.call(
            {flow::written, told.command, told.payload, told.wire_size, system_now(), std::nullopt}
        );
    });
}

void session::deliver(const message_dropped& told) {
    if (taps.empty()) return;
    guarded([&] {
        taps.call(
            {flow::received,
             wire::command_name::parse(told.command).value_or(wire::command_name{}),
             {},
             told.wire_size,
             system_now(),
             told.reason}
        );
    });
}

void session::deliver(const ping_answered& told) { complete_pings(told.round_trip); }

void session::deliver(const send_completed& told) {
    send_done done;
    {
        const std::lock_guard lock(mutex_);
        auto found = open_.extract(told.id);
        if (!found) return;
        done = std::get<send_done>(std::move(found.mapped()));
    }
    guarded([&] {
        const callback_scope inside;
        done(told.outcome);
    });
}

void session::deliver(const request_completed& told) {
    answered complete;
    failure ended;
    {
        const std::lock_guard lock(mutex_);
        auto found = open_.extract(told.id);
        if (!found) return;
        complete = std::get<answered>(std::move(found.mapped()));
        ended = end_failure(failure_code::ended);
    }
    if (told.answer) return complete(*told.answer);
    switch (told.answer.error()) {
        case request_error::timed_out:
            return complete(failed(frugal(failure_code::timed_out, "no answer in time")));
        case request_error::not_found: return complete(failed(failure{failure_code::not_found}));
        case request_error::ended: return complete(failed(std::move(ended)));
    }
}

void session::deliver(const disconnected& /*told*/) {
    failure ended;
    failure before_up;
    std::shared_ptr<const inboxes> open;
    {
        const std::lock_guard lock(mutex_);
        ended_told_ = true;
        ended = end_failure(failure_code::ended);
        before_up = end_failure(failure_code::handshake_failed);
        open = inboxes_;
    }
    forget_nonce();
    complete_ready(failed(std::move(before_up)));
    complete_pings(failed(frugal_copy(ended)));
    for (const auto& inbox : *open) inbox->end(ended);
    complete_forgotten(ended);
}

/// What an engine without memory could not tell any more; nothing after any other end.
void session::complete_forgotten(const failure& ended) {
    decltype(open_) open;
    {
        const std::lock_guard lock(mutex_);
        open.swap(open_);
    }
    for (const auto& [id, waits] : open) {
        if (const auto* complete = std::get_if<answered>(&waits)) {
            guarded([&] { (*complete)(failed(frugal_copy(ended))); });
            continue;
        }
        guarded([&done = std::get<send_done>(waits)] {
            const callback_scope inside;
            done(send_outcome::dropped_at_end);
        });
    }
}

void session::complete_ready(const sent& outcome) {
    std::vector<waiter_ptr<sent>> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(waiting_for_ready_);
    }
    for (const auto& one : waiting) one->complete(copy_of(outcome));
}

void session::complete_pings(const round_trip& outcome) {
    std::vector<waiting_ping> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(pings_);
    }
    for (const auto& one : waiting) one.waiting->complete(copy_of(outcome));
}

}  // namespace bitpeer::detail
