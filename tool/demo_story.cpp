/// Who Alice and Bob are, and the steps that are about their connection.

#include "demo_story.hpp"

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/socket_stream.hpp>

#include "dial.hpp"
#include "message_types.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace bitpeer::tool {

namespace asio = boost::asio;

namespace {

constexpr std::uint32_t chain_length = 150;
constexpr int pings = 10;
constexpr auto patience = std::chrono::seconds(5);

double microseconds(duration time) {
    return std::chrono::duration<double, std::micro>(time).count();
}

/// An `inv` that claims 50000 entries and has one.
wire::message nonsense() {
    bytes payload{0xfd, 0x50, 0xc3};  // the number 50000
    payload.resize(payload.size() + 36);
    return {wire::command_name("inv"), shared_bytes(std::move(payload))};
}

}  // namespace

demo_story::demo_story(const network& on, asio::io_context& io, narrator& tell)
    : network_(on), io_(io), tell_(tell), bobs_chain_(on), alices_chain_(on) {}

bool demo_story::mine() {
    tell_.begin(
        "chain", "Bob mines blocks: he tries nonces until a header's hash is small enough."
    );
    const auto before = system_now();
    const auto mined = generate_chain(bobs_chain_, chain_length, before);
    const auto took = system_now() - before;
    const auto& chain = bobs_chain_.headers();
    std::uint64_t hashes = 0;  // nonces are tried from zero on
    for (std::uint32_t at = 1; at <= chain.height(); ++at)
        hashes += chain.header_at(at).nonce() + 1;
    tell_.detail(fmt::format(
        "{} blocks, {} bytes, for {} hashes, in {:.1f} ms",
        chain.height(),
        bobs_chain_.blocks().bytes(),
        hashes,
        milliseconds(took)
    ));
    tell_.detail(fmt::format("first {}", chain.hash_at(0).to_string()));
    tell_.detail(fmt::format("tip   {}", chain.tip().to_string()));
    tell_.figure("height", chain.height());
    tell_.figure("bytes", bobs_chain_.blocks().bytes());
    tell_.figure("tip", chain.tip());
    tell_.check(
        mined.has_value() && *mined == chain_length,
        fmt::format("the tip is at height {}", chain_length)
    );
    return tell_.end();
}

/// A pair of sockets is all that two peers need: no address, no port.
void demo_story::connect() {
    asio::local::stream_protocol::socket alices_end(io_);
    asio::local::stream_protocol::socket bobs_end(io_);
    asio::local::connect_pair(alices_end, bobs_end);

    peer_config alice;
    alice.network = network_;
    alice.user_agent = "/alice:1.0/";
    const auto listen_as_alice = [this](const peer& fresh) {
        announced_ = fresh.inbox<wire::inv>();
        transactions_ = fresh.open_inbox(types_of(*network_.dialect, {"tx"}));
        blocks_ = fresh.open_inbox(types_of(*network_.dialect, {"block"}));
        tap_ = fresh.tap([this](const tapped_message& message) { log_.push_back(message); });
    };
    peer_config bob;
    bob.network = network_;
    bob.user_agent = "/bob:1.0/";
    bob.services = services_to_offer(*network_.dialect);
    bob.trickle = trickle_timing{.inbound = std::chrono::milliseconds(5)};
    bob.start_height = static_cast<std::int32_t>(bobs_chain_.headers().height());
    const auto listen_as_bob = [this](const peer& fresh) {
        drops_ = fresh.on_event([this](const event& happened) {
            if (const auto* drop = std::get_if<message_dropped>(&happened)) dropped_ = *drop;
            if (const auto* up = std::get_if<handshake_completed>(&happened))
                handshake_took_ = up->took;
        });
        auto asked = fresh.open_inbox(types_of(*network_.dialect, {"getheaders", "getdata"}));
        asio::co_spawn(io_, serve(fresh, std::move(asked)), asio::detached);
    };
    const auto executor = io_.get_executor();
    bob_ = client(executor, bob)
               .adopt(make_stream(std::move(bobs_end)), direction::inbound, listen_as_bob);
    alice_ = client(executor, alice)
                 .adopt(make_stream(std::move(alices_end)), direction::outbound, listen_as_alice);
}

