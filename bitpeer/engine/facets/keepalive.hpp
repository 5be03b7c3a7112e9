#pragma once
/// Are you still there?

#include <bitpeer/base/ring_queue.hpp>
#include <bitpeer/engine/context.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/type_list.hpp>

#include <cstdint>

namespace bitpeer::facets {

/// Answers pings, sends our own, measures the round trip, and ends a connection that is dead: no
/// pong in time, no message that we know for too long, or one of ours that is not taken (BIP31; the
/// times are Bitcoin Core's).
class keepalive {
public:
    using consumes = wire::type_list<wire::ping, wire::pong>;

    /// The handshake is done: the first ping goes out at once.
    void running(context& c);

    void handle(const wire::ping& theirs, context& c);
    void handle(const wire::pong& theirs, context& c);
    void expired(timer which, context& c);

    /// A message came that cannot be read.
    void unreadable(wire::command_name command, context& c);

    /// A message came that is one of the dialect's.
    static void received(context& c);
    /// A message went out whole.
    static void written(context& c);
    /// Time that we spent not reading is ours: the answers have so much longer.
    void postpone(duration by);
    /// Any input was handled: another message may be the next to be written now, or none.
    static void settled(context& c);

    /// A new ping for the owner, whatever the interval says; count it by `pinged` once it is
    /// queued.
    [[nodiscard]] static wire::ping next_ping(context& c);
    void pinged(const wire::ping& ours, context& c);

private:
    struct outstanding_ping {
        std::uint64_t nonce = 0;
        instant sent;
        instant deadline;
    };

    void ping(context& c);
    void await_oldest(context& c) const;
    void give_up(context& c);

    ring_queue<outstanding_ping> outstanding_;  // oldest first; more than one if the owner pings
};

}  // namespace bitpeer::facets
