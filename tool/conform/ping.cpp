/// `ping` and `pong`.

#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

wire::message pong_of(std::uint64_t nonce) {
    return payload().number(nonce).as(wire::pong::command);
}

behaviour echoes(rule by, std::uint64_t nonce) {
    return asked(
        std::move(by),
        {},
        [nonce](const conversation&) {
            return one(payload().number(nonce).as(wire::ping::command));
        },
        [nonce](const conversation&, const aftermath& came) {
            const bool echoed = std::ranges::any_of(came.messages, [&](const arrival& message) {
                return message.command == wire::pong::command &&
                       message.payload == pong_of(nonce).raw();
            });
            if (echoed) return passed(reaction::answered);
            return failed_by(reaction::ignored, "no pong with this nonce before the next one's");
        }
    );
}

/// Before BIP31 a ping had no nonce and no answer, so another question stands behind it.
asio::awaitable<verdict> old_ping(conversation& with) {
    auto ours = with.ordinary_version();
    ours.protocol_version = 60000;
    const bool up = co_await with.shake_hands(conversation::message_of(ours));
    if (!up) co_return with.unasked();
    const auto wanted = nobodys_hash();
    wire::getdata asked;
    asked.items = {{wire::inventory_type::transaction, wanted}};
    messages said;
    said.push_back(payload().as(wire::ping::command));
    said.emplace_back(std::move(asked));
    co_await with.say(std::move(said));
    const auto came = co_await with.collect([](const arrival& message) {
        return message.command == wire::notfound::command;
    });
    if (came.first(wire::pong::command) != nullptr) {
        co_return failed_by(reaction::answered, "it sent a pong");
    }
    if (came.how == aftermath::ending::silent) {
        co_return undecided("nor does it answer a getdata, so that nothing can be said");
    }
    co_return with.judge(expectation::stays, came);
}

/// It pings us, and hears a number that is not its own.
asio::awaitable<verdict> wrong_pong(conversation& with) {
    with.set_pongs(false);
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    const auto met = co_await with.fence();
    const auto* ping = met.first(wire::ping::command);
    if (!met.answered()) co_return with.judge(expectation::stays, met);
    if (ping == nullptr) co_return lacks("it does not ping at once");
    const auto nonce = ping->payload.size() < 8 ? 0 : load_le<std::uint64_t>(ping->payload.data());
    messages said;
    said.push_back(pong_of(nonce + 1));
    co_await with.say(std::move(said));
    const auto came = co_await with.fence();
    co_return with.judge(expectation::stays, came);
}

}  // namespace

behaviours ping_behaviours() {
    return {
        echoes(
            {"ping.nonce_echoed", "A ping is answered by a pong of its nonce.", "BIP31"}, 0x1234
        ),
        echoes(
            {"ping.nonce_zero", "Zero is a nonce as any other, for whoever is asked.", "BIP31"}, 0
        ),
        echoes({"ping.nonce_largest", "So is the largest.", "BIP31"}, 0xffff'ffff'ffff'ffff),
        {{"ping.old_without_answer",
          "Up to protocol version 60000 a ping has no nonce, and no answer.",
          "BIP31"},
         {.bitcoin_only = true},
         [](conversation& with) { return old_ping(with); }},
        told(
            {"ping.without_nonce",
             "A ping that lacks its nonce is let go, or ends the connection.",
             "BIP31; Bitcoin Core, net_processing.cpp"},
            {},
            expectation::either,
            [](const conversation&) { return one(payload().as(wire::ping::command)); }
        ),
        told(
            {"ping.pong_unasked",
             "A pong that nobody asked for is let go.",
             "BIP31; Bitcoin Core, net_processing.cpp"},
            {},
            expectation::stays,
            [](const conversation&) { return one(pong_of(99)); }
        ),
        {{"ping.pong_of_another_nonce",
          "A pong with another nonce than asked for is let go.",
          "BIP31; Bitcoin Core, net_processing.cpp"},
         {},
         [](conversation& with) { return wrong_pong(with); }},
        told(
            {"ping.pong_without_nonce",
             "A pong without its nonce is let go, or ends the connection.",
             "BIP31; Bitcoin Core, net_processing.cpp"},
            {},
            expectation::either,
            [](const conversation&) { return one(payload().as(wire::pong::command)); }
        ),
    };
}

}  // namespace bitpeer::tool::conform