/// Bob answers what Alice asks, one message after the other.
asio::awaitable<void> demo_story::serve(peer to_whom, raw_inbox asked) const {
    chain_server server(bobs_chain_);
    for (;;) {
        const auto question = co_await asked.next();
        if (!question) co_return;
        server.take(*question, to_whom.negotiated());
        while (const auto* answer = server.next()) {
            const auto sent = co_await to_whom.async_send(*answer);
            if (!sent) co_return;
            server.sent();
        }
    }
}

std::vector<tapped_message> demo_story::heard(std::initializer_list<std::string_view> commands) {
    auto messages = std::exchange(log_, {});
    std::erase_if(messages, [&](const tapped_message& message) {
        return commands.size() > 0 &&
               std::ranges::find(commands, message.command.text()) == commands.end();
    });
    return messages;
}

void demo_story::show(const std::vector<tapped_message>& messages) {
    for (const auto& message : messages) {
        const auto* known = network_.dialect->find(message.command);
        tell_.detail(fmt::format(
            "{:>6.2f} ms  Alice {} Bob  {:<12}{:>5} bytes  {}",
            milliseconds(message.when - messages.front().when),
            message.flow == flow::written ? "->" : "<-",
            message.command.text(),
            message.wire_size,
            known != nullptr ? known->about : ""
        ));
    }
}

asio::awaitable<bool> demo_story::shake_hands() {
    tell_.begin(
        "handshake",
        "Alice dials Bob. Each says who it is, then what it would like; verack ends it."
    );
    connect();
    const auto alice_up = co_await alice_.ready();
    const auto bob_up = co_await bob_.ready();
    const auto talk = heard({"version", "wtxidrelay", "sendaddrv2", "verack"});
    show(talk);

    const auto agreed = alice_.negotiated();
    const auto hers = bob_.negotiated();
    tell_.detail(fmt::format(
        "Alice learned: {} offers {}, has {} blocks",
        wire::to_json(agreed.remote.user_agent),
        to_string(agreed.remote.services),
        agreed.remote.start_height
    ));
    tell_.detail(fmt::format(
        "both agreed: protocol {}, transactions by {}, Bob was up after {:.2f} ms",
        agreed.protocol_version,
        agreed.wtxid_relay ? "wtxid (BIP339)" : "txid",
        milliseconds(handshake_took_)
    ));
    tell_.figure("protocol_version", agreed.protocol_version);
    tell_.figure("wtxid_relay", agreed.wtxid_relay);
    tell_.figure("messages", talk.size());
    tell_.check(alice_up.has_value() && bob_up.has_value(), "both sides are up");
    tell_.check(
        agreed.protocol_version == hers.protocol_version && agreed.wtxid_relay == hers.wtxid_relay,
        "both sides say the same about what was agreed"
    );
    co_return tell_.end();
}

asio::awaitable<bool> demo_story::ping() {
    tell_.begin(
        "ping", "A ping carries a random number, the pong brings it back: the other side is alive."
    );
    duration least = duration::max();
    duration total{};
    int answered = 0;
    for (int i = 0; i < pings; ++i) {
        const auto round_trip = co_await alice_.ping(patience);
        if (!round_trip) break;
        ++answered;
        least = std::min(least, *round_trip);
        total += *round_trip;
    }
    (void)heard();
    tell_.check(answered == pings, fmt::format("{} of {} pings were answered", answered, pings));
    if (answered > 0) {
        const auto average = microseconds(total / answered);
        tell_.detail(fmt::format(
            "round trip: {:.0f} µs at best, {:.0f} µs on average", microseconds(least), average
        ));
        tell_.figure("min_us", microseconds(least));
        tell_.figure("avg_us", average);
    }
    co_return tell_.end();
}

