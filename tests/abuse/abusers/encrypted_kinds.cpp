/// Those who abuse the encrypted transport (BIP324).

#include <tests/support/v2_streams.hpp>

#include "kind.hpp"
#include "speech.hpp"

#include <optional>

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;
using test::hand_made_v2;

constexpr std::size_t key_size = 64;

asio::awaitable<void> send_half_a_key(hostile& h) {
    const auto half = random_bytes(h.random(), key_size / 2);
    co_await h.write(half);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> send_a_key_and_nothing(hostile& h) {
    const auto key = random_bytes(h.random(), key_size);
    co_await h.write(key);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> send_garbage_without_end(hostile& h) {
    h.ignore_answers();
    const auto garbage = random_bytes(h.random(), key_size + 1'000);
    co_await h.write_for_ever(garbage);
}

/// Lets the remote do the work of a handshake, and goes.
asio::awaitable<void> grind_keys(hostile& h) {
    const auto key = random_bytes(h.random(), key_size);
    const bool sent = co_await h.write(key);
    if (!sent) co_return;
    const auto theirs = co_await h.read(key_size);
    if (theirs) h.close();
}

/// Both sides are up afterwards.
asio::awaitable<std::optional<hand_made_v2>> shake_hands_encrypted(hostile& h) {
    // Of it comes a private key, which neither 0 nor 255 in every byte would be.
    const auto seed = static_cast<std::uint8_t>(1 + h.random().below(254));
    std::optional<hand_made_v2> end(
        std::in_place, crypto::party::initiator, networks::bitcoin_regtest, seed
    );
    const bytes key(end->key.begin(), end->key.end());
    co_await h.write(key);
    const auto theirs = co_await h.read(key_size);
    if (!theirs) co_return std::nullopt;
    (void)end->meet(*theirs);
    auto rest = end->opening();
    rest.erase(rest.begin(), rest.begin() + key_size);
    append(rest, end->message("version", version_payload(h.random())));
    append(rest, end->message("verack", {}));
    const bool sent = co_await h.write(rest);
    if (!sent) co_return std::nullopt;
    h.ignore_answers();
    co_return end;
}

asio::awaitable<void> send_decoys_without_end(hostile& h) {
    auto end = co_await shake_hands_encrypted(h);
    if (!end) co_return;
    for (;;) {
        const auto storm = end->decoy(60'000);
        const bool more = co_await h.write(storm);
        if (!more) co_return;
    }
}

/// The smallest ones, which cost the most to open.
asio::awaitable<void> send_empty_decoys_without_end(hostile& h) {
    auto end = co_await shake_hands_encrypted(h);
    if (!end) co_return;
    for (;;) {
        bytes storm;
        while (storm.size() < 16'000) append(storm, end->decoy(0));
        const bool more = co_await h.write(storm);
        if (!more) co_return;
    }
}

asio::awaitable<void> ping_encrypted_without_end(hostile& h) {
    auto end = co_await shake_hands_encrypted(h);
    if (!end) co_return;
    for (;;) {
        bytes storm;
        while (storm.size() < 16'000) append(storm, end->message("ping", bytes(8)));
        const bool more = co_await h.write(storm);
        if (!more) co_return;
    }
}

asio::awaitable<void> damage_a_packet(hostile& h) {
    auto end = co_await shake_hands_encrypted(h);
    if (!end) co_return;
    auto packet = end->message("ping", bytes(8));
    packet.back() ^= 1;
    co_await h.write(packet);
    co_await h.wait_for_ever();
}

/// The length of a packet is encrypted, and vouched for by nobody.
asio::awaitable<void> claim_a_large_packet(hostile& h) {
    auto end = co_await shake_hands_encrypted(h);
    if (!end) co_return;
    auto packet = end->message("ping", bytes(8));
    packet[2] ^= 0x80;
    co_await h.write(packet);
    co_await h.wait_for_ever();
}

}  // namespace

std::span<const kind> encrypted_kinds() {
    static const kind all[] = {
        {"half_a_key", send_half_a_key},
        {"key_only", send_a_key_and_nothing},
        {"garbage_without_end", send_garbage_without_end},
        {"key_grinder", grind_keys},
        {"decoy_storm", send_decoys_without_end},
        {"empty_decoy_storm", send_empty_decoys_without_end},
        {"encrypted_ping_storm", ping_encrypted_without_end},
        {"bad_tag", damage_a_packet},
        {"large_packet", claim_a_large_packet},
    };
    return all;
}

}  // namespace bitpeer::abuse
