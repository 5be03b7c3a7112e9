// aims: bitpeer/engine/connection_requests.cpp bitpeer/engine/context.hpp
// bitpeer/engine/delivery.cpp bitpeer/engine/known_inventory.cpp
// bitpeer/engine/pacing.cpp bitpeer/engine/timer_table.hpp
// bitpeer/engine/facets/block_announcement.cpp bitpeer/engine/facets/chain_questions.cpp
// bitpeer/engine/facets/feature_registry.cpp bitpeer/engine/facets/handshake.cpp
// bitpeer/engine/facets/inventory_relay.cpp bitpeer/engine/facets/keepalive.cpp
// bitpeer/engine/facets/stall_detector.cpp bitpeer/engine/facets/wishes.cpp
/// Two engines back to back, whose owners do as the script says: none of them ever breaks a rule of
/// the other's, whatever they are asked for, however slow the line is and whenever it is cut.

#include "engine_subject.hpp"

#include <utility>

namespace {

using namespace bitpeer;
using fuzz::engine_subject;
using fuzz::input;

struct side {
    engine_subject subject;
    bytes line;  ///< on its way from here

    void write(std::size_t most, instant now) {
        const auto out = subject.written(most, now);
        line.insert(line.end(), out.begin(), out.end());
    }
    void deliver(engine_subject& to, std::size_t most, instant now) {
        const auto taken = to.receive(byte_view(line).first(std::min(most, line.size())), now);
        line.erase(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(taken));
    }
};

/// What a peer that keeps to the rules may be disconnected for by one who keeps to them, too: what
/// their owners want does not fit together, or the line is too slow.
bool blameless(const disconnect& why) {
    switch (why.reason) {
        case disconnect_reason::own_key:
        case disconnect_reason::no_terminator:
        case disconnect_reason::packet_too_large:
        case disconnect_reason::bad_tag:
        case disconnect_reason::negotiation_after_handshake:
        case disconnect_reason::bad_checksum:
        case disconnect_reason::bad_command: return false;
        default: return true;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 20 || size > 4096) return 0;
    input script(data, size);
    const auto& net = fuzz::some_network(script);
    auto now = fuzz::beginning;
    const auto first = fuzz::some_config(script, net);
    const auto second = fuzz::some_config(script, net);
    side one{{first, direction::outbound, now, 5}, {}};
    side other{{second, direction::inbound, now, 6}, {}};

    constexpr auto everything = static_cast<std::size_t>(-1);
    const auto exchange = [&](std::size_t most) {
        one.write(most, now);
        other.write(most, now);
        one.deliver(other.subject, most, now);
        other.deliver(one.subject, most, now);
    };
    while (!script.empty()) {
        const auto act = script.byte();
        auto& from = (act & 1) != 0 ? other : one;
        auto& to = (act & 1) != 0 ? one : other;
        const auto most = (act & 0x80) != 0 ? everything : 1U + (act >> 4) * 40U;
        switch (act >> 1 & 7) {
            case 0: from.subject.act(script, now); break;
            case 1: from.write(most, now); break;
            case 2: from.deliver(to.subject, most, now); break;
            case 3: from.subject.take_events(1U + (act >> 4)); break;
            case 4:
                now = now + fuzz::span_of(script);
                from.subject.timeout(now);
                to.subject.timeout(now);
                break;
            case 5: {
                const auto next = from.subject.machine().next_timeout();
                if (next) now = std::max(now, *next);
                from.subject.timeout(now);
                to.subject.timeout(now);
                break;
            }
            default:
                for (int round = 0; round < 4; ++round) exchange(most);
        }
        one.subject.settle(now);
        other.subject.settle(now);
        for (const auto& [end, remote] : {std::pair(&one, &other), std::pair(&other, &one)}) {
            const auto& why = end->subject.machine().why_ended();
            if (!why || blameless(*why)) continue;
            // An owner may send whatever it can name.
            ensure(why->reason == disconnect_reason::negotiation_after_handshake);
            ensure(remote->subject.negotiates_late());
        }
    }
    if (one.subject.running() && other.subject.running()) {
        ensure(one.subject.machine().session() == other.subject.machine().session());
    }
    one.subject.finish(now);
    other.subject.finish(now);
    return 0;
}
