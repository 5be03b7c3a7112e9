#pragma once
/// Events that wait for the owner.

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/event.hpp>

#include <cstddef>
#include <optional>
#include <utility>

namespace bitpeer {

/// In order, with the bytes of the messages in them counted.
class event_queue {
public:
    /// What one event is taken to cost besides the payload it carries.
    static constexpr std::size_t overhead = 64;

    void push(event added) {
        bytes_ += cost(added);
        events_.push_back(std::move(added));
    }

    std::optional<event> pop() {
        if (events_.empty()) return std::nullopt;
        std::optional<event> first(std::move(events_.front()));
        events_.pop_front();
        bytes_ -= cost(*first);
        return first;
    }

    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    static std::size_t cost(const event& of) {
        if (const auto* arrived = std::get_if<message_arrived>(&of)) {
            return overhead + arrived->wire_size;
        }
        if (const auto* written = std::get_if<message_written>(&of)) {
            return overhead + written->payload.size();
        }
        if (const auto* completed = std::get_if<request_completed>(&of)) {
            return overhead + (completed->answer ? completed->answer->raw().size() : 0);
        }
        return overhead;
    }

    ring_queue<event> events_;
    std::size_t bytes_ = 0;
};

}  // namespace bitpeer
