/// Those who say too much of what one may say.

#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include "kind.hpp"
#include "speech.hpp"

#include <array>

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;

asio::awaitable<void> ping_without_end(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    const auto storm = repeated(frame("ping", bytes(8, std::uint8_t{1})));
    co_await h.write_for_ever(storm);
}

/// The answers pile up.
asio::awaitable<void> ping_and_never_read(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto storm = repeated(frame("ping", bytes(8, std::uint8_t{1})));
    co_await h.write_for_ever(storm);
}

/// Inventory that nobody has ever heard of.
asio::awaitable<void> announce_without_end(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    wire::inv told;
    told.items.resize(50'000, {wire::inventory_type::witness_transaction, {}});
    for (;;) {
        for (auto& item : told.items) store_le(item.hash.bytes.data(), h.random().next());
        const auto storm = frame("inv", wire::encode(told).value());
        const bool sent = co_await h.write(storm);
        if (!sent) co_return;
    }
}

asio::awaitable<void> tell_addresses_without_end(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    wire::addr told;
    told.items.resize(1'000);
    for (;;) {
        for (auto& item : told.items) {
            store_le(item.address.bytes.data() + 8, h.random().next());
        }
        const auto storm = frame("addr", wire::encode(told).value());
        const bool sent = co_await h.write(storm);
        if (!sent) co_return;
    }
}

asio::awaitable<void> send_unknown_messages(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    bytes storm;
    for (int i = 0; i < 60; ++i) {
        std::string command = "unheard_of";
        command.back() = static_cast<char>('a' + h.random().below(26));
        append(storm, frame(command, random_bytes(h.random(), 1'000)));
    }
    co_await h.write_for_ever(storm);
}

/// Known commands, and noise behind them.
asio::awaitable<void> send_malformed_messages(hostile& h) {
    static constexpr std::array commands{
        "inv",
        "getdata",
        "headers",
        "addr",
        "tx",
        "block",
        "cmpctblock",
        "getblocktxn",
        "notfound",
    };
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    bytes storm;
    for (int i = 0; i < 60; ++i) {
        const auto* const command = commands.at(h.random().below(commands.size()));
        auto noise = random_bytes(h.random(), 1 + h.random().below(2'000));
        noise.front() = 0xfd;  // a count above all that follows
        append(storm, frame(command, noise));
    }
    co_await h.write_for_ever(storm);
}

/// New each time, with a script of that size.
[[nodiscard]] bytes new_transaction(random_source& random, std::size_t script_size) {
    wire::tx made;
    auto& input = made.transaction.inputs.emplace_back();
    store_le(input.previous.txid.bytes.data(), random.next());
    input.script = wire::var_bytes<>(bytes(script_size));
    made.transaction.outputs.emplace_back();
    return wire::encode(made).value();
}

/// Is each of them kept?
asio::awaitable<void> send_transactions_without_end(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    for (bool more = true; more;) {
        const auto storm = frame("tx", new_transaction(h.random(), 20'000));
        more = co_await h.write(storm);
    }
}

/// Small ones, each with a tail that means nothing: is that kept with them?
asio::awaitable<void> send_padded_transactions(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    for (bool more = true; more;) {
        auto padded = new_transaction(h.random(), 1);
        padded.resize(200'000);
        const auto storm = frame("tx", padded);
        more = co_await h.write(storm);
    }
}

}  // namespace

std::span<const kind> storm_kinds() {
    static const kind all[] = {
        {"endless_ping", ping_without_end},
        {"endless_ping_deaf", ping_and_never_read},
        {"inventory_storm", announce_without_end},
        {"addr_storm", tell_addresses_without_end},
        {"unknown_message_storm", send_unknown_messages},
        {"malformed_storm", send_malformed_messages},
        {"transaction_storm", send_transactions_without_end},
        {"padded_transactions", send_padded_transactions},
    };
    return all;
}

}  // namespace bitpeer::abuse
