/// Who speaks when, until both are up.

#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::uint64_t early_nonce = 0xea21;

wire::message early_ping() { return payload().number(early_nonce).as(wire::ping::command); }

bool early_pong(const arrival& came) {
    return came.command == wire::pong::command &&
           came.payload == payload().number(early_nonce).as(wire::pong::command).raw();
}

asio::awaitable<verdict> version_first(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    const auto& first = with.heard().front();
    if (first.command == wire::version::command) co_return passed(reaction::answered);
    co_return failed_by(
        reaction::answered, "its first message is " + std::string(first.command.text())
    );
}

asio::awaitable<verdict> verack_answered(conversation& with) {
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    co_await with.say(conversation::message_of(with.ordinary_version()));
    const auto came = co_await with.collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    co_return with.judge(expectation::stays, came, reaction::answered);
}

/// What has its place between `version` and `verack` only.
asio::awaitable<verdict> negotiation_in_place(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::stays, came);
    for (const auto& message : came.messages) {
        const auto* row = with.net().dialect->find(message.command);
        if (row != nullptr && row->when == wire::phase::negotiation) {
            co_return failed_by(
                reaction::none, std::string(message.command.text()) + " came behind its verack"
            );
        }
    }
    co_return passed(reaction::none);
}

asio::awaitable<verdict> fresh_nonces(conversation& with) {
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 3; ++i) {
        const bool open = co_await with.open();
        if (!open) co_return with.unasked();
        const bool up = co_await with.shake_hands();
        if (!up) co_return with.unasked();
        for (const auto& message : with.heard()) {
            if (message.command != wire::version::command) continue;
            const auto theirs = wire::decode<wire::version>(message.payload);
            if (theirs) seen.insert(theirs->nonce);
        }
    }
    if (seen.size() == 3) co_return passed(reaction::none);
    co_return failed_by(reaction::none, "two of three connections have the same nonce");
}

/// Something comes before its time, then an ordinary handshake: who lets the first go answers the
/// ping behind the second.
asio::awaitable<verdict> before_version(conversation& with, messages early) {
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    early.push_back(conversation::message_of(with.ordinary_version()));
    early.emplace_back(wire::verack{});
    co_await with.say(std::move(early));
    const auto came = co_await with.fence();
    if (std::ranges::any_of(came.messages, early_pong)) {
        co_return failed_by(reaction::answered, "a ping before version was answered");
    }
    co_return with.judge(expectation::either, came);
}

/// The same between `version` and `verack`.
asio::awaitable<verdict> before_verack(
    conversation& with, expectation wanted, messages early, bool may_be_answered
) {
    auto ours = conversation::message_of(with.ordinary_version());
    const bool up = co_await with.shake_hands(std::move(ours), std::move(early));
    if (!up) co_return with.unasked();
    const auto came = co_await with.fence();
    const bool answered = std::ranges::any_of(came.messages, early_pong);
    if (answered && !may_be_answered) co_return failed_by(reaction::answered, "it was answered");
    co_return with.judge(wanted, came, answered ? reaction::answered : reaction::ignored);
}

asio::awaitable<verdict> own_nonce(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto ours = with.ordinary_version();
    for (const auto& message : with.heard()) {
        if (message.command != wire::version::command) continue;
        if (const auto theirs = wire::decode<wire::version>(message.payload)) {
            ours.nonce = theirs->nonce;
        }
    }
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    messages said;
    said.push_back(conversation::message_of(ours));
    said.emplace_back(wire::verack{});
    co_await with.say(std::move(said));
    const auto came = co_await with.fence();
    co_return with.judge(expectation::either, came, reaction::accepted);
}

/// A peer that begins and does not go on is not kept for ever.
asio::awaitable<verdict> patience_ends(conversation& with, bool begins) {
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    if (begins) co_await with.say(conversation::message_of(with.ordinary_version()));
    with.set_patience(std::chrono::minutes(3));
    const auto came = co_await with.collect([](const arrival&) { return false; });
    co_return with.judge(expectation::ends, came);
}

messages only_early_ping() { return one(early_ping()); }

}  // namespace

