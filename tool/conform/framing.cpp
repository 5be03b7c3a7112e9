/// Bytes and frames.

#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::uint64_t marked = 0xbad;
constexpr int burst = 100;

bytes nonce_of(std::uint64_t number) { return payload().number(number).take(); }

bool is_pong(const arrival& came, std::uint64_t nonce) {
    return came.command == wire::pong::command &&
           std::ranges::equal(came.payload.view(), nonce_of(nonce));
}

asio::awaitable<verdict> byte_by_byte(conversation& with) {
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    const auto whole = with.line().sealed(conversation::message_of(with.ordinary_version()));
    for (const auto each : whole) co_await with.write(bytes(1, each), "one byte");
    const auto met = co_await with.collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    if (!met.answered()) co_return with.judge(expectation::stays, met);
    co_await with.say(wire::message(wire::verack{}));
    const auto came = co_await with.fence();
    co_return with.judge(expectation::stays, came, reaction::answered);
}

asio::awaitable<verdict> many_at_once(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    messages pings;
    for (std::uint64_t i = 1; i <= burst; ++i) {
        pings.push_back(payload().number(i).as(wire::ping::command));
    }
    co_await with.say(std::move(pings));
    std::uint64_t next = 1;
    const auto came = co_await with.collect([&next](const arrival& message) {
        if (is_pong(message, next)) ++next;
        return next > burst;
    });
    if (came.answered()) co_return passed(reaction::answered);
    co_return failed_by(
        came.ended() ? reaction::disconnected : reaction::silent,
        "pongs in order: " + std::to_string(next - 1) + " of " + std::to_string(burst)
    );
}

/// A frame of a ping that must not be answered, then one that is right.
asio::awaitable<verdict> damaged_ping(
    conversation& with, expectation wanted, bool may_be_answered, bytes frame, std::string what
) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.write(std::move(frame), std::move(what));
    const auto came = co_await with.fence();
    const bool answered = std::ranges::any_of(came.messages, [](const arrival& message) {
        return is_pong(message, marked);
    });
    if (answered && !may_be_answered) co_return failed_by(reaction::answered, "it was acted upon");
    co_return with.judge(wanted, came, answered ? reaction::answered : reaction::ignored);
}

struct frame_case {
    std::string_view command = "ping";
    bool foreign = false;
    bool damaged = false;
    std::optional<std::uint32_t> claimed{};
};

behaviour framed(rule by, expectation wanted, frame_case how) {
    return {std::move(by), {.over = carriage::v1}, [=](conversation& with) {
                const auto nonce = nonce_of(marked);
                v1_frame frame{how.command, nonce};
                if (how.foreign) frame.magic = network_magic{0x0b, 0xad, 0xf0, 0x0d};
                if (how.claimed) {
                    frame.size = how.claimed;
                    frame.content = {};
                }
                frame.damaged = how.damaged;
                return damaged_ping(
                    with, wanted, false, frame.written_for(with.net()), "a frame of v1"
                );
            }};
}

constexpr std::string_view unpadded("ping\0x", 6);

}  // namespace

behaviours framing_behaviours() {
    const std::string core = "Bitcoin Core, net.cpp V1Transport";
    const auto stays = expectation::stays;
    const auto either = expectation::either;
    return {
        {{"framing.byte_by_byte",
          "A message that comes one byte at a time is the same message.",
          "TCP is a stream; btcd, readMessage"},
         {},
         [](conversation& with) { return byte_by_byte(with); }},
        {{"framing.many_at_once",
          "A hundred messages in one segment are all read, in order.",
          "TCP is a stream; btcd, readMessage"},
         {},
         [](conversation& with) { return many_at_once(with); }},
        framed(
            {"framing.wrong_magic",
             "A frame of another network is not acted upon; most end the connection.",
             core + "; btcd, ReadMessage"},
            either,
            {.foreign = true}
        ),
        framed(
            {"framing.wrong_checksum",
             "A frame with a wrong checksum is not acted upon.",
             core + "; btcd, ReadMessage"},
            either,
            {.damaged = true}
        ),
        framed(
            {"framing.oversize_claim",
             "A frame that claims four gigabytes ends the connection at its header.",
             core + ", MAX_PROTOCOL_MESSAGE_LENGTH; btcd, MaxMessagePayload"},
            expectation::ends,
            {.claimed = 0xffff'ffff}
        ),
        framed(
            {"framing.command_unprintable",
             "A command that is not printable is not acted upon.",
             core + ", IsMessageTypeValid; btcd, ReadMessage"},
            either,
            {.command = "\x01\x02\xff"}
        ),
        framed(
            {"framing.command_unpadded",
             "Behind a command's first zero byte there are only zeros.",
             core + ", IsMessageTypeValid; btcd, ReadMessage"},
            either,
            {.command = unpadded}
        ),
        framed(
            {"framing.command_empty",
             "A frame without a command is not acted upon.",
             core + ", IsMessageTypeValid; btcd, ReadMessage"},
            either,
            {.command = ""}
        ),
        told(
            {"framing.unknown_command",
             "A message that nobody knows is let go.",
             "protocol documentation; Bitcoin Core, net_processing.cpp"},
            {},
            stays,
            [](const conversation&) { return one(payload().number(7).as("nobodyknows")); }
        ),
        told(
            {"framing.command_of_12",
             "A command may have twelve characters.",
             "protocol documentation, message structure"},
            {},
            stays,
            [](const conversation&) { return one(payload().number(7).as("twelveletter")); }
        ),
        told(
            {"framing.unknown_of_a_megabyte",
             "So is a long one.",
             "protocol documentation; Bitcoin Core, net_processing.cpp"},
            {},
            stays,
            [](const conversation&) { return one(payload().filled(1'000'000).as("nobodyknows")); }
        ),
        told(
            {"framing.unknown_without_payload",
             "So is one without a payload.",
             "protocol documentation; Bitcoin Core, net_processing.cpp"},
            {},
            stays,
            [](const conversation&) { return one(payload().as("nobodyknows")); }
        ),
        told(
            {"framing.trailing_bytes",
             "Bytes behind the last field are let go, or end the connection.",
             "Bitcoin Core, net_processing.cpp; btcd, MaxPayloadLength"},
            {},
            either,
            [](const conversation&) {
                return one(payload().number(marked).filled(4).as(wire::ping::command));
            }
        ),
    };
}

}  // namespace bitpeer::tool::conform
