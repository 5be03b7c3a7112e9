#pragma once
/// Events that wait for the owner.

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/event.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>

namespace bitpeer {

/// In order, with the bytes of the messages in them counted.
class event_queue {
public:
    /// What one event is taken to cost besides the payload it carries.
    static constexpr std::size_t overhead = 64;

    template <class Event>
    void push(Event added) {
        const auto size = cost(added);
        events_.emplace_back(std::move(added));
        bytes_ += size;
    }

    std::optional<event> pop() {
        std::optional<event> first;
        if (events_.empty()) return first;
        first.emplace(std::move(events_.front()));
        events_.pop_front();
        bytes_ -= std::visit([](const auto& told) { return cost(told); }, *first);
        return first;
    }

    [[nodiscard]] bool empty() const { return events_.empty(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    template <class Event>
    static std::size_t cost(const Event& of) {
        if constexpr (std::same_as<Event, message_arrived>) {
            return overhead + of.wire_size;
        } else if constexpr (std::same_as<Event, message_written>) {
            return overhead + of.payload.size();
        } else if constexpr (std::same_as<Event, request_completed>) {
            return overhead + (of.answer ? of.answer->raw().size() : 0);
        } else {
            return overhead;
        }
    }

    ring_queue<event> events_;
    std::size_t bytes_ = 0;
};

}  // namespace bitpeer
