#pragma once
/// What many connections of one run add up to, from any thread.

#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/runtime/peer.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace bitpeer::soak {

/// What is begun must come to its end: the columns of each pair are equal when all is over.
struct ledger {
    std::atomic<std::uint64_t> opened{0};
    std::atomic<std::uint64_t> ended{0};
    std::atomic<std::uint64_t> sends{0};  ///< that were accepted
    std::atomic<std::uint64_t> completions{0};
    std::atomic<std::uint64_t> questions{0};
    std::atomic<std::uint64_t> answers{0};  ///< good or bad

    std::atomic<std::uint64_t> handshakes{0};
    std::atomic<std::uint64_t> written{0};      ///< of the completions
    std::atomic<std::uint64_t> messages{0};     ///< that arrived
    std::atomic<std::uint64_t> unreachable{0};  ///< no connection was made
    std::atomic<std::uint64_t> faults{0};       ///< what must not be: a completion told twice

    /// By `disconnect_reason`.
    std::array<std::atomic<std::uint64_t>, 64> ends{};

    [[nodiscard]] std::uint64_t living() const { return opened - ended; }
    [[nodiscard]] bool balanced() const;
    /// All figures, as one line of JSON.
    [[nodiscard]] std::string text() const;
};

/// Notes this peer's beginning now and its end when that comes, without keeping it connected. For
/// the moment before its handshake.
void enter(ledger& into, const peer& fresh);

/// Sends, and notes what becomes of it. `then` is called when that is known.
void send(
    ledger& into, const peer& to, const wire::message& message, std::function<void()> then = {}
);

}  // namespace bitpeer::soak
