#pragma once
/// What stands behind an inbox.

#include <bitpeer/base/time.hpp>
#include <bitpeer/runtime/detail/waiting.hpp>
#include <bitpeer/runtime/failure.hpp>
#include <bitpeer/runtime/inbox.hpp>
#include <bitpeer/wire/message.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace bitpeer::detail {

/// Messages between the session, which fills it on its strand, and readers on any thread.
class inbox_queue : public std::enable_shared_from_this<inbox_queue> {
public:
    using answer = result<wire::message, failure>;
    using readiness = result<void, failure>;

    /// `changed` is called when a full inbox was relieved, outside of all locks.
    inbox_queue(
        std::vector<wire::message_type_id> types, inbox_options options,
        std::function<void()> changed
    );

    // The session's side.

    [[nodiscard]] bool wants(const wire::message& message) const;
    void push(const wire::message& message, std::size_t wire_size, instant now);
    /// Holds its budget, so that nothing more should be read.
    [[nodiscard]] bool full() const;
    /// When its reader's time is up; only while it is full.
    [[nodiscard]] std::optional<instant> patience_ends() const;
    /// Gives the reader up if its time is up.
    void check_patience(instant now);
    /// Takes nothing any more: ended, overrun, or gone.
    [[nodiscard]] bool over() const;
    /// Nothing more will come.
    void end(const failure& why) noexcept;

    // The reader's side.

    [[nodiscard]] boost::asio::awaitable<answer> next();
    [[nodiscard]] boost::asio::awaitable<readiness> readable();
    [[nodiscard]] std::optional<wire::message> try_next();
    [[nodiscard]] std::size_t bytes() const;
    /// The inbox is gone.
    void abandon() noexcept;

private:
    /// What one message is taken to cost besides its bytes: the smallest have 24 on the wire.
    static constexpr std::size_t overhead = 160;

    struct held {
        wire::message message;
        std::size_t size;
    };
    static_assert(sizeof(held) <= overhead);

    void wait(waiter_ptr<answer> reader);
    void watch(waiter_ptr<readiness> watcher);
    [[nodiscard]] std::optional<wire::message> take(bool& relieved);
    [[nodiscard]] bool over_budget() const { return bytes_ >= options_.budget; }

    const std::vector<wire::message_type_id> types_;
    const inbox_options options_;
    const std::function<void()> changed_;

    mutable std::mutex mutex_;
    std::deque<held> messages_;
    std::size_t bytes_ = 0;
    std::list<waiter_ptr<answer>> readers_;
    std::vector<waiter_ptr<readiness>> watchers_;
    std::optional<failure> end_;
    std::optional<instant> untouched_since_;  // while it is full
};

}  // namespace bitpeer::detail
