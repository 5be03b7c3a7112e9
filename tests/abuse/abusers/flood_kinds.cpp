/// A flood of each message type that the dialect has.

#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/type_list.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/arbitrary_transaction.hpp>

#include "kind.hpp"
#include "speech.hpp"

#include <string>
#include <vector>

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;

/// Values that are valid by themselves, as many as fit.
template <class M>
[[nodiscard]] bytes flood_of() {
    test::splitmix64 random(1);
    bytes all;
    do {
        const auto payload = wire::encode(test::make_arbitrary<M>(random, 40));
        append(all, frame(M::command.text(), payload ? *payload : bytes{}));
    } while (all.size() < 64'000);
    return all;
}

template <class M>
asio::awaitable<void> flood(hostile& h) {
    static const bytes storm = flood_of<M>();
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    co_await h.write_for_ever(storm);
}

template <class... M>
[[nodiscard]] std::vector<kind> floods_of(wire::type_list<M...> /*all*/) {
    return {kind{"flood_" + std::string(M::command.text()), flood<M>}...};
}

}  // namespace

std::span<const kind> flood_kinds() {
    static const auto all = floods_of(wire::bitcoin_messages{});
    return all;
}

}  // namespace bitpeer::abuse