behaviours handshake_behaviours() {
    const std::string core = "Bitcoin Core, net_processing.cpp";
    return {
        {{"handshake.version_first",
          "Who is dialled answers a version with its own, before all else.",
          "protocol documentation, version handshake"},
         {},
         [](conversation& with) { return version_first(with); }},
        {{"handshake.verack_answered",
          "A version is answered by verack without waiting for ours.",
          "protocol documentation, version handshake"},
         {},
         [](conversation& with) { return verack_answered(with); }},
        {{"handshake.negotiation_before_verack",
          "wtxidrelay, sendaddrv2, sendtxrcncl and feature come before verack or not at all.",
          "BIP339, BIP155, BIP330, BIP434"},
         {},
         [](conversation& with) { return negotiation_in_place(with); }},
        {{"handshake.nonce_fresh",
          "Each connection's version has a nonce of its own.",
          "protocol documentation, version"},
         {},
         [](conversation& with) { return fresh_nonces(with); }},
        {{"handshake.own_nonce_returned",
          "Who meets a nonce that it sent may be talking to itself, and then hangs up.",
          core + " CheckIncomingNonce; btcd, sentNonces"},
         {},
         [](conversation& with) { return own_nonce(with); }},
        {{"handshake.ping_before_version",
          "What comes before version is never answered.",
          core + "; btcd, readRemoteVersionMsg"},
         {},
         [](conversation& with) { return before_version(with, only_early_ping()); }},
        {{"handshake.verack_before_version",
          "A verack without a version finishes no handshake.",
          core + "; btcd, readRemoteVersionMsg"},
         {},
         [](conversation& with) {
             messages early;
             early.emplace_back(wire::verack{});
             early.push_back(early_ping());
             return before_version(with, std::move(early));
         }},
        {{"handshake.unknown_before_version",
          "An unknown message before version is let go, or ends the connection.",
          core + "; btcd, readRemoteVersionMsg"},
         {},
         [](conversation& with) {
             return before_version(with, one(payload().number(7).as("nobodyknows")));
         }},
        {{"handshake.ping_before_verack",
          "A ping between version and verack breaks nothing, or ends the connection.",
          core + "; btcd, waitToFinishNegotiation"},
         {},
         [](conversation& with) {
             return before_verack(with, expectation::either, only_early_ping(), true);
         }},
        {{"handshake.getdata_before_verack",
          "A question between version and verack breaks nothing, or ends the connection.",
          core + "; btcd, waitToFinishNegotiation"},
         {},
         [](conversation& with) {
             wire::getdata asked;
             asked.items = {{wire::inventory_type::transaction, nobodys_hash()}};
             return before_verack(with, expectation::either, one(std::move(asked)), true);
         }},
        {{"handshake.unknown_before_verack",
          "An unknown message between version and verack is let go: new ones are announced there.",
          "BIP339, BIP155, BIP434, Compatibility"},
         {},
         [](conversation& with) {
             auto unknown = one(payload().number(7).as("nobodyknows"));
             return before_verack(with, expectation::stays, std::move(unknown), true);
         }},
        {{"handshake.second_version_before_verack",
          "A second version in the handshake is let go, or ends the connection.",
          core + "; btcd, waitToFinishNegotiation"},
         {},
         [](conversation& with) {
             auto again = one(conversation::message_of(with.ordinary_version()));
             return before_verack(with, expectation::either, std::move(again), true);
         }},
        told(
            {"handshake.second_version",
             "A second version after the handshake is let go, or ends the connection.",
             core + "; btcd, inHandler"},
            {},
            expectation::either,
            [](const conversation&) {
                wire::version again;
                again.protocol_version = 60002;
                again.nonce = early_nonce;
                return one(conversation::message_of(again));
            }
        ),
        told(
            {"handshake.second_verack",
             "A second verack is let go, or ends the connection.",
             core + "; btcd, inHandler"},
            {},
            expectation::either,
            [](const conversation&) { return one(wire::verack{}); }
        ),
        {{"handshake.silence_ends",
          "Who dials and says nothing is not kept longer than three minutes.",
          core + " -peertimeout; btcd, negotiateTimeout"},
         {.slow = true},
         [](conversation& with) { return patience_ends(with, false); }},
        {{"handshake.no_verack_ends",
          "Who says version and no verack is not kept longer than three minutes.",
          core + " -peertimeout; btcd, negotiateTimeout"},
         {.slow = true},
         [](conversation& with) { return patience_ends(with, true); }},
    };
}

}  // namespace bitpeer::tool::conform
