/// `inv`, `getdata` and `notfound`.

#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most = 50'000;

wire::message entries(wire::command_name in, std::size_t count, wire::inventory_type type) {
    payload made;
    made.count(count);
    for (std::size_t i = 0; i < count; ++i) {
        // Hashes that differ, and name nothing.
        made.number(type.number).number(static_cast<std::uint64_t>(i)).filled(24, 0xab);
    }
    return made.as(in);
}

messages ask_for(wire::inventory_type type) {
    wire::getdata asked;
    asked.items = {{type, nobodys_hash()}};
    return one(std::move(asked));
}

bool names(const conversation& with, const arrival& came, wire::inventory_type type) {
    if (came.command != wire::notfound::command) return false;
    const auto message = with.read(came);
    const auto missing = message ? message->get_if<wire::notfound>() : std::nullopt;
    if (!missing) return false;
    const wire::inventory wanted{type, nobodys_hash()};
    return std::ranges::find(missing->items, wanted) != missing->items.end();
}

/// A pong may overtake what is looked up.
asio::awaitable<verdict> await_notfound(
    conversation& with, wire::inventory_type type, messages before_verack
) {
    const auto version = conversation::message_of(with.ordinary_version());
    const bool up = co_await with.shake_hands(version, std::move(before_verack));
    if (!up) co_return with.unasked();
    co_await with.say(ask_for(type));
    const auto came = co_await with.collect([&with, type](const arrival& message) {
        return names(with, message, type);
    });
    if (came.answered()) co_return passed(reaction::answered);
    if (came.ended()) co_return with.judge(expectation::stays, came);
    co_return failed_by(reaction::silent, "no notfound came");
}

/// Silence and `notfound` are both right.
behaviour missing(rule by, needs with, wire::inventory_type type) {
    return asked(
        std::move(by),
        std::move(with),
        [type](const conversation&) { return ask_for(type); },
        [](const conversation&, const aftermath&) { return passed(reaction::accepted); }
    );
}

}  // namespace

behaviours inventory_behaviours() {
    const auto stays = expectation::stays;
    const auto either = expectation::either;
    const auto transaction = wire::inventory_type::transaction;
    const std::string core = "Bitcoin Core, net_processing.cpp";
    const std::string limit = "Bitcoin Core, MAX_INV_SZ; btcd, MaxInvPerMsg";
    return {
        told(
            {"inventory.inv_50000", "An inv may have 50,000 entries.", limit},
            {},
            expectation::accepts,
            [=](const conversation&) { return one(entries("inv", most, transaction)); }
        ),
        told(
            {"inventory.inv_50001", "An inv of more is let go, or ends the connection.", limit},
            {},
            either,
            [=](const conversation&) { return one(entries("inv", most + 1, transaction)); }
        ),
        told(
            {"inventory.inv_empty", "An empty inv breaks nothing.", core},
            {},
            expectation::accepts,
            [=](const conversation&) { return one(entries("inv", 0, transaction)); }
        ),
        told(
            {"inventory.inv_unknown_type",
             "Entries of unknown types are let go: new ones came with BIP37, 144, 152 and 339.",
             core + "; btcd, handleInvMsg"},
            {},
            stays,
            [](const conversation&) { return one(entries("inv", 3, {0x1234})); }
        ),
        {{"inventory.transaction_unknown",
          "Who asks for a transaction that is not there hears notfound.",
          "protocol documentation, notfound; " + core},
         {},
         [=](conversation& with) { return await_notfound(with, transaction, {}); }},
        {{"inventory.transaction_unknown_with_witness",
          "The same with the witness flag, which the answer repeats.",
          "BIP144, Relay"},
         {.offered = wire::services::witness},
         [](conversation& with) {
             return await_notfound(with, wire::inventory_type::witness_transaction, {});
         }},
        {{"inventory.transaction_unknown_by_wtxid",
          "The same by wtxid, where that was agreed on.",
          "BIP339"},
         {.unasked = wire::wtxidrelay::command},
         [](conversation& with) {
             return await_notfound(
                 with, wire::inventory_type::wtxid_transaction, one(wire::wtxidrelay{})
             );
         }},
        missing(
            {"inventory.block_unknown",
             "Who asks for a block that is not there hears notfound, or nothing.",
             core + " ProcessGetBlockData; btcd, OnGetData"},
            {},
            wire::inventory_type::block
        ),
        missing(
            {"inventory.getdata_unknown_type",
             "A question for an unknown type of thing breaks nothing.",
             core + " ProcessGetData; btcd, OnGetData"},
            {},
            {0x1234}
        ),
        told(
            {"inventory.getdata_empty", "An empty getdata breaks nothing.", core},
            {},
            expectation::accepts,
            [=](const conversation&) { return one(entries("getdata", 0, transaction)); }
        ),
        told(
            {"inventory.getdata_50001",
             "A getdata of more than 50,000 entries is let go, or ends the connection.",
             limit},
            {},
            either,
            [](const conversation&) { return one(entries("getdata", most + 1, {0x1234})); }
        ),
        told(
            {"inventory.notfound_unasked",
             "A notfound for what nobody asked for is let go.",
             core + "; btcd, handleNotFoundMsg"},
            {},
            stays,
            [=](const conversation&) { return one(entries("notfound", 1, transaction)); }
        ),
    };
}

}  // namespace bitpeer::tool::conform
