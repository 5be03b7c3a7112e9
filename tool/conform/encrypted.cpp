/// The encrypted transport (BIP324), well and badly used; and v1 beside it.

#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "behaviour.hpp"
#include "bent_v2.hpp"
#include "payload.hpp"

#include <chrono>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;
namespace v2 = bitpeer::transport;

namespace {

constexpr std::size_t most_garbage = 4095;
constexpr std::size_t key_size = 64;
/// Of a v1 stream, what tells it from a key.
constexpr std::size_t prefix_size = 16;
constexpr int rekeyed_twice = 500;

const needs encrypted{.over = carriage::v2};

/// Opened in this way: null when the remote sent no key, and with it the words for it.
asio::awaitable<bent_v2*> open_bent(conversation& with, entropy seed, v2_bends bends) {
    auto made = std::make_unique<bent_v2>(with.net(), seed, bends);
    auto* const kept = made.get();
    const bool keys = co_await with.open(std::move(made));
    co_return keys ? kept : nullptr;
}

asio::awaitable<verdict> converse(conversation& with, v2_bends bends) {
    auto* const bent = co_await open_bent(with, with.fresh_seed(), bends);
    if (bent == nullptr) co_return with.unasked();
    const bool up = co_await with.shake_hands();
    if (!up) {
        aftermath nothing;
        nothing.how = with.line().ended() ? aftermath::ending::ended : aftermath::ending::silent;
        co_return with.judge(expectation::stays, nothing);
    }
    const auto came = co_await with.fence();
    co_return with.judge(expectation::stays, came, reaction::accepted);
}

behaviour opened(rule by, v2_bends bends) {
    return {
        std::move(by), encrypted, [bends](conversation& with) { return converse(with, bends); }};
}

/// The remote reads on and on and finds nothing that it could take: it hangs up.
asio::awaitable<verdict> ends(conversation& with, bytes last, std::string what) {
    co_await with.write(std::move(last), std::move(what));
    const auto came = co_await with.collect([](const arrival&) { return false; });
    co_return with.judge(expectation::ends, came);
}

asio::awaitable<verdict> no_terminator(conversation& with) {
    v2_bends bends;
    bends.garbage = 0;
    bends.terminates = false;
    auto* const bent = co_await open_bent(with, with.fresh_seed(), bends);
    if (bent == nullptr) co_return with.unasked();
    // As much as garbage and terminator may have together, and some more.
    co_return co_await ends(with, bytes(most_garbage + 16 + 64), "bytes that never end");
}

asio::awaitable<verdict> garbage_not_vouched_for(conversation& with) {
    v2_bends bends;
    bends.vouches = false;
    auto* const bent = co_await open_bent(with, with.fresh_seed(), bends);
    if (bent == nullptr) co_return with.unasked();
    const auto opening = bent->take_output();
    bytes said(opening.view().begin(), opening.view().end());
    co_return co_await ends(with, std::move(said), "a packet that does not vouch for the garbage");
}

asio::awaitable<verdict> changed_packet(conversation& with) {
    auto* const bent = co_await open_bent(with, with.fresh_seed(), {});
    if (bent == nullptr) co_return with.unasked();
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto packet = bent->packet(v2::packet_kind::genuine, bytes(9));
    packet.back() ^= 1U;
    co_return co_await ends(with, std::move(packet), "a packet with a changed tag");
}

asio::awaitable<verdict> repeated_packet(conversation& with) {
    auto* const bent = co_await open_bent(with, with.fresh_seed(), {});
    if (bent == nullptr) co_return with.unasked();
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto packet = bent->packet(v2::packet_kind::decoy, bytes(9));
    // The length of the second copy means anything, so that more must follow than it can tell.
    const auto once = packet;
    while (packet.size() < (1U << 24) + 64) packet.insert(packet.end(), once.begin(), once.end());
    co_return co_await ends(with, std::move(packet), "the same packet again and again");
}

asio::awaitable<verdict> says(conversation& with, expectation wanted, bytes contents) {
    auto* const bent = co_await open_bent(with, with.fresh_seed(), {});
    if (bent == nullptr) co_return with.unasked();
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.write(bent->packet(v2::packet_kind::genuine, contents), "a packet");
    const auto came = co_await with.fence();
    co_return with.judge(wanted, came);
}

behaviour said(rule by, expectation wanted, bytes contents) {
    return {std::move(by), encrypted, [wanted, contents](conversation& with) {
                return says(with, wanted, contents);
            }};
}

/// A packet that claims the most that a length can tell. No BIP forbids it; who has a limit hangs
/// up at once, others wait for the rest.
asio::awaitable<verdict> enormous(conversation& with) {
    auto* const bent = co_await open_bent(with, with.fresh_seed(), {});
    if (bent == nullptr) co_return with.unasked();
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto packet = bent->packet(v2::packet_kind::decoy, bytes(v2::packet_contents_max));
    packet.resize(v2::packet_length_size);
    co_await with.write(std::move(packet), "the length of a packet of 16 MiB");
    with.set_patience(std::chrono::seconds(1));
    const auto came = co_await with.collect([](const arrival&) { return false; });
    if (came.ended()) co_return passed(reaction::disconnected);
    co_return passed(reaction::silent);
}

asio::awaitable<verdict> same_key_twice(conversation& with) {
    const auto seed = with.fresh_seed();
    crypto::elligator_swift first{};
    for (int i = 0; i < 2; ++i) {
        auto* const bent = co_await open_bent(with, seed, {});
        if (bent == nullptr) co_return with.unasked();
        const bool up = co_await with.shake_hands();
        if (!up) co_return with.unasked();
        const auto came = co_await with.fence();
        if (!came.answered()) co_return with.judge(expectation::stays, came);
        if (bent->their_key() == first) {
            co_return failed_by(reaction::accepted, "it has the same key in both connections");
        }
        first = bent->their_key();
    }
    co_return passed(reaction::accepted);
}

asio::awaitable<verdict> new_keys(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    for (int i = 0; i < 2; ++i) {
        messages pings;
        for (int j = 0; j < rekeyed_twice / 2; ++j) {
            pings.push_back(payload().number(std::uint64_t{5}).as(wire::ping::command));
        }
        co_await with.say(std::move(pings));
        const auto came = co_await with.fence();
        if (!came.answered()) co_return with.judge(expectation::stays, came);
    }
    co_return passed(reaction::accepted);
}

/// Who hangs up without a byte may have too many connections: then it is asked again.
verdict no_key(conversation& with) {
    if (with.line().ended()) return undecided("the remote hung up without a byte");
    return failed_by(reaction::silent, "the remote sent no key");
}

/// Key, garbage, the opening packet and the first message as one stream of single bytes.
asio::awaitable<verdict> byte_by_byte(conversation& with) {
    auto made = std::make_unique<bent_v2>(with.net(), with.fresh_seed(), v2_bends{});
    const bool open = co_await with.open(nullptr);
    if (!open) co_return with.unasked();
    const auto opening = made->take_output();
    for (const auto each : opening.view()) co_await with.write(bytes(1, each), "one byte");
    const bool keys = co_await with.line().speak(std::move(made), std::chrono::seconds(5));
    if (!keys) co_return no_key(with);
    const auto version = conversation::message_of(with.ordinary_version());
    const auto whole = with.line().sealed(version);
    for (const auto each : whole) co_await with.write(bytes(1, each), "one byte");
    const auto met = co_await with.collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    co_return with.judge(expectation::stays, met, reaction::accepted);
}

bytes v1_version(conversation& with, std::optional<network_magic> magic = {}) {
    const auto ours = wire::encode(with.ordinary_version()).value();
    v1_frame frame{"version", ours};
    frame.magic = magic;
    return frame.written_for(with.net());
}

/// 64 bytes that begin as v1 does, and then do not: any 64 bytes are a key.
asio::awaitable<verdict> key_like_v1(conversation& with) {
    const bool open = co_await with.open(nullptr);
    if (!open) co_return with.unasked();
    auto key = v1_version(with);
    key.resize(prefix_size - 1);
    while (key.size() < key_size) key.push_back(static_cast<std::uint8_t>(with.chance().next()));
    key[prefix_size - 1] = 1;  // a zero would be v1
    co_await with.write(std::move(key), "a key that begins as v1");
    auto theirs = std::make_unique<bent_v2>(with.net(), with.fresh_seed(), v2_bends{});
    (void)theirs->take_output();
    const bool keys = co_await with.line().speak(std::move(theirs), std::chrono::seconds(5));
    if (keys) co_return passed(reaction::answered);
    co_return no_key(with);
}

/// Nothing may be answered before it is clear what is spoken.
asio::awaitable<verdict> answers_v1(conversation& with, std::size_t first_part) {
    if (!with.them().v1) co_return lacks("v1 is not spoken here");
    const bool open = co_await with.open(std::make_unique<v2::v1>(with.net()));
    if (!open) co_return with.unasked();
    auto whole = v1_version(with);
    bytes rest(whole.begin() + static_cast<std::ptrdiff_t>(first_part), whole.end());
    whole.resize(first_part);
    if (!whole.empty()) {
        co_await with.write(std::move(whole), "the beginning of a version in v1");
        const auto soon = link::clock::now() + std::chrono::milliseconds(50);
        const auto early = co_await with.line().next(soon);
        if (early.what == happening::ended) {
            co_return failed_by(
                reaction::disconnected, "the end came before the version was whole"
            );
        }
    }
    co_await with.write(std::move(rest), "a version in v1");
    const auto met = co_await with.collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    co_return with.judge(expectation::stays, met, reaction::answered);
}

asio::awaitable<verdict> foreign_v1(conversation& with) {
    const bool open = co_await with.open(nullptr);
    if (!open) co_return with.unasked();
    auto foreign = with.net().magic;
    foreign[0] = static_cast<std::uint8_t>(foreign[0] ^ 0x55U);
    // More than any garbage may have, so that nobody waits for its end.
    auto said = v1_version(with, foreign);
    said.resize(said.size() + key_size + most_garbage + 16);
    co_await with.write(std::move(said), "a version of another network in v1");
    const auto came = co_await with.collect([](const arrival&) { return false; });
    co_return with.judge(expectation::ends, came);
}

asio::awaitable<verdict> service_bit(conversation& with) {
    if (with.them().version.services.has(wire::services::encrypted_transport)) {
        co_return passed(reaction::none);
    }
    co_return failed_by(reaction::none, "it speaks v2 and does not offer NODE_P2P_V2");
}

}  // namespace

