/// Those whose frames are wrong.

#include <bitpeer/params/networks.hpp>
#include <tests/support/frames.hpp>

#include "kind.hpp"
#include "speech.hpp"

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// As much as is allowed, so that it is waited for.
constexpr std::uint32_t largest_payload = 4'000'000;

/// Claims the most that may be, sends some of it, and lets the receiver hold it.
asio::awaitable<void> lie_about_length(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    auto begun = header_that_claims("block", largest_payload);
    begun.resize(begun.size() + largest_payload / 10 * 9);
    const bool sent = co_await h.write(begun);
    if (!sent) co_return;
    const bytes one(1);
    for (bool more = true; more;) {
        co_await h.write(one);
        more = co_await h.wait(500ms);
    }
}

/// The claim alone, from many: nothing may be allocated for it.
asio::awaitable<void> claim_only(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto header = header_that_claims("block", largest_payload);
    co_await h.write(header);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> claim_too_much(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto header = header_that_claims("block", 0xffffffff);
    co_await h.write(header);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> claim_too_much_at_once(hostile& h) {
    const auto header = header_that_claims("version", largest_payload + 1);
    co_await h.write(header);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> speak_for_another_network(hostile& h) {
    test::raw_frame made("version", version_payload(h.random()));
    made.magic = networks::bitcoin.magic;
    const auto version = made.bytes();
    co_await h.write(version);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> change_the_network(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    test::raw_frame made("ping", bytes(8));
    made.magic = networks::bitcoin.magic;
    const auto ping = made.bytes();
    co_await h.write(ping);
    co_await h.ignore_until_the_end();
}

asio::awaitable<void> send_bad_checksums(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    test::raw_frame made("tx", bytes(1'000));
    made.checksum[0] ^= 1;
    const auto storm = repeated(made.bytes());
    co_await h.write_for_ever(storm);
}

asio::awaitable<void> send_bad_commands(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    test::raw_frame made("tx", bytes(1'000));
    made.command[5] = 'x';
    const auto storm = repeated(made.bytes());
    co_await h.write_for_ever(storm);
}

}  // namespace

std::span<const kind> framing_kinds() {
    static const kind all[] = {
        {"length_liar", lie_about_length},
        {"claim_only", claim_only},
        {"oversize", claim_too_much},
        {"oversize_version", claim_too_much_at_once},
        {"wrong_magic", speak_for_another_network},
        {"wrong_magic_later", change_the_network},
        {"bad_checksum_storm", send_bad_checksums},
        {"bad_command_storm", send_bad_commands},
    };
    return all;
}

}  // namespace bitpeer::abuse
