/// Those who say the right things at the wrong time.

#include "kind.hpp"
#include "speech.hpp"

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;

asio::awaitable<void> begin_with_the_end(hostile& h) {
    h.ignore_answers();
    const auto verack = repeated(frame("verack"));
    co_await h.write_for_ever(verack);
}

asio::awaitable<void> begin_with_questions(hostile& h) {
    h.ignore_answers();
    const auto questions = repeated(frame("ping", bytes(8)));
    co_await h.write_for_ever(questions);
}

/// A handshake that goes on and on.
asio::awaitable<void> never_come_to_verack(hostile& h) {
    h.ignore_answers();
    const auto version = version_frame(h.random());
    const bool sent = co_await h.write(version);
    if (!sent) co_return;
    auto unit = frame("wtxidrelay");
    append(unit, frame("sendaddrv2"));
    const auto storm = repeated(unit);
    co_await h.write_for_ever(storm);
}

/// Begins anew, whatever was agreed on.
asio::awaitable<void> restart_the_handshake(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    auto unit = version_frame(h.random());
    append(unit, frame("verack"));
    const auto storm = repeated(unit);
    co_await h.write_for_ever(storm);
}

asio::awaitable<void> negotiate_too_late(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto late = frame("wtxidrelay");
    co_await h.write(late);
    co_await h.ignore_until_the_end();
}

/// The same session over and over, on one connection.
asio::awaitable<void> replay(hostile& h) {
    h.ignore_answers();
    auto session = version_frame(h.random());
    append(session, frame("verack"));
    append(session, frame("ping", bytes(8, std::uint8_t{7})));
    append(session, frame("getaddr"));
    append(session, frame("mempool"));
    const auto storm = repeated(session);
    co_await h.write_for_ever(storm);
}

/// Says what it is told.
asio::awaitable<void> echo(hostile& h) {
    const auto version = version_frame(h.random());
    co_await h.write(version);
    for (;;) {
        const auto message = co_await h.read_message();
        if (!message) co_return;
        const auto same = frame(message->command, message->payload);
        const bool sent = co_await h.write(same);
        if (!sent) co_return;
    }
}

}  // namespace

std::span<const kind> order_kinds() {
    static const kind all[] = {
        {"verack_first", begin_with_the_end},
        {"ping_first", begin_with_questions},
        {"endless_handshake", never_come_to_verack},
        {"handshake_restart", restart_the_handshake},
        {"late_negotiation", negotiate_too_late},
        {"replay", replay},
        {"echo", echo},
    };
    return all;
}

}  // namespace bitpeer::abuse
