/// An engine against a hostile stream: the first byte chooses the role, the policy of its transport
/// and how the stream is cut, then come bytes, with time passing between the pieces. It must
/// neither crash nor hold more than its budgets, and what it sends must never come before its
/// place.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace bitpeer;
    if (size == 0) return 0;
    const auto who = (data[0] & 1) != 0 ? direction::inbound : direction::outbound;
    const bool plain = (data[0] & 2) != 0;
    const std::size_t step = 1U + (data[0] >> 2);

    peer_config config;
    config.network = networks::bitcoin_regtest;
    config.transports = plain ? transport_policy::v1_only : transport_policy::prefer_v2;
    instant now{std::chrono::hours(1), std::chrono::hours(400'000)};
    engine peer(config, who, now, entropy::from_number(data[0]));

    byte_view stream(data + 1, size - 1);
    bool over = false;
    while (!stream.empty()) {
        now = now + std::chrono::milliseconds(700);
        const auto taken = peer.receive(stream.first(std::min(step, stream.size())), now);
        ensure(taken > 0 || !peer.wants_input());
        stream = stream.subspan(std::max<std::size_t>(taken, 1));
        while (const auto happened = peer.poll_event()) {
            ensure(!over);
            over = std::holds_alternative<disconnected>(*happened);
        }
        if (!peer.ended()) ensure(peer.next_timeout().has_value());
        peer.transmitted(peer.transmit().bytes(), now);
        peer.timeout(now);
        ensure(peer.bytes_held() <= 2 * wire::max_message_payload);
    }
    return 0;
}
