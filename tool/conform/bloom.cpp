/// Bloom filters and the list of the mempool.

#include <bitpeer/wire/messages/filterclear.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/mempool.hpp>

#include "behaviour.hpp"
#include "payload.hpp"

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

wire::message filter(std::size_t size, std::uint32_t functions) {
    return payload()
        .count(size)
        .filled(size, 0xff)
        .number(functions)
        .number(std::uint32_t{0})
        .byte(0)
        .as("filterload");
}

wire::message element(std::size_t size) {
    return payload().count(size).filled(size, 0x42).as("filteradd");
}

messages with_filter(wire::message next) {
    auto said = one(filter(8, 1));
    said.push_back(std::move(next));
    return said;
}

asio::awaitable<verdict> filtered_block(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    wire::getdata asked;
    asked.items = {{wire::inventory_type::filtered_block, with.them().last_block().hash}};
    co_await with.say(with_filter(wire::message(std::move(asked))));
    const auto came = co_await with.collect([](const arrival& message) {
        return message.command == wire::command_name("merkleblock");
    });
    co_return with.judge(expectation::stays, came, reaction::answered);
}

}  // namespace

behaviours bloom_behaviours() {
    const auto either = expectation::either;
    const needs offered{.commands = {"filterload"}, .offered = wire::services::bloom};
    const needs refused{.commands = {"filterload"}, .not_offered = wire::services::bloom};
    auto blocks = offered;
    blocks.headers = true;
    blocks.blocks = 1;
    const std::string limits = "BIP37; Bitcoin Core, MAX_BLOOM_FILTER_SIZE";
    return {
        told(
            {"bloom.load_add_clear",
             "Who offers NODE_BLOOM takes a filter, adds to it and forgets it.",
             "BIP37"},
            offered,
            expectation::accepts,
            [](const conversation&) {
                auto said = with_filter(element(20));
                said.emplace_back(wire::filterclear{});
                return said;
            }
        ),
        {{"bloom.filtered_block",
          "With a filter, a block may be asked for as merkleblock.",
          "BIP37, Partial merkle tree"},
         blocks,
         [](conversation& with) { return filtered_block(with); }},
        told(
            {"bloom.filter_36000", "A filter may have 36,000 bytes and 50 functions.", limits},
            offered,
            expectation::accepts,
            [](const conversation&) { return one(filter(36'000, 50)); }
        ),
        told(
            {"bloom.filter_36001", "A larger one is let go, or ends the connection.", limits},
            offered,
            either,
            [](const conversation&) { return one(filter(36'001, 1)); }
        ),
        told(
            {"bloom.functions_51", "So is one of more functions.", limits},
            offered,
            either,
            [](const conversation&) { return one(filter(8, 51)); }
        ),
        told(
            {"bloom.element_521",
             "An element of more than 520 bytes is let go, or ends the connection.",
             "BIP37; Bitcoin Core, MAX_SCRIPT_ELEMENT_SIZE"},
            offered,
            either,
            [](const conversation&) { return with_filter(element(521)); }
        ),
        told(
            {"bloom.add_without_filter",
             "An element for no filter is let go, or ends the connection.",
             "BIP37; Bitcoin Core, net_processing.cpp"},
            offered,
            either,
            [](const conversation&) { return one(element(20)); }
        ),
        told(
            {"bloom.load_not_offered",
             "Who does not offer NODE_BLOOM disconnects whoever sends filterload.",
             "BIP111, Specification"},
            refused,
            expectation::ends,
            [](const conversation&) { return one(filter(8, 1)); }
        ),
        told(
            {"bloom.add_not_offered", "The same of filteradd.", "BIP111, Specification"},
            refused,
            expectation::ends,
            [](const conversation&) { return one(element(20)); }
        ),
        told(
            {"bloom.clear_not_offered", "The same of filterclear.", "BIP111, Specification"},
            refused,
            expectation::ends,
            [](const conversation&) { return one(wire::filterclear{}); }
        ),
        told(
            {"bloom.mempool",
             "Who offers NODE_BLOOM lists its mempool, or has nothing to list.",
             "BIP35"},
            offered,
            expectation::accepts,
            [](const conversation&) { return one(wire::mempool{}); }
        ),
        told(
            {"bloom.mempool_not_offered",
             "Who does not offer it answers mempool, lets it go, or disconnects.",
             "BIP35; Bitcoin Core, net_processing.cpp"},
            refused,
            either,
            [](const conversation&) { return one(wire::mempool{}); }
        ),
    };
}

}  // namespace bitpeer::tool::conform
