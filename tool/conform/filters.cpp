/// Block filters of BIP157.

#include "behaviour.hpp"
#include "payload.hpp"

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::uint8_t basic = 0;

wire::message ask(
    wire::command_name command, const hash256& stop, std::uint32_t start, std::uint8_t type = basic
) {
    payload made;
    made.byte(type);
    if (command != wire::command_name("getcfcheckpt")) made.number(start);
    return made.hash(stop).as(command);
}

asio::awaitable<verdict> fetch(
    conversation& with, wire::command_name question, wire::command_name answer
) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    const auto stop = with.them().first_block().hash;
    co_await with.say(ask(question, stop, 1));
    // All three answers have the type first, then the block that was named.
    const auto came = co_await with.collect([&](const arrival& message) {
        return message.command == answer && message.payload.size() > 33 &&
               message.payload.data()[0] == basic &&
               hash256::copy(message.payload.view().subspan(1)) == stop;
    });
    co_return with.judge(expectation::stays, came, reaction::answered);
}

behaviour serves(
    std::string name, std::string what, wire::command_name ask_by, wire::command_name by
) {
    return {
        {std::move(name), "Who offers NODE_COMPACT_FILTERS serves " + what + ".", "BIP157"},
        {.commands = {ask_by},
         .offered = wire::services::compact_filters,
         .headers = true,
         .blocks = 1},
        [=](conversation& with) { return fetch(with, ask_by, by); }};
}

asio::awaitable<verdict> not_served(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.say(ask("getcfilters", with.net().genesis_hash, 0));
    const auto came = co_await with.fence();
    if (came.first("cfilter") != nullptr) {
        co_return failed_by(reaction::answered, "a filter came that nobody offered");
    }
    co_return with.judge(expectation::either, came);
}

}  // namespace

behaviours filters_behaviours() {
    const auto either = expectation::either;
    const needs offered{.commands = {"getcfilters"}, .offered = wire::services::compact_filters};
    auto blocks = offered;
    blocks.headers = true;
    blocks.blocks = 1;
    const std::string core = "BIP157; Bitcoin Core, PrepareBlockFilterRequest";
    return {
        serves("filters.filter", "filters", "getcfilters", "cfilter"),
        serves("filters.headers", "their headers", "getcfheaders", "cfheaders"),
        serves("filters.checkpoints", "their checkpoints", "getcfcheckpt", "cfcheckpt"),
        told(
            {"filters.unknown_type",
             "A type of filter that nobody knows is let go, or ends the connection.",
             core},
            blocks,
            either,
            [](const conversation& with) {
                return one(ask("getcfilters", with.them().first_block().hash, 1, 0x77));
            }
        ),
        told(
            {"filters.unknown_block",
             "Filters up to a block that is not there are let go, or end the connection.",
             core},
            offered,
            either,
            [](const conversation&) { return one(ask("getcfilters", nobodys_hash(), 0)); }
        ),
        told(
            {"filters.start_behind_stop",
             "A range that ends before it begins is let go, or ends the connection.",
             core},
            blocks,
            either,
            [](const conversation& with) {
                return one(ask("getcfilters", with.them().first_block().hash, 2));
            }
        ),
        {{"filters.not_offered", "Who does not offer them serves none.", core},
         {.commands = {"getcfilters"}, .not_offered = wire::services::compact_filters},
         [](conversation& with) { return not_served(with); }},
    };
}

}  // namespace bitpeer::tool::conform
