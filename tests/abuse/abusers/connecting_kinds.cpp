/// Those who come and go.

#include "kind.hpp"
#include "speech.hpp"

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;

asio::awaitable<void> close_at_once(hostile& h) {
    h.close();
    co_return;
}

asio::awaitable<void> reset_at_once(hostile& h) {
    h.reset();
    co_return;
}

asio::awaitable<void> reset_in_the_handshake(hostile& h) {
    const auto version = version_frame(h.random());
    const bool sent = co_await h.write(version);
    if (!sent) co_return;
    const auto theirs = co_await h.await_message("version");
    if (theirs) h.reset();
}

asio::awaitable<void> close_after_the_handshake(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (up) h.close();
}

/// Nothing more will come: is it waited for?
asio::awaitable<void> half_close_at_once(hostile& h) {
    h.close_sending();
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> half_close_after_the_handshake(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.close_sending();
    co_await h.ignore_until_the_end();
}

}  // namespace

std::span<const kind> connecting_kinds() {
    static const kind all[] = {
        {"connect_and_close", close_at_once},
        {"connect_and_reset", reset_at_once},
        {"version_and_reset", reset_in_the_handshake},
        {"handshake_and_close", close_after_the_handshake},
        {"half_close", half_close_at_once},
        {"half_close_after_handshake", half_close_after_the_handshake},
    };
    return all;
}

}  // namespace bitpeer::abuse