asio::awaitable<bool> demo_story::survive_nonsense() {
    tell_.begin(
        "nonsense",
        "Alice sends an inv that claims 50000 entries and has one. Bob must not believe her."
    );
    const auto queued = alice_.send(nonsense());
    const auto still_there = co_await alice_.ping(patience);  // behind it, so Bob has seen it
    (void)heard();
    tell_.check(queued.has_value() && dropped_.has_value(), "Bob let the message go");
    if (dropped_ && dropped_->error) {
        tell_.detail(fmt::format("he says: {}", dropped_->error->message()));
        tell_.figure("error", dropped_->error->message());
    }
    const auto counted = bob_.statistics().malformed_messages;
    tell_.check(counted == 1, fmt::format("he counted {} malformed message", counted));
    tell_.check(
        still_there.has_value(), "the connection is as good as before: he answers the next ping"
    );
    co_return tell_.end();
}

bool demo_story::compare_statistics() {
    tell_.begin(
        "statistics", "Each side counts on its own: bytes with their headers, messages, errors."
    );
    const auto alice = alice_.statistics();
    const auto bob = bob_.statistics();
    tell_.detail(fmt::format(
        "{:<6}{:>16}{:>16}{:>12}{:>12}", "", "messages sent", "received", "bytes sent", "received"
    ));
    for (const auto& [name, numbers] : {std::pair{"Alice", &alice}, std::pair{"Bob", &bob}}) {
        tell_.detail(fmt::format(
            "{:<6}{:>16}{:>16}{:>12}{:>12}",
            name,
            numbers->messages_sent,
            numbers->messages_received,
            numbers->bytes_sent,
            numbers->bytes_received
        ));
    }
    tell_.figure("alice_bytes_sent", alice.bytes_sent);
    tell_.figure("alice_bytes_received", alice.bytes_received);
    tell_.figure("bob_bytes_sent", bob.bytes_sent);
    tell_.figure("bob_bytes_received", bob.bytes_received);
    tell_.check(alice.bytes_sent == bob.bytes_received, "all bytes that Alice sent, Bob received");
    tell_.check(bob.bytes_sent == alice.bytes_received, "all bytes that Bob sent, Alice received");
    tell_.check(
        alice.messages_sent == bob.messages_received + bob.malformed_messages &&
            bob.messages_sent == alice.messages_received,
        bob.malformed_messages == 0 ? "all messages too"
                                    : "all messages too, but for the one that was nonsense"
    );
    return tell_.end();
}

asio::awaitable<bool> demo_story::say_goodbye() {
    tell_.begin(
        "goodbye",
        "There is no message for it: Alice closes the stream, and both know why it ended."
    );
    alice_.disconnect("the demo is over");
    const auto alices_reason = co_await alice_.closed();
    const auto bobs_reason = co_await bob_.closed();
    if (alices_reason) tell_.detail(fmt::format("Alice: {}", alices_reason->message()));
    if (bobs_reason) tell_.detail(fmt::format("Bob:   {}", bobs_reason->message()));
    tell_.check(
        alices_reason && alices_reason->reason == disconnect_reason::requested, "Alice wanted it"
    );
    tell_.check(
        bobs_reason && bobs_reason->reason == disconnect_reason::closed_by_remote,
        "Bob saw her leave in order"
    );
    alice_ = {};
    bob_ = {};
    co_return tell_.end();
}

bool demo_story::nonsense_is_fatal() const {
    return conduct_of(*network_.dialect).on_malformed == legality::disconnect;
}

asio::awaitable<bool> demo_story::end_by_nonsense() {
    tell_.begin(
        "nonsense",
        "Alice sends an inv that claims 50000 entries and has one. Here that ends a connection."
    );
    (void)alice_.send(nonsense());
    const auto bobs_reason = co_await bob_.closed();
    const auto alices_reason = co_await alice_.closed();
    if (bobs_reason) tell_.detail(fmt::format("Bob:   {}", bobs_reason->message()));
    if (alices_reason) tell_.detail(fmt::format("Alice: {}", alices_reason->message()));
    tell_.check(
        bobs_reason && bobs_reason->reason == disconnect_reason::malformed_message,
        "Bob ended it, and says what he could not read"
    );
    tell_.check(
        alices_reason && alices_reason->reason == disconnect_reason::closed_by_remote,
        "Alice saw him leave"
    );
    alice_ = {};
    bob_ = {};
    co_return tell_.end();
}

}  // namespace bitpeer::tool