behaviours encrypted_behaviours() {
    const auto stays = expectation::stays;
    const auto either = expectation::either;
    const std::string packets = "BIP324, Transport layer specification";
    const std::string& handshake = packets;
    const std::string names = "BIP324, Application layer specification";
    v2_bends plain;
    v2_bends nothing;
    nothing.garbage = 0;
    v2_bends most;
    most.garbage = most_garbage;
    v2_bends decoys;
    decoys.decoys = 3;
    v2_bends opening;
    opening.opening = 100;
    v2_bends more_decoys;
    more_decoys.decoys_each = 5;
    v2_bends long_names;
    long_names.long_names = true;
    return {
        {{"v2.service_bit", "Who speaks v2 says so by NODE_P2P_V2.", "BIP324, Signaling"},
         encrypted,
         [](conversation& with) { return service_bit(with); }},
        opened({"v2.handshake", "A v2 handshake leads to a v2 connection.", handshake}, plain),
        opened({"v2.no_garbage", "There may be no garbage.", handshake}, nothing),
        opened({"v2.garbage_4095", "There may be 4095 bytes of it.", handshake}, most),
        opened(
            {"v2.decoys_first",
             "Decoys may come before the packet that opens the stream.",
             handshake},
            decoys
        ),
        opened(
            {"v2.opening_with_contents",
             "What is in the packet that opens the stream means nothing yet.",
             handshake},
            opening
        ),
        opened({"v2.decoys", "Decoys may come at any time.", packets}, more_decoys),
        opened(
            {"v2.long_names", "A message that has a short id may come under its long name.", names},
            long_names
        ),
        {{"v2.byte_by_byte",
          "A stream that comes one byte at a time is the same stream.",
          handshake},
         encrypted,
         [](conversation& with) { return byte_by_byte(with); }},
        {{"v2.keys_change", "Both sides change their keys after 224 packets.", packets},
         encrypted,
         [](conversation& with) { return new_keys(with); }},
        {{"v2.same_key_twice", "A key that comes again is answered by a new one.", packets},
         encrypted,
         [](conversation& with) { return same_key_twice(with); }},
        said(
            {"v2.unknown_short_id",
             "A short id that nobody knows is let go, or ends the connection.",
             names},
            either,
            {0xfe, 1, 2, 3}
        ),
        said(
            {"v2.unknown_long_name", "An unknown long name is let go.", names},
            stays,
            {0, 'n', 'o', 'b', 'o', 'd', 'y', 'k', 'n', 'o', 'w', 's', 0, 7}
        ),
        said(
            {"v2.empty_message",
             "A packet without a name in it is let go, or ends the connection.",
             names},
            either,
            {}
        ),
        said(
            {"v2.short_name",
             "A long name that is cut short is let go, or ends the connection.",
             names},
            either,
            {0, 'p', 'i', 'n', 'g'}
        ),
        {{"v2.no_terminator", "Garbage without an end ends the connection.", handshake},
         encrypted,
         [](conversation& with) { return no_terminator(with); }},
        {{"v2.garbage_not_vouched_for", "The first packet must vouch for the garbage.", handshake},
         encrypted,
         [](conversation& with) { return garbage_not_vouched_for(with); }},
        {{"v2.changed_packet", "A packet that was changed ends the connection.", packets},
         encrypted,
         [](conversation& with) { return changed_packet(with); }},
        {{"v2.repeated_packet", "So does one that comes twice.", packets},
         encrypted,
         [](conversation& with) { return repeated_packet(with); }},
        {{"v2.enormous_packet",
          "A packet that claims 16 MiB ends the connection, or is waited for.",
          "Bitcoin Core, net.cpp V2Transport MAX_CONTENTS_LEN"},
         encrypted,
         [](conversation& with) { return enormous(with); }},
        {{"v2.key_like_v1",
          "A key may begin as a v1 version does, up to its sixteenth byte.",
          handshake},
         encrypted,
         [](conversation& with) { return key_like_v1(with); }},
        {{"v2.v1_is_answered", "Who begins in v1 is answered in v1.", handshake},
         encrypted,
         [](conversation& with) { return answers_v1(with, 0); }},
        {{"v2.waits_for_the_prefix", "Nothing is answered while both are possible.", handshake},
         encrypted,
         [](conversation& with) { return answers_v1(with, prefix_size - 1); }},
        {{"v2.foreign_v1", "A version of another network in v1 comes to nothing.", handshake},
         encrypted,
         [](conversation& with) { return foreign_v1(with); }},
    };
}

}  // namespace bitpeer::tool::conform
