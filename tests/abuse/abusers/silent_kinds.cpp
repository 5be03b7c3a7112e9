/// Those who say little, late, or nothing.

#include "kind.hpp"
#include "speech.hpp"

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> say_nothing(hostile& h) { co_await h.ignore_until_the_end(); }

asio::awaitable<void> drip(hostile& h) {
    h.ignore_answers();
    const auto version = version_frame(h.random());
    for (const auto byte : version) {
        const bytes one{byte};
        co_await h.write(one);
        const bool more = co_await h.wait(1s);
        if (!more) co_return;
    }
    co_await h.wait_for_ever();
}

asio::awaitable<void> never_finish_the_handshake(hostile& h) {
    const auto version = version_frame(h.random());
    co_await h.write(version);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> say_nothing_more(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (up) co_await h.ignore_until_the_end();
}

/// Does not even answer a ping.
asio::awaitable<void> read_nothing_more(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    co_await h.wait_for_ever();
}

}  // namespace

std::span<const kind> silent_kinds() {
    static const kind all[] = {
        {"silent", say_nothing},
        {"slow_drip", drip},
        {"version_only", never_finish_the_handshake},
        {"mute_after_handshake", say_nothing_more},
        {"deaf_after_handshake", read_nothing_more},
    };
    return all;
}

}  // namespace bitpeer::abuse
