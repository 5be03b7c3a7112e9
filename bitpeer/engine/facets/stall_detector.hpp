#pragma once
/// Did you hear me?

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/context.hpp>
#include <bitpeer/engine/delivery.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace bitpeer::facets {

/// Ends a connection whose remote leaves questions unanswered: `stall_timing` says how long each
/// may take. Every question counts by itself, in the order in which they went out, so that asking
/// again gives nobody more time, and an answer to one is none to another.
class stall_detector {
public:
    using consumes = wire::type_list<wire::notfound, wire::pong>;

    /// The most questions that are kept; later ones are not waited for.
    static constexpr std::size_t open_max = 50'000;

    /// A message of ours went out whole.
    void written(wire::command_name command, byte_view payload, context& c);

    /// A message came.
    void arrived(const wire::message& message, delivery& what, context& c);
    void handle(const wire::notfound& theirs, context& c);
    void handle(const wire::pong& theirs, context& c);
    void expired(timer which, context& c);

    /// Time that we spent not reading does not count.
    void postpone(duration by);

    /// The connection is over.
    void ended();

private:
    /// Questions of one kind are answered in order: only the first has a deadline.
    struct queue {
        struct question {
            wire::inventory wanted;  // of `getdata` only
            duration allowed{};
            const question_rule* rule = nullptr;  // of `other` only
        };
        ring_queue<question> open;
        instant since;  // the first question is waited for since then

        void add(question added, instant now);
        void remove(std::size_t which, instant now);
        [[nodiscard]] instant deadline() const { return since + open.front().allowed; }
    };
    enum kind : std::uint8_t { data, headers, listing, other, kinds };

    struct questions {
        std::array<queue, kinds> queues;
        std::uint64_t probe_nonce = 0;  // of the ping that asks whether a listing is empty
        std::size_t probed = 0;         // listings that its answer settles
    };

    void ask(kind which, queue::question added, context& c);
    void listing_is_late(context& c);
    void stalled(kind which, context& c);
    void rearm(context& c);

    std::unique_ptr<questions> open_;  // null: nothing is waited for, as most of the time
};

}  // namespace bitpeer::facets
